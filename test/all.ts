/**
 * All tests: those of the deployed service, which wait most of their time, beside all others, which do not. What stands
 * on the command line goes to both, the name of a file for example.
 */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { eachOf } from '../lambdas/runtime/each-of.ts';
import { type Counts, closingLine, countsOf } from './closing-line.ts';

const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
const suites = [['e2e'], ['unit', 'stack', 'local', 'tables']];

// Where a library fakes the time, the suites beside each other take many times as long as one after the other.
const atOnce = process.env.ONE_SUITE_AT_A_TIME === undefined ? suites.length : 1;
const ends: Awaited<ReturnType<typeof run>>[] = [];
await eachOf(suites, atOnce, async (projects) => {
  ends.push(await run(projects, process.argv.slice(2)));
});
const total = ends.reduce(
  (sum, { counts }) => ({
    passed: sum.passed + counts.passed,
    failed: sum.failed + counts.failed,
    skipped: sum.skipped + counts.skipped,
  }),
  { passed: 0, failed: 0, skipped: 0 },
);
process.stdout.write(`\n${closingLine(total)}\n`);
process.exitCode = ends.every(({ code }) => code === 0) ? 0 : 1;

/** Runs some projects to their end, and passes on what they say, whole lines at a time. */
async function run(projects: readonly string[], rest: readonly string[]) {
  const options = projects.flatMap((project) => ['--project', project]);
  const child = spawn(process.execPath, [vitest, 'run', '--passWithNoTests', ...options, ...rest], {
    stdio: ['inherit', 'pipe', 'inherit'],
  });
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject).once('close', (code) => resolve(code ?? 1));
  });
  let counts: Counts = { passed: 0, failed: 0, skipped: 0 };
  for await (const line of createInterface({ input: child.stdout })) {
    const counted = countsOf(line);
    if (counted === undefined) process.stdout.write(`${line}\n`);
    else counts = counted;
  }
  return { counts, code: await ended };
}
