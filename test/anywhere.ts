import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { runCommand, WrongUsage } from '../bin/command-line.ts';
import { type Place, places } from './places.ts';

/**
 * The library that fakes the time, as its own command names it. The command would also let all processes share one clock by a
 * semaphore, for which a hundred of them wait most of their time.
 */
const faketime = spawnSync('faketime', ['-f', '+0s', 'printenv', 'LD_PRELOAD'], { encoding: 'utf8' }).stdout?.trim();
const hasTaskset = spawnSync('taskset', ['--version']).error === undefined;

await runCommand({
  usage: `Runs the tests as they would run elsewhere: at other hours and days, in other zones, on one slow core,
and where a second is one moment.

  npm run test:anywhere                         everything everywhere: hours
  npm run test:anywhere -- --only 23:55         where the name holds this text
  npm run test:anywhere -- --project unit       these projects only; may be repeated
  npm run test:anywhere -- test/orders          these tests only

  --only TEXT       ${places.map(({ name }) => name).join('; ')}
  --project NAME    unit, stack, local, tables or e2e

The hours come from libfaketime (Debian: faketime). Where that is missing, a clock of the tests' own moves Node.js only, so that just
unit and stack run.`,
  options: { only: { type: 'string', default: '' }, project: { type: 'string', multiple: true } },
  takes: { max: 100 },
  async run({ values: { only, project }, positionals }) {
    const wanted = places.filter(({ name }) => name.includes(only));
    if (wanted.length === 0) throw new WrongUsage(`There is no place "${only}".`);
    const results: string[] = [];
    for (const place of wanted) {
      const begun = performance.now();
      const passed = await testsPassAt(place, project, positionals);
      const minutes = ((performance.now() - begun) / 60_000).toFixed(1);
      results.push(
        `${passed === undefined ? 'not run' : passed ? 'passed ' : 'FAILED '}  ${place.name}, ${minutes} min`,
      );
    }
    process.stdout.write(`\n${results.join('\n')}\n`);
    return results.some((result) => result.startsWith('FAILED')) ? 1 : 0;
  },
});

/** @returns undefined where this machine cannot be such a place */
async function testsPassAt(
  { name, at, zone, slow, tick }: Place,
  only: readonly string[] | undefined,
  paths: readonly string[],
): Promise<boolean | undefined> {
  process.stdout.write(`\n===== ${name} =====\n`);
  if (slow && !hasTaskset) return undefined;
  const offset = at === undefined ? 0 : Math.round((Date.parse(at) - Date.now()) / 1000);
  const isFaked = at !== undefined && faketime !== undefined;
  const isOwnClock = tick !== undefined || (at !== undefined && !isFaked);
  const projects = only ?? (isOwnClock ? ['unit', 'stack'] : undefined);
  if (isOwnClock) {
    const why = tick === undefined ? 'faketime is not installed' : 'of Node.js alone';
    process.stdout.write(`unit and stack only, by a clock of their own: ${why}\n`);
  }

  const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
  const tests =
    projects === undefined
      ? [join(import.meta.dirname, 'all.ts')]
      : [vitest, 'run', ...projects.flatMap((project) => ['--project', project])];
  const command = [...(slow ? ['taskset', '-c', '0'] : []), process.execPath, ...tests, ...paths];
  const busy = slow ? spawn('taskset', ['-c', '0', process.execPath, '-e', 'for (;;);']) : undefined;
  try {
    return (
      (await ended(
        spawn(command[0] ?? '', command.slice(1), {
          stdio: 'inherit',
          env: {
            // The hour does not depend on how many histories are tried.
            HISTORIES: '0.05',
            ...process.env,
            // Timers and deadlines run on the monotonic clock, which is right everywhere.
            FAKETIME_DONT_FAKE_MONOTONIC: '1',
            // Else libfaketime takes a deadline on the monotonic clock for one on the other, and every timed wait is over at once: a
            // hundred threads that wait for Python's lock would keep a core busy, and the one that has the lock from running.
            FAKETIME_FORCE_MONOTONIC_FIX: '0',
            ...(isFaked && {
              LD_PRELOAD: faketime,
              FAKETIME: `${offset >= 0 ? '+' : ''}${offset}s`,
              ONE_SUITE_AT_A_TIME: 'yes',
            }),
            ...(zone !== undefined && { TZ: zone }),
            ...(isOwnClock && {
              CLOCK_OFFSET_SECONDS: String(offset),
              ...(tick !== undefined && { CLOCK_TICK_MILLISECONDS: String(tick) }),
              NODE_OPTIONS: `--import ${join(import.meta.dirname, 'clock.mjs')}`,
            }),
          },
        }),
      )) === 0
    );
  } finally {
    busy?.kill('SIGKILL');
  }
}

function ended(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject).once('close', (code) => resolve(code ?? 1));
  });
}
