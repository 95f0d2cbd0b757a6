import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';

/** Which files of a folder import something from `local/`, and what. */
async function importsOfLocal(folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const file of globSync(`${folder}/**/*.ts`)) {
    const specifiers = (await readFile(file, 'utf8')).matchAll(/(?:from|import) ?\(?'(?:\.\.\/)+(local\/[^']+)'/g);
    for (const [, module] of specifiers) found.push(`${file} → ${module}`);
  }
  return found;
}

describe('what works on any stage', () => {
  it('knows of the local cloud only how to find the one that runs', async () => {
    expect(await importsOfLocal('bin')).toEqual(['bin/operations/operated-stage.ts → local/running-cloud.ts']);
  });

  it.each(['lib', 'lambdas'])('does not know it where it is deployed from: %s', async (folder) => {
    expect(await importsOfLocal(folder)).toEqual([]);
  });
});
