import { isDeepStrictEqual } from 'node:util';
import type { PoolOptions, PoolRunnerInitializer, PoolWorker, Vitest, WorkerRequest } from 'vitest/node';

/** After so many files, or settings, a worker is let go, with whatever they have left in it. */
const most = { files: 60, settings: 10 } as const;

/** A worker of Vitest's own, and what it has been used for. */
interface Kept {
  readonly worker: PoolWorker;
  files: number;
  settings: number;
  lastSettings?: unknown;
}

/**
 * A pool of workers that go on from one test file to the next. Each file has modules of its own all the same; but what they
 * take from `node_modules` is loaded once a worker, and that is most of what a small file costs. What a file leaves behind
 * elsewhere, `leave-nothing-behind.ts` takes away.
 * @param make a worker of Vitest's, in which the files run
 */
export function keptWorkers(make: (options: PoolOptions) => PoolWorker): PoolRunnerInitializer {
  const idle: Kept[] = [];
  const closing = new WeakSet<Vitest>();

  function createPoolWorker(options: PoolOptions): PoolWorker {
    const { vitest } = options.project;
    if (!closing.has(vitest)) {
      closing.add(vitest);
      vitest.onClose(async () => {
        await Promise.all(idle.splice(0).map(({ worker }) => worker.stop()));
      });
    }
    const kept = idle.pop() ?? { worker: make(options), files: 0, settings: 0 };
    const { worker } = kept;
    const listeners: (readonly [event: string, listener: (message: unknown) => void])[] = [];
    let isOver = false;

    /** Answers in the worker's place. */
    function answer(type: 'started' | 'stopped'): void {
      const told = listeners.filter(([event]) => event === 'message');
      for (const [, listener] of told) listener({ __vitest_worker_response__: true, type });
    }

    function send(message: WorkerRequest): void {
      if (message.type === 'start') {
        // It was told all that: told again, it would listen to each message once more.
        if (isDeepStrictEqual(kept.lastSettings, message.context)) {
          answer('started');
          return;
        }
        kept.lastSettings = message.context;
        kept.settings++;
      }
      if (message.type === 'run') kept.files++;
      if (message.type !== 'stop' || kept.files >= most.files || kept.settings >= most.settings) {
        worker.send(message);
        return;
      }
      answer('stopped');
      for (const [event, listener] of listeners) worker.off(event, listener);
      isOver = true;
      idle.push(kept);
    }

    return {
      name: keptWorkersName,
      ...(worker.cacheFs !== undefined && { cacheFs: worker.cacheFs }),
      on: (event, listener) => {
        listeners.push([event, listener]);
        worker.on(event, listener);
      },
      off: (event, listener) => worker.off(event, listener),
      send,
      deserialize: (message) => worker.deserialize(message),
      start: async () => {
        if (kept.lastSettings === undefined) await worker.start();
      },
      // One that is idle may be at another file already.
      stop: async () => {
        if (!isOver) await worker.stop();
      },
    };
  }

  return { name: keptWorkersName, createPoolWorker };
}

const keptWorkersName = 'kept workers';
