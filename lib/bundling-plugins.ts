import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'esbuild';

/** Of the manifest that each of the SDK's clients reads its own version from, the version: the rest is 2 KB a client. */
export const versionOnly: Plugin = {
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
export const withoutUnreached: Plugin = {
  name: 'without-unreached',
  setup({ onLoad }) {
    onLoad({ filter: /@smithy\/core\/.*\/(?:DefaultRateLimiter|getInstanceMetadataRegion)\.js$/ }, ({ path }) => {
      const name = basename(path, '.js');
      return { contents: `export function ${name}() { throw new Error('no bundle has ${name}'); }` };
    });
  },
};

/** The document of the API, which is half a megabyte of the one function that answers with it: compressed, a tenth. */
export const compressedDocument: Plugin = {
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

/**
 * Makes each schema when something of it is first asked for, and leaves out those that a function does not use: what
 * makes one does nothing else. A function imports the schemas of all that an order may hold, some three hundred, of
 * which most calls need few; making them was a tenth of a start.
 */
export const schemasAtFirstUse: Plugin = {
  name: 'schemas-at-first-use',
  setup({ onLoad }) {
    onLoad({ filter: /\/lambdas\/.*\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const contents = source.replaceAll(schema, '$<constant> = /* @__PURE__ */ late(() => $<made>);');
      return contents === source
        ? undefined
        : { contents: `${contents}\nimport { late } from '${lateModule}';\n`, loader: 'ts' };
    });
  },
};

/**
 * A constant of a module, to the end of its statement, that is made by zod, or by what has a name for that: as types
 * have, schemas that others read have a capital.
 */
const schema =
  /^(?<constant>(?:export )?const (?:\w+(?= = z\b)|[A-Z]\w*(?= = [a-z]\w*\())) = (?<made>[\s\S]*?);$(?=\n*(?:^[\w/]|$(?![\s\S])))/gm;

const lateModule = join(import.meta.dirname, '../lambdas/runtime/late.ts');
