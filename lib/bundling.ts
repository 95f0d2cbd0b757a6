import { globSync } from 'node:fs';
import { join } from 'node:path';
import type { BuildOptions } from 'esbuild';
import { atNeed } from './at-need.ts';
import { compressedDocument, schemasAtFirstUse, versionOnly, withoutUnreached } from './bundling-plugins.ts';

const root = join(import.meta.dirname, '..');
const suffix = '.handler.ts';

/** Where the entry points are. */
export const lambdas = join(root, 'lambdas');

/** Every entry point: `<folders>/<name>` of `lambdas/<folders>/<name>.handler.ts`. */
export const entries: readonly string[] = globSync(`**/*${suffix}`, { cwd: lambdas }).map((file) =>
  file.slice(0, -suffix.length),
);

/** How all entry points are bundled: each into `<entry>/index.js`. */
export const bundling = {
  absWorkingDir: root,
  entryPoints: entries.map((entry) => ({ in: join(lambdas, `${entry}${suffix}`), out: `${entry}/index` })),
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  // CommonJS starts faster than ES modules with this SDK (docs/decisions/0006-bundles.md).
  format: 'cjs',
  mainFields: ['module', 'main'],
  alias: {
    // A function's credentials are always in its environment; the rest of the SDK's credential chain is dead weight.
    '@aws-sdk/credential-provider-node': './lambdas/runtime/environment-credentials.ts',
    '@aws-sdk/endpoint-cache': './lambdas/runtime/no-endpoint-cache.ts',
    '@smithy/core/checksum': './lambdas/runtime/node-checksums.ts',
    '@smithy/core/event-streams': './lambdas/runtime/no-event-streams.ts',
    'zod/mini': './lambdas/runtime/schemas-made-once.ts',
    // Alipay's SDK brings an HTTP client three times its size; Node has one.
    urllib: './lambdas/payments/providers/alipay/alipay-transport.ts',
  },
  plugins: [atNeed, versionOnly, withoutUnreached, schemasAtFirstUse, compressedDocument],
  // An expression of Unicode's properties takes half a millisecond to read: let it be read when it is run.
  supported: { 'regexp-unicode-property-escapes': false },
  // One letter beyond Latin-1 would make the whole source wide, which starts more slowly; texts lie beside.
  charset: 'ascii',
  logLevel: 'warning',
} satisfies BuildOptions;
