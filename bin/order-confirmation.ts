import { App, Tags } from 'aws-cdk-lib';
import { AfterSalesStack } from '../lib/after-sales-stack.ts';
import { BackOfficeStack } from '../lib/back-office-stack.ts';
import { DataStack } from '../lib/data-stack.ts';
import { OperationsStack } from '../lib/operations-stack.ts';
import { demandServices, RegionLacksService } from '../lib/regions.ts';
import { ServiceStack } from '../lib/service-stack.ts';
import { stackNames } from '../lib/stack-names.ts';
import { NotAStage, stageFrom } from '../lib/stages.ts';

/**
 * One stage of the service, in its stacks: what it stores is kept while what it runs is replaced, and what follows the
 * confirmation, unless a shop leaves it out, what staff do by hand, and what operators have are put beside that.
 * @param region where it will be deployed: by default what the CDK's command takes from the credentials
 * @throws NotAStage for a context, RegionLacksService for a region in which it cannot be deployed
 */
export function orderConfirmation(app: App, region = process.env.CDK_DEFAULT_REGION) {
  const stage = stageFrom(app.node.getAllContext());
  demandServices(region, stage);
  const names = stackNames(stage.name);
  const terminationProtection = stage.protectsData;

  const data = new DataStack(app, names.data, { stage, terminationProtection });
  const service = new ServiceStack(app, names.service, { stage, data, terminationProtection });
  const afterSales = stage.afterSales
    ? new AfterSalesStack(app, names.afterSales, { stage, service, terminationProtection })
    : undefined;
  const backOffice = new BackOfficeStack(app, names.backOffice, { stage, service, terminationProtection });
  // Last: its dashboard shows the alarms of all.
  const operations = new OperationsStack(app, names.operations, { stage, service, terminationProtection });
  Tags.of(app).add('service', 'order-confirmation');
  Tags.of(app).add('stage', stage.name);
  return { stage, stacks: { data, service, ...(afterSales !== undefined && { afterSales }), backOffice, operations } };
}

if (import.meta.main) {
  try {
    orderConfirmation(new App());
  } catch (error) {
    console.error(error instanceof NotAStage || error instanceof RegionLacksService ? error.message : error);
    process.exitCode = 1;
  }
}
