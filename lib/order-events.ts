import { Duration } from 'aws-cdk-lib';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { EventSourceMapping, FilterCriteria, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { type Changes, changesAtOnce, changesInBulk, paymentChanges } from '../lambdas/order-events/order-changes.ts';
import type { Alarms } from './alarms.ts';
import { carrierNames } from './carriers.ts';
import { FunctionSchedule } from './function-schedule.ts';
import type { OrderIndex } from './order-index.ts';
import type { OrdersApi } from './orders-api.ts';
import { output } from './output.ts';
import { ServiceFunction } from './service-function.ts';
import type { ServiceTable } from './service-table.ts';
import type { Stage } from './stages.ts';
import { eventsOfStorefrontsIndex, type Tables } from './tables.ts';
import type { Webhooks } from './webhooks.ts';

/** What the events of orders connect. */
export interface OrderEventsProps {
  readonly stage: Stage;
  readonly tables: Tables;
  readonly alarms: Alarms;
  readonly api: OrdersApi;
  readonly webhooks: Webhooks;
  readonly orderIndex: OrderIndex;
}

/**
 * Follows the changes of orders and their payments by the streams of their tables, which are the outbox: what was
 * committed becomes an event, and nothing else does.
 */
export class OrderEvents extends Construct {
  /** What is called for changes of orders that their pages show. */
  readonly followers: readonly ServiceFunction[];

  constructor(scope: Construct, id: string, { stage, tables, alarms, api, webhooks, orderIndex }: OrderEventsProps) {
    super(scope, id);
    const bus = stage.eventBus ? new EventBus(this, 'Bus', { description: 'What happens to orders' }) : undefined;
    if (bus !== undefined) output(this, 'EventBusName', bus.eventBusName);

    const recorder = (name: string, entry: `${string}/${string}`) => {
      const fn = new ServiceFunction(this, name, {
        stage,
        entry,
        timeout: Duration.seconds(55),
        memorySize: 256,
        environment: {
          EVENT_BUS_NAME: bus?.eventBusName ?? 'none',
          CARRIERS: carrierNames(stage),
          AFTER_SALES: stage.afterSales ? 'on' : 'off',
        },
      });
      output(this, `${name}Function`, fn.functionName);
      tables.orders.grant(fn, 'Query');
      tables.payments.grant(fn, 'GetItem');
      tables.orderEvents.grant(fn, 'GetItem', 'Query', 'PutItem', 'UpdateItem');
      tables.webhooks.grant(fn, 'PutItem');
      webhooks.grantRequest(fn);
      tables.deliveryWatch.grant(fn, 'BatchWriteItem');
      if (bus !== undefined) fn.allow(['events:PutEvents'], bus.eventBusArn);
      return fn;
    };
    const followOrders = recorder('FollowOrders', 'order-events/follow-orders');
    const followInBulk = recorder('FollowInBulk', 'order-events/follow-in-bulk');
    const catchUp = recorder('CatchUpEvents', 'order-events/catch-up-events');
    this.followers = [followOrders, followInBulk];
    for (const fn of [followOrders, catchUp]) {
      tables.trackers.grant(fn, 'PutItem');
      tables.ratings.grant(fn, 'PutItem');
    }
    for (const fn of [followInBulk, catchUp]) orderIndex.grantAdd(fn);
    // What orders have come to is measured from there.
    tables.orders.grant(followInBulk, 'BatchGetItem');
    tables.payments.grant(followInBulk, 'BatchGetItem');

    // A stream of DynamoDB bears two consumers, and these are they. What waits some seconds is one call for many orders.
    this.#follow('OrderChangesAtOnce', tables.orders, changesAtOnce, followOrders);
    this.#follow('OrderChanges', tables.orders, changesInBulk, followInBulk, Duration.seconds(5));
    // Whatever decides about an order is written to the order too, and told at once: this is what follows from it.
    this.#follow('PaymentChanges', tables.payments, paymentChanges, followOrders, Duration.seconds(1));
    for (const fn of this.followers) alarms.ringOnErrors(fn);
    const age = (fn: ServiceFunction) =>
      fn.metric('IteratorAge', { statistic: 'Maximum', period: Duration.minutes(5) });
    alarms.ring('OrderChangesLate', {
      metric: new MathExpression({
        expression: 'MAX([FILL(atOnce, 0), FILL(inBulk, 0)])',
        usingMetrics: { atOnce: age(followOrders), inBulk: age(followInBulk) },
        period: Duration.minutes(5),
      }),
      atLeast: Duration.minutes(10).toMilliseconds(),
      description:
        'The events of orders are ten minutes behind, or what was accepted since is not found by address or SKU. The logs of FollowOrders and FollowInBulk say what holds them up; the streams keep a day.',
      because: 'It takes seconds; the streams keep a day, most of which is left to mend it.',
    });

    tables.orderEvents.grant(catchUp, 'DeleteItem');
    // Endpoints that are left alone for a while.
    tables.webhooks.grant(catchUp, 'Query');
    new FunctionSchedule(this, 'EveryMinute', { fn: catchUp, when: { every: Duration.minutes(1) }, alarms });

    const serve = api.serveTogether(
      this,
      'EventsApi',
      [
        'registerWebhookEndpoint',
        'listWebhookEndpoints',
        'getWebhookEndpoint',
        'changeWebhookEndpoint',
        'removeWebhookEndpoint',
        'rotateWebhookSecret',
        'testWebhookEndpoint',
        'listWebhookDeliveries',
        'replayWebhooks',
        'listEvents',
      ],
      { memorySize: 256, timeout: Duration.seconds(20), environment: { WEBHOOK_REACH: stage.webhookReach } },
    );
    tables.webhooks.grant(serve, 'GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem');
    tables.orderEvents.grant(serve, 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem');
    tables.orderEvents.grantIndex(serve, eventsOfStorefrontsIndex);
    webhooks.grantRequest(serve);
  }

  /**
   * Calls the function for these changes, those of a while together, until it succeeds: it fails only where nothing of
   * the kind can be written, and then there is no order to go on with. What cannot be done for one order it notes, and
   * goes on.
   */
  #follow(
    id: string,
    table: ServiceTable,
    changes: readonly Changes[],
    target: ServiceFunction,
    maxBatchingWindow?: Duration,
  ): void {
    new EventSourceMapping(this, id, {
      target,
      eventSourceArn: table.grantStream(target),
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      ...(maxBatchingWindow && { maxBatchingWindow }),
      filters: changes.map(({ items, how }) =>
        FilterCriteria.filter({
          eventName: how,
          dynamodb: { Keys: { sk: { S: items.map((item) => ({ prefix: item })) } } },
        }),
      ),
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
    });
  }
}
