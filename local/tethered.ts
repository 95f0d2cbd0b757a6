import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Writable } from 'node:stream';

/** A program that is run for its effect, and must not outlive us. */
export interface TetheredRun {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Gives up, and leaves no process behind. */
  readonly signal?: AbortSignal | undefined;
  /** Where everything that it says goes. */
  readonly log?: Writable;
  /** Hears each line that it says. */
  readonly onLine?: (line: string) => void;
}

/**
 * Runs a program to its end. It and whatever it starts end with us, even by `kill -9`.
 * @returns its exit code
 */
export async function runTethered(
  [command = '', ...args]: readonly string[],
  { cwd, env, signal, log, onLine }: TetheredRun,
): Promise<number> {
  signal?.throwIfAborted();
  const child = spawn(process.execPath, [join(import.meta.dirname, 'tether.ts'), command, ...args], {
    cwd,
    // The tether ends its whole group, and Ctrl-C does not reach it: we say when.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(env !== undefined && { env }),
  });
  const release = () => child.stdin.end();
  signal?.addEventListener('abort', release);
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      log?.write(`${line}\n`);
      onLine?.(line);
    });
  }
  try {
    return await new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve(code ?? 1));
    });
  } finally {
    signal?.removeEventListener('abort', release);
  }
}
