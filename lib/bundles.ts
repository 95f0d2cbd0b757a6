import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { Stack, Stage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct, IConstruct } from 'constructs';
import type { ShopProfile } from '../lambdas/shop/shop-profile.ts';
import { entries, lambdas } from './bundling.ts';

const root = join(import.meta.dirname, '..');

/** Where each app's bundles lie. */
const bundled = new WeakMap<IConstruct, string>();

/**
 * The code of the entry point `lambdas/<entry>.handler.ts`, with all that it imports in one file. All entry points are
 * bundled at once, when the first is asked for, because most of what they import is the same.
 * @param shop the profile that the code finds as `stageShop()`
 * @throws Error when there is no such entry point
 */
export function bundleOf(scope: Construct, entry: string, shop: ShopProfile): Code {
  if (!entries.includes(entry)) throw new Error(`there is no lambdas/${entry}.handler.ts`);
  // Tests, `cdk list` and the like need no code; any folder will do.
  if (!Stack.of(scope).bundlingRequired) return Code.fromAsset(dirname(join(lambdas, entry)));
  const folder = bundled.get(scope.node.root) ?? bundleAll(join(Stage.of(scope)?.outdir ?? root, 'functions'), shop);
  bundled.set(scope.node.root, folder);
  return Code.fromAsset(join(folder, entry));
}

function bundleAll(outdir: string, shop: ShopProfile): string {
  execFileSync(process.execPath, [join(import.meta.dirname, 'bundle-all.ts'), outdir], {
    input: JSON.stringify(shop),
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  return outdir;
}
