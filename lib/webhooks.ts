import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { type Alarms, countedMetric } from './alarms.ts';
import type { Notifications } from './notifications.ts';
import { output } from './output.ts';
import { ServiceFunction } from './service-function.ts';
import type { Stage } from './stages.ts';
import type { Tables } from './tables.ts';
import { WorkQueue } from './work-queue.ts';

/** What webhooks connect. */
export interface WebhooksProps {
  readonly stage: Stage;
  readonly tables: Tables;
  readonly alarms: Alarms;
  readonly notifications: Notifications;
}

/** Sends messages to the endpoints of storefronts: what is due at one, in a call that is its own. */
export class Webhooks extends Construct {
  readonly #queue: WorkQueue;

  constructor(scope: Construct, id: string, { stage, tables, alarms, notifications }: WebhooksProps) {
    super(scope, id);
    const deliver = new ServiceFunction(this, 'DeliverDue', {
      stage,
      entry: 'webhooks/deliver-due',
      timeout: Duration.seconds(30),
      environment: { WEBHOOK_REACH: stage.webhookReach },
    });
    output(this, 'DeliverDueFunction', deliver.functionName);
    tables.webhooks.grant(deliver, 'GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem');
    // The owner of an endpoint that fails, so often a day.
    notifications.grantSendEmail(deliver);
    tables.recipientLimits.grant(deliver, 'UpdateItem');
    this.#queue = new WorkQueue(this, 'Due', {
      consumer: deliver,
      alarms,
      variable: 'WEBHOOK_QUEUE_URL',
      attempts: 5,
      // Receivers that hang until they are left alone must not use up the concurrency of orders.
      maxAtOnce: 50,
      onDeadLetter: {
        alarm: 'WebhooksDeadLetters',
        description:
          'What is due at a webhook endpoint could not be looked at. The log of DeliverDue says why; the clock tries what has failed before again by itself; move the message back to its queue once it is mended.',
      },
    });
    this.grantRequest(deliver);
    alarms.ring('WebhookEndpointsDisabled', {
      metric: countedMetric(stage, 'WebhookEndpointDisabled'),
      atLeast: 1,
      description:
        'A webhook endpoint has failed for three days, or said that it is gone, and gets nothing more. The log of DeliverDue says whose it is ("webhook endpoint disabled"). The contact given with it has had an e-mail; where none was given, tell the storefront, which enables it again.',
      because: 'A storefront hears nothing more until somebody tells it: one endpoint is enough.',
    });
  }

  /** Lets the function have sent what is due at an endpoint. */
  grantRequest(fn: ServiceFunction): void {
    this.#queue.grantSend(fn);
  }
}
