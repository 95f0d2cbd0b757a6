import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { projectFolder } from '../local/settings.ts';

/** On which machine something was measured, and when. */
export interface Machine {
  readonly date: string;
  readonly cores: number;
  readonly processor: string;
  readonly gigabytes: number;
  readonly node: string;
}

/** The options of a command that measures on a local cloud of its own, and keeps what it finds. */
export const measuringOptions = {
  only: { type: 'string' },
  note: { type: 'string' },
  port: { type: 'string' },
  data: { type: 'string' },
  write: { type: 'boolean' },
} as const;

/** What `--help` says of them behind `--only`; `folder`: where the cloud is kept. */
export const measuringOptionsUsage = (
  folder: string,
) => `  --note TEXT            what else the machine did meanwhile, for the record
  --port PORT            of the local cloud; the issuer and the payment providers take the next four (LOCAL_PORT, or 4566)
  --data FOLDER          where it is kept (${folder})
  --write                puts the figures into docs/performance.md`;

/** This machine, now. */
export function machine(): Machine {
  return {
    date: new Date().toISOString().slice(0, 10),
    cores: availableParallelism(),
    processor: cpus()[0]?.model ?? 'unknown',
    gigabytes: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  };
}

/** Where the figures are kept that the documents show. */
const folder = join(projectFolder, 'docs', 'performance');

/** Keeps a command's figures. */
export async function keep(name: string, result: object): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${name}.json`), `${JSON.stringify(result, null, 2)}\n`);
}

/** The figures that were kept last. */
export async function recorded<Result>(name: string): Promise<Result> {
  return JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8')) as Result;
}
