/**
 * Bundles all entry points into a folder: `node lib/bundle-all.ts FOLDER < SHOP`, with the shop's profile and the files of the console in
 * those that ask for them. A process of its own: constructs cannot wait, and esbuild has plugins only for those who do.
 */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { build, type Plugin } from 'esbuild';
import { bundling } from './bundling.ts';
import { buildConsoleAssets } from './console-assets.ts';

/** Of the manifest that each of the SDK's clients reads its own version from, the version: the rest is 2 KB a client. */
const versionOnly: Plugin = {
  name: 'version-only',
  setup({ onLoad }) {
    onLoad({ filter: /@aws-sdk\/client-[^/]+\/package\.json$/ }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, 'utf8')) as { version: string };
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
  },
};

/**
 * Without what no function reaches of the SDK, 4 KB of every bundle: its retries are not adaptive, and a function's
 * region stands in its environment.
 */
const withoutUnreached: Plugin = {
  name: 'without-unreached',
  setup({ onLoad }) {
    onLoad({ filter: /@smithy\/core\/.*\/(?:DefaultRateLimiter|getInstanceMetadataRegion)\.js$/ }, ({ path }) => {
      const name = basename(path, '.js');
      return { contents: `export function ${name}() { throw new Error('no bundle has ${name}'); }` };
    });
  },
};

/** The document of the API, which is half a megabyte of the one function that answers with it: compressed, a tenth. */
const compressedDocument: Plugin = {
  name: 'compressed-document',
  setup({ onLoad }) {
    onLoad({ filter: /\/docs\/openapi\.json$/ }, async ({ path }) => {
      const gzip = gzipSync(JSON.stringify(JSON.parse(await readFile(path, 'utf8'))), { level: 9 }).toString('base64');
      const contents = `import { gunzipSync } from 'node:zlib';
export default JSON.parse(gunzipSync(Buffer.from('${gzip}', 'base64')).toString('utf8'));`;
      return { contents, loader: 'js' };
    });
  },
};

const [, , outdir = ''] = process.argv;
// What a variable of the environment would say, but for its size: a function's have 4 KB in all (decision 47).
const define = {
  STAGE_SHOP: await text(process.stdin),
  CONSOLE_ASSETS: JSON.stringify(await buildConsoleAssets()),
};
await build({ ...bundling, outdir, define, plugins: [versionOnly, withoutUnreached, compressedDocument] });
