import { existsSync, globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Stack, Stage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct, IConstruct } from 'constructs';
import { type BuildOptions, buildSync } from 'esbuild';

const root = join(import.meta.dirname, '..');
const lambdas = join(root, 'lambdas');
const suffix = '.handler.ts';

/** Where each app's bundles lie. */
const bundled = new WeakMap<IConstruct, string>();

/**
 * The code of the entry point `lambdas/<entry>.handler.ts`, with all that it imports in one file. All entry points are
 * bundled at once, when the first is asked for, because most of what they import is the same.
 * @throws Error when there is no such entry point
 */
export function bundleOf(scope: Construct, entry: string): Code {
  if (!existsSync(join(lambdas, `${entry}${suffix}`))) throw new Error(`there is no lambdas/${entry}${suffix}`);
  // Tests, `cdk list` and the like need no code; any folder will do.
  if (!Stack.of(scope).bundlingRequired) return Code.fromAsset(dirname(join(lambdas, entry)));
  const folder = bundled.get(scope.node.root) ?? bundleAll(join(Stage.of(scope)?.outdir ?? root, 'functions'));
  bundled.set(scope.node.root, folder);
  return Code.fromAsset(join(folder, entry));
}

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
    // Alipay's SDK brings an HTTP client three times its size; Node has one.
    urllib: './lambdas/payments/providers/alipay/alipay-transport.ts',
  },
  logLevel: 'warning',
} as const satisfies BuildOptions;

function bundleAll(outdir: string): string {
  buildSync({ ...bundling, outdir });
  return outdir;
}
