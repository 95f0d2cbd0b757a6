import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Metafile } from 'esbuild';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { handler as getUnsubscribePage } from '../../lambdas/back-in-stock/get-unsubscribe-page.handler.ts';
import { locales } from '../../lambdas/orders/locale.ts';
import { bundleFunctions } from '../../lib/bundle-functions.ts';
import { bundleWeight, heaviestBundle } from '../../lib/bundle-weight.ts';
import { entries } from '../../lib/bundling.ts';
import { aContext, anHttpRequest } from '../builders.ts';
import { serviceEnvironment, stubServiceEnvironment } from '../service-environment.ts';
import { aShop } from '../shop/a-brand.ts';

const outdir = mkdtempSync(join(tmpdir(), 'bundles-'));
const folders = entries.map((entry) => join(outdir, entry));
let metafile: Metafile;

beforeAll(async () => {
  metafile = await bundleFunctions(outdir, JSON.stringify(aShop));
});

beforeEach(() => {
  stubServiceEnvironment();
});

afterAll(() => {
  rmSync(outdir, { recursive: true });
});

describe('every function', () => {
  it('has all that it imports in its bundle, in Node or beside, and nothing else beside', () => {
    const bundles = Object.entries(metafile.outputs).map(([bundle, { imports }]) => {
      const others = imports.map(({ path }) => path).filter((path) => !isBuiltin(path));
      const files = readdirSync(dirname(bundle)).filter((file) => file !== 'index.js');
      return { bundle, imported: [...new Set(others)].sort(), beside: files.map((file) => `./${file}`).sort() };
    });

    expect(bundles).toHaveLength(entries.length);
    expect(bundles.filter(({ beside }) => beside.length > 0).length).toBeGreaterThan(10);
    expect(bundles.filter(({ imported, beside }) => imported.join() !== beside.join())).toEqual([]);
  });

  it(`weighs at most ${heaviestBundle} KB`, () => {
    const weights = folders.map((folder) => ({ folder, ...bundleWeight(folder) }));

    expect(weights.filter(({ start, atNeed }) => start + atNeed > heaviestBundle)).toEqual([]);
  });
});

it('no function makes a schema as it starts', async () => {
  // zod calls this with each schema and check that is made.
  const script = `const made = {};
      let starting;
      globalThis.__zod_globalConfig = { postProcessor: () => { made[starting] = (made[starting] ?? 0) + 1; } };
      for (const bundle of process.argv.slice(1)) { starting = bundle; require(bundle); }
      starting = 'of the test';
      require('zod/mini').string();
      console.log(JSON.stringify(made));`;
  const bundles = folders.map((folder) => join(folder, 'index.js'));

  const { stdout } = await promisify(execFile)(process.execPath, ['-e', script, ...bundles], {
    env: serviceEnvironment,
  });

  expect(JSON.parse(stdout)).toEqual({ 'of the test': 1 });
});

describe('what only some calls need', () => {
  it.each(locales)('is there when it is read: a page in %s', async (locale) => {
    const request = { ...anHttpRequest(), queryStringParameters: { locale } };
    const bundle = join(outdir, 'back-in-stock/get-unsubscribe-page/index.js');
    const { handler } = createRequire(import.meta.url)(bundle) as { handler: typeof getUnsubscribePage };

    expect(await handler(request, aContext())).toEqual(await getUnsubscribePage(request, aContext()));
  });

  it('is not loaded as a function starts', async () => {
    const script = `for (const bundle of process.argv.slice(1)) require(bundle);
      console.log(JSON.stringify(Object.keys(require.cache)));`;
    const bundles = folders
      .filter((folder) => bundleWeight(folder).atNeed > 0)
      .map((folder) => join(folder, 'index.js'));

    const { stdout } = await promisify(execFile)(process.execPath, ['-e', script, ...bundles], {
      env: serviceEnvironment,
    });

    expect((JSON.parse(stdout) as string[]).sort()).toEqual([...bundles].sort());
  });
});
