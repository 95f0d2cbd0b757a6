import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { HistoryEvent } from '../../local/history/history.ts';
import { violationsOf } from '../../local/history/promises.ts';
import { projectFolder } from '../../local/settings.ts';
import { stubServiceEnvironment } from '../service-environment.ts';
import { type BrokenBuild, broken, brokenBuilds } from './builds.ts';

// Where its packages are found.
const folder = mkdtempSync(join(projectFolder, 'node_modules', '.broken-builds-'));
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => stubServiceEnvironment());

/** Plays the scenario with the service as it is, or broken in one place. */
async function played(breach?: BrokenBuild): Promise<readonly HistoryEvent[]> {
  const breaking: Plugin = {
    name: 'breaking',
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        const source = await readFile(path, 'utf8');
        const isMeant = breach !== undefined && path === join(projectFolder, breach.file);
        return { contents: isMeant ? broken(breach, source) : source, loader: 'ts' };
      });
    },
  };
  const outfile = join(folder, `${breach?.caughtBy ?? 'whole'}.cjs`);
  await build({
    entryPoints: [join(import.meta.dirname, 'scenario.ts')],
    bundle: true,
    packages: 'external',
    platform: 'node',
    outfile,
    plugins: [breaking],
  });
  const { play } = createRequire(import.meta.url)(outfile) as typeof import('./scenario.ts');
  return play();
}

describe('the history check', () => {
  it('finds nothing in the service as it is', async () => {
    expect(violationsOf(await played())).toEqual([]);
  });

  it.each(brokenBuilds)('catches $name', async (breach) => {
    const rules = violationsOf(await played(breach)).map(({ rule }) => rule);

    expect(rules).toContain(breach.caughtBy);
  });
});
