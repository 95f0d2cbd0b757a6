import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { bundling, entries } from '../../lib/bundling.ts';
import { serviceEnvironment } from '../service-environment.ts';
import { type Resource, synthesised } from './synthesised.ts';
import { templateVariants } from './template-variants.ts';

/** What each entry point is bundled to, and what lies beside it, with names that can be read. */
const bundles = await bundled();

async function bundled(): Promise<ReadonlyMap<string, string>> {
  const outdir = mkdtempSync(join(tmpdir(), 'bundles-'));
  try {
    await build({ ...bundling, minify: false, outdir });
    const codeIn = (folder: string) =>
      readdirSync(folder)
        .map((file) => readFileSync(join(folder, file), 'utf8'))
        .join('\n');
    return new Map(entries.map((entry) => [basename(entry), codeIn(join(outdir, entry))]));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** What every function is given, whether it logs and counts or not. */
const givenToAll = /^(?:POWERTOOLS_\w+|STAGE)$/;

/** The variables that a function is given by the stack. */
function variablesOf({ Properties }: Resource): readonly string[] {
  return Object.keys((Properties.Environment as { Variables: object }).Variables).filter(
    (name) => !givenToAll.test(name),
  );
}

/** What a function runs: its service name is the last part of its entry point. */
function codeOf({ logicalId, Properties }: Resource): string {
  const { POWERTOOLS_SERVICE_NAME } = (Properties.Environment as { Variables: Readonly<Record<string, string>> })
    .Variables;
  const code = bundles.get(POWERTOOLS_SERVICE_NAME ?? '');
  if (code === undefined) throw new Error(`there is no bundle for ${logicalId}`);
  return code;
}

/** The variables without which the code ends, but for those that Lambda sets. */
function demandedBy(code: string): readonly string[] {
  const names = [...code.matchAll(/\benvironment\d*\("(\w+)"\)/g)].map(([, name = '']) => name);
  return [...new Set(names)].filter((name) => !name.startsWith('AWS_') && !givenToAll.test(name));
}

const mentions = (code: string, name: string) => new RegExp(`["'.]${name}\\b`).test(code);

describe.each(Object.entries(templateVariants))('the functions of %s', (_, { context }) => {
  const functions = synthesised(context).resources('AWS::Lambda::Function');

  it('are given every variable that their code reads', () => {
    const missing = functions.flatMap((fn) =>
      demandedBy(codeOf(fn))
        .filter((name) => !variablesOf(fn).includes(name))
        .map((name) => `${fn.logicalId} reads ${name}`),
    );
    expect(missing).toEqual([]);
    expect(functions.flatMap((fn) => demandedBy(codeOf(fn))).length).toBeGreaterThan(50);
  });

  it('are given none that their code does not read', () => {
    const unread = functions.flatMap((fn) =>
      variablesOf(fn)
        .filter((name) => !mentions(codeOf(fn), name))
        .map((name) => `${fn.logicalId} is given ${name}`),
    );
    expect(unread).toEqual([]);
  });
});

it('functions are told apart by their names', () => {
  expect(bundles.size).toBe(entries.length);
});

describe('the environment of the unit tests', () => {
  it('is all that the functions of a stage with the sandbox provider, which looks at risks, are given', () => {
    const given = synthesised({ risk: 'on' }).resources('AWS::Lambda::Function').flatMap(variablesOf);
    const stubbed = Object.keys(serviceEnvironment).filter(
      (name) => !name.startsWith('AWS_') && !givenToAll.test(name),
    );
    expect(stubbed.sort()).toEqual([...new Set(given)].sort());
  });
});
