import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { tablesOf } from '../../lib/tables-of.ts';
import type { TablesTemplate } from './indexes-in-steps.ts';

/** The tables as this release has them, by the logical ids of the stack that has them: of all stages their indexes are the same. */
export function wantedTables(): TablesTemplate {
  const app = new App();
  const stack = new Stack(app, 'tables');
  tablesOf(stack, { protectsData: false, removalPolicy: RemovalPolicy.RETAIN, sandboxPayments: true });
  return app.synth().getStackByName(stack.stackName).template;
}
