import { App, Tags } from 'aws-cdk-lib';
import { DataStack } from '../lib/data-stack.ts';
import { ServiceStack } from '../lib/service-stack.ts';
import { stageFrom } from '../lib/stages.ts';

/** One stage of the service, in two stacks: what it stores is kept while what it runs is replaced. */
export function orderConfirmation(app: App) {
  const stage = stageFrom((key) => app.node.tryGetContext(key));
  const name = `order-confirmation-${stage.name}`;
  const terminationProtection = stage.protectsData;

  const data = new DataStack(app, `${name}-data`, { stage, terminationProtection });
  const service = new ServiceStack(app, name, { stage, data, terminationProtection });
  Tags.of(app).add('service', 'order-confirmation');
  Tags.of(app).add('stage', stage.name);
  return { stage, data, service };
}

if (import.meta.main) orderConfirmation(new App());
