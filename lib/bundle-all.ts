/**
 * Bundles all entry points into a folder: `node lib/bundle-all.ts FOLDER`. A process of its own: constructs cannot wait,
 * and esbuild has plugins only for those who do.
 */
import { readFile } from 'node:fs/promises';
import { build, type Plugin } from 'esbuild';
import { bundling } from './bundling.ts';

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

const [, , outdir = ''] = process.argv;
await build({ ...bundling, outdir, plugins: [versionOnly] });
