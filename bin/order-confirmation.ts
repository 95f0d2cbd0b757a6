import { App, Tags } from 'aws-cdk-lib';
import { DataStack } from '../lib/data-stack.ts';
import { ServiceStack } from '../lib/service-stack.ts';
import { stageFrom } from '../lib/stages.ts';

/** The CDK app: one stage of the service, in two stacks. What it stores can be kept while what it runs is replaced. */
const app = new App();
const stage = stageFrom((key) => app.node.tryGetContext(key));
const name = `order-confirmation-${stage.name}`;

const data = new DataStack(app, `${name}-data`, { stage, terminationProtection: stage.protectsData });
new ServiceStack(app, name, { stage, data, terminationProtection: stage.protectsData });

Tags.of(app).add('service', 'order-confirmation');
Tags.of(app).add('stage', stage.name);
