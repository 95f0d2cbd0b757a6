import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { holdSeconds } from './hold.ts';
import type { OrderPageLinks } from './order-page-links.ts';
import type { OrderWorkflow } from './order-workflow.ts';
import type { OrdersApi } from './orders-api.ts';
import type { PaymentProviders } from './payment-providers.ts';
import type { Stage } from './stages.ts';
import { holdingOrdersIndex, openOrdersIndex, ordersOfCustomersIndex, type Tables } from './tables.ts';

/** What following an order connects. */
export interface OrderTrackingProps {
  readonly stage: Stage;
  readonly tables: Tables;
  readonly api: OrdersApi;
  readonly links: OrderPageLinks;
  readonly providers: PaymentProviders;
  readonly workflow: OrderWorkflow;
}

/** Shows an order, finds it by its number, lists a storefront's own, and holds the answer until it changes for who prefers to wait. */
export class OrderTracking extends Construct {
  constructor(scope: Construct, id: string, { stage, tables, api, links, providers, workflow }: OrderTrackingProps) {
    super(scope, id);
    const getOrder = api.serve(this, 'getOrder', {
      memorySize: 256,
      // It may hold its answer for as long as the API lets it.
      timeout: Duration.seconds(29),
      environment: {
        LONG_POLLS_IN_ALL: String(stage.longPolls),
        LONG_POLLS_PER_STOREFRONT: String(Math.floor(stage.longPolls / 2)),
        HOLD_SECONDS: String(holdSeconds(stage)),
      },
    });
    workflow.grantDescribeExecution(getOrder);
    links.grantMake(getOrder);
    tables.longPolls.grant(getOrder, 'UpdateItem');
    tables.orders.grant(getOrder, 'BatchGetItem', 'Query');
    // A link to a payment that has died is asked for again.
    tables.payments.grant(getOrder, 'BatchGetItem', 'GetItem', 'PutItem');
    providers.grantInvoke(getOrder);
    tables.foresight.grant(getOrder, 'GetItem');

    const listOrders = api.serve(this, 'listOrders', { memorySize: 256, timeout: Duration.seconds(15) });
    tables.orders.grant(listOrders, 'GetItem', 'BatchGetItem', 'Query');
    for (const index of [ordersOfCustomersIndex, openOrdersIndex, holdingOrdersIndex]) {
      tables.orders.grantIndex(listOrders, index);
    }
  }
}
