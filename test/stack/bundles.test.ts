import { isBuiltin } from 'node:module';
import { buildSync } from 'esbuild';
import { expect, it } from 'vitest';
import { bundling, entries } from '../../lib/bundling.ts';

it('every function has in its bundle all that it imports, but for what is in Node', () => {
  const { metafile } = buildSync({ ...bundling, outdir: 'out', write: false, metafile: true });

  const imports = Object.entries(metafile.outputs).map(([bundle, { imports }]) => [
    bundle,
    imports.map(({ path }) => path).filter((path) => !isBuiltin(path)),
  ]);

  expect(imports).toHaveLength(entries.length);
  expect(imports.filter(([, missing]) => missing?.length !== 0)).toEqual([]);
});
