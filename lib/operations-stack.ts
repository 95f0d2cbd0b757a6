import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Backups } from './backups.ts';
import { Console } from './console.ts';
import { ConsoleAccess } from './console-access.ts';
import { EarlyWarnings } from './early-warnings.ts';
import { Monitoring } from './monitoring.ts';
import { OrderBottlenecks } from './order-bottlenecks.ts';
import { OrderCauses } from './order-causes.ts';
import { OrderContingency } from './order-contingency.ts';
import { OrderErasure } from './order-erasure.ts';
import { OrderFailures } from './order-failures.ts';
import { OrderRedrive } from './order-redrive.ts';
import { OrderRisk } from './order-risk.ts';
import { OrderSearch } from './order-search.ts';
import { OrderStory } from './order-story.ts';
import { output } from './output.ts';
import { Overview } from './overview.ts';
import { QuotaAlarms } from './quota-alarms.ts';
import type { ServiceStack } from './service-stack.ts';
import type { Stage } from './stages.ts';

/**
 * What those have who operate the service. A stack beside the service's, on which it builds and which needs nothing of
 * it: CloudFormation gives a stack 500 resources, and an order goes its way whatever becomes of this one.
 */
export class OperationsStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { stage, service, ...props }: StackProps & { stage: Stage; service: ServiceStack },
  ) {
    super(scope, id, { ...props, description: `Order confirmation (${stage.name}): what operates it` });
    // What to go back to when the next one is bad.
    output(this, 'Release', stage.release);
    const { tables, alarms, api, identity, workflow, failedOrders, orderIndex } = service.capabilities;
    const { notifications, orderEffects, providers } = service.capabilities;
    new OrderErasure(this, 'OrderErasure', { stage, tables, api, orderIndex, alarms });
    if (stage.protectsData) new Backups(this, 'Backups', { stage, tables, alarms });
    new Console(this, 'Console', { api, identity });
    new Overview(this, 'Overview', { stage, service });
    new OrderFailures(this, 'OrderFailures', {
      ...{ stage, tables, api, workflow, alarms },
      ...{ notifications, orderEffects },
    });
    new OrderBottlenecks(this, 'OrderBottlenecks', { stage, tables, api, workflow, alarms });
    new OrderCauses(this, 'OrderCauses', { stage, tables, api, alarms });
    new OrderContingency(this, 'OrderContingency', { stage, tables, api, providers, alarms });
    new OrderRedrive(this, 'OrderRedrive', { stage, tables, api, workflow, failedOrders, alarms });
    new OrderRisk(this, 'OrderRisk', { tables, api, workflow, providers, notifications });
    new OrderSearch(this, 'OrderSearch', { tables, api, orderIndex });
    new OrderStory(this, 'OrderStory', { stage, tables, api, workflow });
    new QuotaAlarms(this, 'QuotaAlarms', { stage, workflow, alarms });
    new EarlyWarnings(this, 'EarlyWarnings', { stage, service });
    // Behind all that has dead letters.
    new ConsoleAccess(this, 'ConsoleAccess', { stage, workflow });
    // Last: its dashboard shows every alarm that there is.
    new Monitoring(this, 'Monitoring', { stage, tables, alarms, api, workflow, failedOrders });
  }
}
