/** Builds the client as it is published, in `client/dist`: `npm run client`, then `npm publish client/dist`. */
import { execFile } from 'node:child_process';
import { copyFile, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { runCommand } from './command-line.ts';

const projectFolder = join(import.meta.dirname, '..');
const clientFolder = join(projectFolder, 'client');

/** The client as one module of JavaScript. */
export async function bundledClient({ minify }: { readonly minify: boolean }): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(clientFolder, 'src/index.ts')],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    minify,
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

/** Writes what is published: the module, its types, README, licence, and a package.json of this project's version. */
export async function buildClient(outFolder = join(clientFolder, 'dist')): Promise<void> {
  await rm(outFolder, { recursive: true, force: true });
  const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
  await promisify(execFile)(process.execPath, [tsc, '-p', clientFolder, '--outDir', outFolder]).catch((error) => {
    throw new Error(`The client's types are wrong:\n${error.stdout}`, { cause: error });
  });
  await writeFile(join(outFolder, 'index.js'), await bundledClient({ minify: false }));
  const { version, engines } = await readJson(join(projectFolder, 'package.json'));
  const { name, description, license, type } = await readJson(join(clientFolder, 'package.json'));
  const exports = { types: './index.d.ts', default: './index.js' };
  const manifest = { name, version, description, license, type, exports, sideEffects: false, engines };
  await writeFile(join(outFolder, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
  await copyFile(join(clientFolder, 'README.md'), join(outFolder, 'README.md'));
  await copyFile(join(projectFolder, 'LICENSE'), join(outFolder, 'LICENSE'));
}

async function readJson(file: string): Promise<Readonly<Record<string, unknown>>> {
  return JSON.parse(await readFile(file, 'utf8'));
}

if (import.meta.main) {
  await runCommand({
    usage: `Builds the client for storefronts as it is published, in client/dist.

  npm run client`,
    async run() {
      await buildClient();
      console.log('client/dist is built: `npm publish client/dist`, or `npm pack client/dist` to look first.');
      return 0;
    },
  });
}
