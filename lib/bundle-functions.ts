import { readFile } from 'node:fs/promises';
import { build, type Metafile, type Plugin } from 'esbuild';
import { bundling } from './bundling.ts';
import { buildConsoleAssets } from './console-assets.ts';

/**
 * Bundles all entry points into a folder, as they are deployed, with the shop's profile and the files of the console in
 * those that ask for them.
 * @param shop the profile, JSON
 */
export async function bundleFunctions(outdir: string, shop: string): Promise<Metafile> {
  const plugins = [
    written('shop/stage-shop', 'STAGE_SHOP', shop),
    written('console/console-assets', 'CONSOLE_ASSETS', JSON.stringify(await buildConsoleAssets())),
    ...bundling.plugins,
  ];
  const { metafile } = await build({ ...bundling, outdir, plugins, metafile: true });
  return metafile;
}

/**
 * Writes what a module declares into it: what a variable of the environment would say, but for its size, as a function's
 * have 4 KB in all (decision 47). esbuild's `define` would have each module of a bundle call for it.
 * @param json its value
 */
function written(module: string, name: string, json: string): Plugin {
  return {
    name: `written-${name}`,
    setup({ onLoad }) {
      onLoad({ filter: new RegExp(`/lambdas/${module}\\.ts$`) }, async ({ path }) => {
        const source = await readFile(path, 'utf8');
        return { contents: `${source}\nconst ${name} = ${json};\n`, loader: 'ts' };
      });
    },
  };
}
