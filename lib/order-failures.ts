import { Duration } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import { holdSeconds } from './hold.ts';
import type { Notifications } from './notifications.ts';
import type { OrderEffects } from './order-effects.ts';
import type { OrderWorkflow } from './order-workflow.ts';
import type { OrdersApi } from './orders-api.ts';
import { ServiceFunction } from './service-function.ts';
import type { Stage } from './stages.ts';
import { failuresByGroupIndex, type Tables } from './tables.ts';

/** What the list of failed orders connects. */
export interface OrderFailuresProps {
  readonly stage: Stage;
  readonly tables: Tables;
  readonly api: OrdersApi;
  readonly workflow: OrderWorkflow;
  readonly notifications: Notifications;
  readonly orderEffects: OrderEffects;
  readonly alarms: Alarms;
}

/**
 * Which orders failed and have not gone on since, by step, error and cause; and what is done with those that cannot go on
 * by themselves.
 */
export class OrderFailures extends Construct {
  constructor(scope: Construct, id: string, props: OrderFailuresProps) {
    super(scope, id);
    const { stage, tables, api, workflow, notifications, orderEffects, alarms } = props;
    const list = api.serveTogether(this, 'FailuresApi', ['listFailureGroups', 'listFailures'], {
      timeout: Duration.seconds(25),
    });
    tables.failures.grant(list, 'Query', 'BatchGetItem');
    tables.failures.grantIndex(list, failuresByGroupIndex);

    const repair = api.serveTogether(this, 'RepairsApi', ['giveUpOrder', 'extendHold', 'settleNotice'], {
      memorySize: 256,
      timeout: Duration.seconds(20),
      environment: { HOLD_SECONDS: String(holdSeconds(stage)) },
    });
    tables.orders.grant(repair, 'GetItem', 'Query', 'PutItem', 'UpdateItem');
    tables.failures.grant(repair, 'GetItem', 'UpdateItem', 'DeleteItem');
    orderEffects.grantRequest(repair);
    notifications.grantRequest(repair);

    const settle = new ServiceFunction(this, 'SettleRedriven', {
      stage,
      entry: 'order-failures/settle-redriven',
      memorySize: 128,
      timeout: Duration.seconds(15),
    });
    tables.failures.grant(settle, 'UpdateItem', 'DeleteItem');
    alarms.ringOnErrors(settle);
    new Rule(this, 'Redriven', {
      description: 'A failed order goes on, whoever redrove it',
      eventPattern: {
        source: ['aws.states'],
        detailType: ['Step Functions Execution Status Change'],
        detail: {
          status: ['RUNNING', 'SUCCEEDED'],
          // An order that was never redriven calls nobody.
          redriveCount: [{ numeric: ['>', 0] }],
          stateMachineArn: [workflow.stateMachine.stateMachineArn],
        },
      },
      targets: [new LambdaFunction(settle)],
    });
  }
}
