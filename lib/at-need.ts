import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { locales } from '../lambdas/orders/locale.ts';

/**
 * What lies beside: `lambdas/<capability>/locales/<tag>.ts`, the texts of a language, of which a function has all and
 * needs one customer's; what looks into a table of the world, or of what was learned, for the few calls that have
 * something to look up; and what counts, which most functions do of what goes wrong.
 */
const modules = ['disposable-mail', 'learned-model', 'metrics', 'mobile-number'].join('|');
const needed = new RegExp(`/lambdas/([\\w-]+)/(?:locales/(${locales.join('|')})|(${modules}))\\.ts$`);
const isImported = new RegExp(`/(?:locales/[\\w-]+|${modules})\\.ts$`);
/** What it may bring: no bundle has it, or but little of it. */
const ownPackages =
  /^node_modules\/(?:libphonenumber-js|@aws-lambda-powertools\/(?:commons|metrics)|@aws\/lambda-invoke-store)\//;

/** A module as it lies beside the bundles that need it. */
interface Beside {
  /** `<capability>.<name>.js` */
  readonly file: string;
  readonly contents: Uint8Array;
  readonly exports: readonly string[];
}

/**
 * Leaves out of bundles what only some calls need: it lies beside, a module a file, and is loaded when something of it
 * is first read. So nothing that is written to customers makes a start longer.
 */
export const atNeed: Plugin = {
  name: 'at-need',
  setup({ initialOptions, onEnd, onLoad, onResolve, resolve }) {
    const { absWorkingDir: root = process.cwd(), minify = false } = initialOptions;
    const made = new Map<string, Promise<Beside>>();
    initialOptions.metafile = true;

    onResolve({ filter: isImported }, async ({ path, importer, kind, namespace, resolveDir, pluginData }) => {
      if (pluginData === atNeed) return undefined;
      const found = await resolve(path, { importer, kind, namespace, resolveDir, pluginData: atNeed });
      // A function that reads nothing of it does not have it.
      return needed.test(found.path) ? { path: found.path, sideEffects: false } : undefined;
    });

    onLoad({ filter: needed }, async ({ path }) => {
      const beside = made.get(path) ?? bundleBeside(path, root, minify);
      made.set(path, beside);
      const { file, exports } = await beside;
      const getters = exports.map((name) => `get ${name}() { return all().${name}; }`);
      return { contents: `const all = () => require('./${file}');\nmodule.exports = { ${getters.join(', ')} };` };
    });

    onResolve({ filter: /^\.\/.*\.js$/ }, ({ importer, path }) =>
      made.has(importer) ? { path, external: true } : undefined,
    );

    onEnd(async ({ metafile }) => {
      for (const [output, { inputs }] of Object.entries(metafile?.outputs ?? {})) {
        for (const input of Object.keys(inputs)) {
          const beside = await made.get(join(root, input));
          if (beside === undefined) continue;
          const folder = dirname(join(root, output));
          await mkdir(folder, { recursive: true });
          await writeFile(join(folder, beside.file), beside.contents);
        }
      }
    });
  },
};

async function bundleBeside(path: string, absWorkingDir: string, minify: boolean): Promise<Beside> {
  const settings = {
    absWorkingDir,
    entryPoints: [path],
    bundle: true,
    minify,
    platform: 'node',
  } satisfies BuildOptions;
  const [{ outputFiles, metafile }, asModule] = await Promise.all([
    build({ ...settings, target: 'node24', format: 'cjs', charset: 'utf8', metafile: true, write: false }),
    // Only of modules does esbuild tell the exports.
    build({ ...settings, format: 'esm', metafile: true, write: false }),
  ]);
  const [, capability, tag, name = tag] = needed.exec(path) ?? [];
  const brought = Object.keys(metafile.inputs).find(
    (input) => input.startsWith('node_modules/') && !ownPackages.test(input),
  );
  if (brought !== undefined) throw new Error(`${path} brings ${brought}, which bundles have already`);
  return {
    file: `${capability}.${name}.js`,
    contents: outputFiles[0]?.contents ?? new Uint8Array(),
    exports: Object.values(asModule.metafile.outputs)[0]?.exports ?? [],
  };
}
