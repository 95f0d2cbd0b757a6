import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { runCommand } from '../bin/command-line.ts';
import { orderConfirmation } from '../bin/order-confirmation.ts';
import { providerNames } from '../lambdas/payments/providers/registry.ts';

/** What a function's bundle may weigh: a cold start reads all of it. */
const limitKilobytes = 450;

/** Bundles every function as a deployment does, prints what each weighs, and fails when one is too heavy. */
function measure(outdir: string): number {
  const { context } = JSON.parse(readFileSync(join(import.meta.dirname, '../cdk.json'), 'utf8')) as { context: object };
  const { stacks } = orderConfirmation(
    new App({ outdir, context: { ...context, paymentProviders: providerNames.join(',') } }),
  );
  const functions = Object.values(stacks).flatMap((stack) =>
    Object.values(Template.fromStack(stack).findResources('AWS::Lambda::Function')),
  );
  const sizes = functions
    .map(({ Properties }) => ({
      name: Properties.Environment.Variables.POWERTOOLS_SERVICE_NAME as string,
      kilobytes: statSync(join(outdir, `asset.${Properties.Code.S3Key.replace('.zip', '')}`, 'index.js')).size / 1024,
    }))
    .sort((one, other) => other.kilobytes - one.kilobytes);

  for (const { name, kilobytes } of sizes) console.log(`${kilobytes.toFixed(0).padStart(5)} KB  ${name}`);
  const heavy = sizes.filter(({ kilobytes }) => kilobytes > limitKilobytes);
  console.log(`${heavy.length} of ${sizes.length} functions over ${limitKilobytes} KB`);
  return heavy.length > 0 ? 1 : 0;
}

await runCommand({
  usage: `Bundles every function as a deployment does, says what each weighs, and fails over ${limitKilobytes} KB.\n\n  npm run bench:bundle`,
  run() {
    const outdir = mkdtempSync(join(tmpdir(), 'order-confirmation-'));
    try {
      return measure(outdir);
    } finally {
      rmSync(outdir, { recursive: true });
    }
  },
});
