import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import type { FailedOrders } from './failed-orders.ts';
import { grantTendDeadLetters } from './order-recovery.ts';
import type { OrderWorkflow } from './order-workflow.ts';
import type { OrdersApi } from './orders-api.ts';
import { ServiceFunction } from './service-function.ts';
import type { Stage } from './stages.ts';
import { failuresByGroupIndex, type Tables } from './tables.ts';
import { WorkQueue } from './work-queue.ts';

/** What redriving failed orders connects. */
export interface OrderRedriveProps {
  readonly stage: Stage;
  readonly tables: Tables;
  readonly api: OrdersApi;
  readonly workflow: OrderWorkflow;
  readonly failedOrders: FailedOrders;
  readonly alarms: Alarms;
}

/** Lets failed orders go on, one or thousands, as a job that survives the death of whoever works on it. */
export class OrderRedrive extends Construct {
  constructor(scope: Construct, id: string, { stage, tables, api, workflow, failedOrders, alarms }: OrderRedriveProps) {
    super(scope, id);
    const run = new ServiceFunction(this, 'RunRedrive', {
      stage,
      entry: 'order-redrive/run-redrive',
      timeout: Duration.seconds(55),
    });
    tables.redrives.grant(run, 'GetItem', 'Query', 'PutItem', 'UpdateItem');
    tables.failures.grant(run, 'GetItem', 'BatchGetItem', 'Query', 'UpdateItem', 'DeleteItem');
    tables.failures.grantIndex(run, failuresByGroupIndex);
    tables.orders.grant(run, 'GetItem');
    tables.audit.grant(run, 'PutItem');
    workflow.grantDescribeExecution(run);
    workflow.grantOnExecutions(run, 'RedriveExecution');
    // Of what can be redriven no more.
    workflow.grantStart(run);
    // Their letters, once they go on.
    grantTendDeadLetters(run, { stage, tables, workflow, failedOrders });
    const queue = new WorkQueue(this, 'Redrives', {
      consumer: run,
      alarms,
      variable: 'REDRIVE_QUEUE_URL',
      attempts: 5,
      maxAtOnce: 5,
      onDeadLetter: {
        alarm: 'RedrivesDeadLetters',
        description:
          'A redrive of failed orders could not be gone on with, five times. The log of RunRedrive says why; once that is mended, resume it, and delete the message.',
      },
    });
    queue.grantSend(run);

    const serve = api.serveTogether(
      this,
      'RedrivesApi',
      ['startRedrive', 'listRedrives', 'getRedrive', 'listRedriveResults', 'pauseRedrive', 'resumeRedrive'],
      { memorySize: 256, timeout: Duration.seconds(20) },
    );
    tables.redrives.grant(serve, 'GetItem', 'Query', 'PutItem', 'UpdateItem');
    queue.grantSend(serve);
  }
}
