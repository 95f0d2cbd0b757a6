import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { orderConfirmation } from '../../bin/order-confirmation.ts';
import { providerNames } from '../../lambdas/payments/providers/registry.ts';

/** The variables of each function, by its name; what only a deployment knows is a name that nobody has. */
export function environments(outdir: string): ReadonlyMap<string, Readonly<Record<string, string>>> {
  const { context } = JSON.parse(readFileSync(join(import.meta.dirname, '../../cdk.json'), 'utf8')) as {
    context: object;
  };
  const { stacks } = orderConfirmation(
    new App({
      outdir,
      context: { ...context, paymentProviders: providerNames.join(','), 'aws:cdk:bundling-stacks': [] },
    }),
  );
  const functions = Object.values(stacks).flatMap((stack) =>
    Object.values(Template.fromStack(stack).findResources('AWS::Lambda::Function')),
  );
  return new Map(
    functions.map(({ Properties }) => {
      const variables: Readonly<Record<string, unknown>> = Properties.Environment.Variables;
      const known = Object.entries(variables).map(([name, value]) => [name, textOf(name, value)] as const);
      return [String(variables.POWERTOOLS_SERVICE_NAME), Object.fromEntries(known)];
    }),
  );
}

function textOf(name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  return name === 'PAYMENT_PROVIDER_FUNCTIONS' ? '{"sandbox":"unknown"}' : 'https://unknown.example';
}
