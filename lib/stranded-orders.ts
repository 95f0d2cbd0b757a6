import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { type Alarms, countedMetric } from './alarms.ts';
import { EveryMinute } from './every-minute.ts';
import type { OrderWorkflow } from './order-workflow.ts';
import { ServiceFunction } from './service-function.ts';
import type { Stage } from './stages.ts';
import { openOrdersIndex, type Tables } from './tables.ts';

/** What starting stranded orders connects. */
export interface StrandedOrdersProps {
  readonly stage: Stage;
  readonly tables: Tables;
  readonly workflow: OrderWorkflow;
  readonly alarms: Alarms;
}

/** Every minute, starts the orders that were written but not started: their request died, or there was no room. */
export class StrandedOrders extends Construct {
  constructor(scope: Construct, id: string, { stage, tables, workflow, alarms }: StrandedOrdersProps) {
    super(scope, id);
    const { orders } = tables;
    const start = new ServiceFunction(this, 'StartStrandedOrders', {
      stage,
      entry: 'order-recovery/start-stranded-orders',
      memorySize: 256,
      timeout: Duration.seconds(55),
      environment: { ORDERS_TABLE: orders.tableName },
    });
    start.allow(['dynamodb:Query'], `${orders.tableArn}/index/${openOrdersIndex}`);
    start.allow(['dynamodb:GetItem'], orders.tableArn);
    workflow.letStart(start);
    alarms.ring('StartsDeferred', {
      metric: countedMetric(stage, 'StartDeferred'),
      atLeast: 1,
      description:
        'Step Functions takes no further starts: orders were accepted and begin a minute or more late. Ask for a higher quota of StartExecution, or let in fewer orders (ordersPerSecond).',
    });
    new EveryMinute(this, 'EveryMinute', { fn: start, alarms, silent: 'Nobody looks for stranded orders' });
  }
}
