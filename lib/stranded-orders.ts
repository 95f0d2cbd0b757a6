import { Duration } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import type { OrderWorkflow } from './order-workflow.ts';
import { ServiceFunction } from './service-function.ts';
import type { Stage } from './stages.ts';
import { openOrdersIndex, type Tables } from './tables.ts';

/** What the sweeper connects. */
export interface StrandedOrdersProps {
  readonly stage: Stage;
  readonly tables: Tables;
  readonly workflow: OrderWorkflow;
  readonly alarms: Alarms;
}

/** Every minute, starts the orders that were written but whose request died before it started them. */
export class StrandedOrders extends Construct {
  constructor(scope: Construct, id: string, { stage, tables, workflow, alarms }: StrandedOrdersProps) {
    super(scope, id);
    const { orders } = tables;
    const sweep = new ServiceFunction(this, 'StartStrandedOrders', {
      stage,
      entry: 'orders/start-stranded-orders',
      memorySize: 256,
      timeout: Duration.seconds(55),
      environment: { ORDERS_TABLE: orders.tableName },
    });
    sweep.allow(['dynamodb:Query'], `${orders.tableArn}/index/${openOrdersIndex}`);
    sweep.allow(['dynamodb:GetItem'], orders.tableArn);
    workflow.letStart(sweep);
    // The next minute is the retry.
    sweep.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(1) });

    const role = new Role(this, 'ScheduleRole', { assumedBy: new ServicePrincipal('scheduler.amazonaws.com') });
    role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [sweep.functionArn] }));
    new Schedule(this, 'EveryMinute', {
      schedule: ScheduleExpression.rate(Duration.minutes(1)),
      // Its own grant would add every version of the function.
      target: new LambdaInvoke(sweep, { role: role.withoutPolicyUpdates(), retryAttempts: 0 }),
    });

    alarms.ringOnErrors(sweep);
    alarms.ring('SweeperSilent', {
      metric: sweep.metricInvocations({ period: Duration.minutes(15) }),
      below: 1,
      description:
        'Nobody looks for stranded orders: their schedule has not called StartStrandedOrders for a quarter of an hour.',
    });
  }
}
