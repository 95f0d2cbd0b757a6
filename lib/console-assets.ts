import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import type { ConsoleAsset, ConsoleAssets } from '../lambdas/console/console-assets.ts';

const folder = join(import.meta.dirname, '../web/console');

/** Builds the console's script and style as browsers get them. */
export async function buildConsoleAssets(): Promise<ConsoleAssets> {
  const [script, style] = await Promise.all([
    bundled('main.ts', 'text/javascript; charset=utf-8'),
    bundled('console.css', 'text/css; charset=utf-8'),
  ]);
  return { script, style };
}

async function bundled(entry: string, type: string): Promise<ConsoleAsset> {
  const { outputFiles } = await build({
    entryPoints: [join(folder, entry)],
    bundle: true,
    minify: true,
    format: 'esm',
    // What has `Promise.withResolvers` and nested styles.
    target: ['chrome120', 'firefox121', 'safari17.4'],
    charset: 'utf8',
    write: false,
    logLevel: 'warning',
  });
  const content = outputFiles[0]?.contents ?? new Uint8Array();
  const hash = createHash('sha256').update(content).digest('base64url').slice(0, 12);
  const extension = entry.endsWith('.css') ? 'css' : 'js';
  return { name: `console.${hash}.${extension}`, type, gzip: gzipSync(content, { level: 9 }).toString('base64') };
}
