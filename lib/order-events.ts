import { Duration } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { acceptedOrderItem, toldOrderItems } from '../lambdas/orders/order-keys.ts';
import { toldPaymentItems } from '../lambdas/payments/payment-keys.ts';
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
  /** What is called for each order that changed. */
  readonly followOrders: ServiceFunction;

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
      tables.orders.grant(fn, 'Query');
      tables.payments.grant(fn, 'GetItem');
      tables.orderEvents.grant(fn, 'GetItem', 'Query', 'PutItem', 'UpdateItem');
      tables.webhooks.grant(fn, 'PutItem');
      webhooks.grantRequest(fn);
      orderIndex.grantAdd(fn);
      tables.trackers.grant(fn, 'PutItem');
      tables.deliveryWatch.grant(fn, 'PutItem');
      tables.ratings.grant(fn, 'PutItem');
      if (bus !== undefined) fn.allow(['events:PutEvents'], bus.eventBusArn);
      return fn;
    };
    this.followOrders = recorder('FollowOrders', 'order-events/follow-orders');
    output(this, 'FollowOrdersFunction', this.followOrders.functionName);
    alarms.ringOnErrors(this.followOrders);
    this.#follow('OrderChanges', tables.orders, [acceptedOrderItem, ...toldOrderItems]);
    this.#follow('PaymentChanges', tables.payments, toldPaymentItems);
    alarms.ring('OrderChangesLate', {
      metric: this.followOrders.metric('IteratorAge', { statistic: 'Maximum', period: Duration.minutes(5) }),
      atLeast: Duration.minutes(10).toMilliseconds(),
      description:
        'The events of orders are ten minutes behind, and what was accepted since is not found by address or SKU. The log of FollowOrders says what holds them up; the streams keep a day.',
      because: 'It takes seconds; the streams keep a day, most of which is left to mend it.',
    });

    const catchUp = recorder('CatchUpEvents', 'order-events/catch-up-events');
    tables.orderEvents.grant(catchUp, 'DeleteItem');
    // Endpoints that are left alone for a while.
    tables.webhooks.grant(catchUp, 'Query');
    output(this, 'CatchUpEventsFunction', catchUp.functionName);
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
   * Calls the function for the changes of these items, until it succeeds: it fails only where nothing of the kind can
   * be written, and then there is no order to go on with. What cannot be done for one order it notes, and goes on.
   */
  #follow(id: string, table: ServiceTable, items: readonly string[]): void {
    new EventSourceMapping(this, id, {
      target: this.followOrders,
      eventSourceArn: table.grantStream(this.followOrders),
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      filters: [
        FilterCriteria.filter({
          // What is deleted is forgotten, not changed.
          eventName: FilterRule.or('INSERT', 'MODIFY'),
          dynamodb: { Keys: { sk: { S: items.map((item) => ({ prefix: item })) } } },
        }),
      ],
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
    });
  }
}
