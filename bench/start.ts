/**
 * How long functions take to start: from a fresh process to a loaded handler, beside a bundle of only the clients that
 * each uses (of what every function stands on, where it uses none), one after the other, again and again. Judged is the
 * processor time of the main thread, to which a busy machine adds little, and of that the median: where the kernel counts
 * by ticks, one figure is wrong by up to 4 ms, so that the least of all is luck. The clock's time is told beside it.
 */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { runCommand, WrongUsage, wholeNumber } from '../bin/command-line.ts';
import { exampleOrder } from '../lambdas/api/examples.ts';
import { entries } from '../lib/bundling.ts';
import { type Bundles, bundle, markedBundle } from './start/bundles.ts';
import { environments } from './start/environment.ts';
import { table } from './table.ts';

/** How much longer than that of its bare clients a function's start may take. */
const limit = 1.25;

/** How often a started function is called, to see what a warm call takes. */
const warmCalls = 30;

const names = entries.map((entry) => entry.split('/').at(-1) ?? '').sort();

/** What one process saw of one start, in milliseconds. */
interface Start {
  readonly start: number;
  readonly load: number;
  readonly processor: number;
  readonly calls: readonly number[];
  readonly parts: Readonly<Record<string, number>>;
}

/** Starts a function's bundle, or that of its clients, and calls it so often. */
type Starter = (name: string, file: string, calls?: number) => Promise<Start>;

/** What Lambda gives to every function. */
const credentials = { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'none', AWS_SECRET_ACCESS_KEY: 'none' };

const run = promisify(execFile);

await runCommand({
  usage: `Measures how functions start, beside the bare clients that they use, and fails over ${limit} times these.

  npm run bench:start -- [options]

  --functions a,b   only these
  --repeats N       so many fresh processes each (default 15)
  --imports         also what each package costs a function's start`,
  options: { functions: { type: 'string' }, repeats: { type: 'string' }, imports: { type: 'boolean' } },
  async run({ values }) {
    const repeats = wholeNumber('--repeats', values.repeats, { min: 3 }) ?? 15;
    const chosen = values.functions?.split(',') ?? [];
    const unknown = chosen.find((name) => !names.includes(name));
    if (unknown !== undefined) throw new WrongUsage(`--functions ${unknown}: the functions are ${names.join(', ')}.`);
    const folder = mkdtempSync(join(tmpdir(), 'order-confirmation-'));
    const aws = createServer((_, response) => response.end('{}')).listen(0, '127.0.0.1');
    await once(aws, 'listening');
    try {
      const { port } = aws.address() as AddressInfo;
      const bundles = await bundle(chosen, folder);
      const variables = environments(join(folder, 'app'));
      const start: Starter = (name, file, calls = 0) =>
        startOnce(file, calls, {
          ...variables.get(name),
          ...credentials,
          AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
        });
      const slow = await compare(bundles, repeats, start);
      if (values.imports) for (const one of bundles) await tellImports(one, repeats, folder, start);
      return slow > 0 ? 1 : 0;
    } finally {
      aws.close();
      rmSync(folder, { recursive: true });
    }
  },
});

/** Measures and tells. @returns how many functions are over the limit */
async function compare(bundles: readonly Bundles[], repeats: number, start: Starter): Promise<number> {
  const starts = new Map(bundles.map(({ file }) => [file, [] as Start[]]));
  for (const { clientsFile } of bundles) starts.set(clientsFile, []);
  for (let repeat = 0; repeat < repeats; repeat++) {
    for (const { name, file, clientsFile } of bundles) {
      starts.get(clientsFile)?.push(await start(name, clientsFile));
      starts.get(file)?.push(await start(name, file));
    }
  }

  let slow = 0;
  const rows: string[][] = [];
  for (const { name, bytes, file, clientsFile } of bundles) {
    const own = starts.get(file) ?? [];
    const bare = starts.get(clientsFile) ?? [];
    const [usual = 0, usualBare = 1] = [own, bare].map((all) =>
      quantile(
        all.map(({ processor }) => processor),
        0.5,
      ),
    );
    const ratio = usual / usualBare;
    const { calls } = await start(name, file, warmCalls);
    if (ratio > limit) slow++;
    rows.push([
      name,
      (bytes / 1024).toFixed(0),
      milliseconds(usual),
      milliseconds(usualBare),
      `${ratio.toFixed(2)}${ratio > limit ? ' !' : ''}`,
      ...[own, bare].map((all) =>
        [0.5, 0.9]
          .map((p) =>
            milliseconds(
              quantile(
                all.map(({ start }) => start),
                p,
              ),
            ),
          )
          .join(' / '),
      ),
      milliseconds(calls[0]),
      milliseconds(quantile(calls.slice(1), 0.5)),
    ]);
  }
  const head = [
    'function',
    'KB',
    'processor',
    'bare clients',
    'ratio',
    'p50 / p90',
    'bare p50 / p90',
    'first call',
    'warm',
  ];
  console.log(
    `Milliseconds from a fresh process to a loaded handler, ${repeats} processes each, Node ${process.version}:\n`,
  );
  console.log(
    table(
      head,
      rows.sort((a, b) => (a[0] ?? '').localeCompare(b[0] ?? '')),
      [0],
    ),
  );
  console.log(`\n${slow} of ${bundles.length} functions over ${limit} times the processor time of their bare clients.`);
  return slow;
}

/** Tells what each package is of a function's bundle and of its start. */
async function tellImports(
  { name, packages }: Bundles,
  repeats: number,
  folder: string,
  start: Starter,
): Promise<void> {
  const file = await markedBundle(name, folder);
  const parts = new Map<string, number[]>();
  for (let repeat = 0; repeat < repeats; repeat++) {
    for (const [part, took] of Object.entries((await start(name, file)).parts)) {
      parts.set(part, [...(parts.get(part) ?? []), took]);
    }
  }
  const mean = (all: readonly number[] = []) => all.reduce((sum, took) => sum + took, 0) / repeats;
  const rows = [...new Set([...packages.keys(), ...parts.keys()])]
    .map((part) => ({ part, kilobytes: (packages.get(part) ?? 0) / 1024, took: mean(parts.get(part)) }))
    .filter(({ kilobytes, took }) => kilobytes >= 1 || took >= 0.1)
    .sort((a, b) => b.took - a.took)
    .map(({ part, kilobytes, took }) => [part, kilobytes.toFixed(0), took.toFixed(1)]);
  console.log(`\nWhat the start of ${name} is made of, processor time in milliseconds:\n`);
  console.log(table(['package', 'KB', 'processor'], rows, [0]));
}

/** Starts a bundle in a process of its own. */
async function startOnce(file: string, calls: number, env: Readonly<Record<string, string>>): Promise<Start> {
  const probe = join(import.meta.dirname, 'start/probe.cjs');
  const { stdout } = await run(process.execPath, [probe, file, String(calls)], {
    env: { ...env, BODY: JSON.stringify(exampleOrder) },
  });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Start;
}

function quantile(values: readonly number[], p: number): number | undefined {
  return [...values].sort((a, b) => a - b)[Math.ceil(values.length * p) - 1];
}

function milliseconds(time: number | undefined): string {
  return time === undefined ? '' : time.toFixed(1);
}
