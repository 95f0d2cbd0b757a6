import type { Plugin } from 'vitest/config';
import { type PoolOptions, type PoolWorker, ThreadsPoolWorker } from 'vitest/node';

let kept: ThreadsPoolWorker | undefined;

/** A worker of the pool that goes on with the thread of the run before, so that what the tests import is loaded once. */
function keptThread(options: PoolOptions): PoolWorker {
  const isNew = kept === undefined;
  kept ??= new ThreadsPoolWorker(options);
  const thread = kept;
  const listeners: [string, (message: unknown) => void][] = [];
  return {
    name: 'kept thread',
    on: (event, listener) => {
      listeners.push([event, listener]);
      thread.on(event, listener);
    },
    off: (event, listener) => thread.off(event, listener),
    send: (message) => {
      if (message.type !== 'stop') return thread.send(message);
      for (const [event, listener] of listeners) {
        if (event === 'message') listener({ __vitest_worker_response__: true, type: 'stopped' });
      }
    },
    deserialize: (message) => thread.deserialize(message),
    start: async () => {
      if (isNew) await thread.start();
    },
    stop: async () => {
      for (const [event, listener] of listeners) thread.off(event, listener);
    },
  };
}

/** Sets the pool after Stryker has: it has options for Vitest's own pools only, which start a thread for each mutant. */
export const keepThread: Plugin = {
  name: 'keep the thread',
  configureVitest({ project, vitest }) {
    for (const { config } of [project, vitest]) {
      config.pool = 'kept thread';
      config.poolRunner = { name: 'kept thread', createPoolWorker: keptThread };
    }
  },
};
