import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { runCommand } from '../bin/command-line.ts';
import { orderConfirmation } from '../bin/order-confirmation.ts';
import { providerNames } from '../lambdas/payments/providers/registry.ts';
import { bundleWeight, heaviestBundle } from '../lib/bundle-weight.ts';

/** Bundles every function as a deployment does, prints what each weighs, and fails when one is too heavy. */
function measure(outdir: string): number {
  const { context } = JSON.parse(readFileSync(join(import.meta.dirname, '../cdk.json'), 'utf8')) as { context: object };
  const { stacks } = orderConfirmation(
    new App({ outdir, context: { ...context, paymentProviders: providerNames.join(',') } }),
  );
  const functions = Object.values(stacks).flatMap((stack) =>
    Object.values(Template.fromStack(stack).findResources('AWS::Lambda::Function')),
  );
  const weights = functions
    .map(({ Properties }) => ({
      name: Properties.Environment.Variables.POWERTOOLS_SERVICE_NAME as string,
      ...bundleWeight(join(outdir, `asset.${Properties.Code.S3Key.replace('.zip', '')}`)),
    }))
    .sort((one, other) => other.start + other.atNeed - one.start - one.atNeed);

  for (const { name, start, atNeed } of weights) {
    console.log(`${start.toFixed(0).padStart(5)} KB, at need ${atNeed.toFixed(0).padStart(3)} KB  ${name}`);
  }
  const heavy = weights.filter(({ start, atNeed }) => start + atNeed > heaviestBundle);
  console.log(`${heavy.length} of ${weights.length} functions over ${heaviestBundle} KB`);
  return heavy.length > 0 ? 1 : 0;
}

await runCommand({
  usage: `Bundles every function as a deployment does, says what each weighs as it starts and what one call may load beside, and fails over
${heaviestBundle} KB together.\n\n  npm run bench:bundle`,
  run() {
    const outdir = mkdtempSync(join(tmpdir(), 'order-confirmation-'));
    try {
      return measure(outdir);
    } finally {
      rmSync(outdir, { recursive: true });
    }
  },
});
