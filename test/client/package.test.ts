import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import * as client from 'order-confirmation-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildClient, bundledClient } from '../../bin/client.ts';
import { projectFolder } from '../../local/settings.ts';
import { codeBlocks } from '../documents.ts';

const run = promisify(execFile);
const name = 'order-confirmation-client';
const source = join(projectFolder, 'client/src');
const ofStorefronts = Object.keys(client).filter((exported) => exported !== 'createStaffClient');

let folder: string;
let packed: readonly string[];
/** As a storefront gets it: packed by npm, unpacked into its node_modules. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'client-'));
  await buildClient(join(folder, 'dist'));
  const { stdout } = await run('npm', ['pack', './dist', '--json'], { cwd: folder });
  const [{ filename, files }] = [JSON.parse(stdout)].flat().flatMap((one) => (one.files ? [one] : Object.values(one)));
  packed = files.map(({ path }: { path: string }) => path);
  await run('tar', ['xzf', filename], { cwd: folder });
  await mkdir(join(folder, 'node_modules'));
  await rename(join(folder, 'package'), join(folder, 'node_modules', name));
  await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What the compiler says of a storefront's files, with its strictest settings. */
async function complaints(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  for (const [file, text] of Object.entries(files)) await writeFile(join(folder, file), text);
  const settings =
    '--strict --noEmit --exactOptionalPropertyTypes --noUncheckedIndexedAccess --module nodenext --target es2022';
  const types = `--checkJs --allowJs --types node --typeRoots ${projectFolder}/node_modules/@types`;
  const tsc = join(projectFolder, 'node_modules/typescript/bin/tsc');
  const options = [...settings.split(' '), ...types.split(' ')];
  const compiled = run(process.execPath, [tsc, ...options, ...Object.keys(files)], { cwd: folder });
  return compiled.then(
    () => [],
    ({ stdout }: { stdout: string }) => stdout.match(/^.*?(?=\()/gm) ?? [],
  );
}

describe('the client as it is published', () => {
  it("is smaller than 10 KB minified in a storefront, where staff's calls are left out", async () => {
    const { outputFiles } = await build({
      stdin: {
        contents: `export { ${ofStorefronts.join(', ')} } from './index.ts';`,
        resolveDir: source,
        loader: 'ts',
      },
      ...{ bundle: true, format: 'esm', target: 'es2022', minify: true, write: false },
    });
    expect(outputFiles[0]?.contents.byteLength).toBeLessThan(10 * 1024);
  });

  it('needs no other package', async () => {
    const manifest = JSON.parse(await readFile(join(folder, 'node_modules', name, 'package.json'), 'utf8'));
    expect(Object.keys(manifest).filter((key) => /dependencies/i.test(key))).toEqual([]);
    expect(await bundledClient({ minify: false })).not.toMatch(/^import |\brequire\(/m);
  });

  it('has its module, types, README and licence, and no source', () => {
    expect(packed).toEqual(expect.arrayContaining(['index.js', 'index.d.ts', 'README.md', 'LICENSE', 'package.json']));
    expect(packed.filter((path) => /\.ts$/.test(path) && !/\.d\.ts$/.test(path))).toEqual([]);
  });

  it('can be imported', async () => {
    const script = `import * as client from '${name}'; console.log(Object.keys(client).sort().join())`;
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], { cwd: folder });
    expect(stdout.trim()).toBe(
      'ProblemError,TokenRefused,WebhookRefused,clientCredentials,createClient,createStaffClient,verifyWebhook',
    );
  });

  it('types the storefront of its README, and finds what is wrong with one', async () => {
    const [storefront = ''] = await codeBlocks('client/README.md', 'js');
    expect(storefront.split('\n').length).toBeLessThanOrEqual(30);
    const wrong = storefront.replace("'GBP'", "'£'");
    expect(await complaints({ 'storefront.js': storefront, 'wrong.js': wrong })).toEqual(['wrong.js']);
  });
});
