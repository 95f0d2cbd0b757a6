import { createRequire } from 'node:module';
import { afterAll, vi } from 'vitest';

/*
 * A worker goes on from file to file (`kept-workers.ts`): what a file has put in the place of the clock, of globals, of the
 * environment or of AWS's clients, it takes with it.
 */

const require = createRequire(import.meta.url);
/** The stand-ins of `aws-sdk-client-mock`. */
const standIns = createRequire(require.resolve('aws-sdk-client-mock'))('sinon') as { restore(): void };
const environment = { ...process.env };

afterAll(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  standIns.restore();
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
  Object.assign(process.env, environment);
});
