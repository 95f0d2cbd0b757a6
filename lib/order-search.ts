import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { OrderIndex } from './order-index.ts';
import type { OrdersApi } from './orders-api.ts';
import { openOrdersIndex, paymentsByReferenceIndex, type Tables } from './tables.ts';

/** What finding orders connects. */
export interface OrderSearchProps {
  readonly tables: Tables;
  readonly api: OrdersApi;
  readonly orderIndex: OrderIndex;
}

/** Finds any storefront's orders for staff. Who follows the changes of orders has put them into the index. */
export class OrderSearch extends Construct {
  constructor(scope: Construct, id: string, { tables, api, orderIndex }: OrderSearchProps) {
    super(scope, id);
    const find = api.serve(this, 'searchOrders', { timeout: Duration.seconds(20) });
    orderIndex.grantFind(find);
    tables.orders.grant(find, 'BatchGetItem', 'Query');
    tables.orders.grantIndex(find, openOrdersIndex);
    tables.payments.grantIndex(find, paymentsByReferenceIndex);
  }
}
