import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { OrdersApi } from './orders-api.ts';
import type { Tables } from './tables.ts';

/** What taking items back connects. */
export interface OrderReturnsProps {
  readonly tables: Tables;
  readonly api: OrdersApi;
}

/** Notes that units of an order came back to the warehouse. */
export class OrderReturns extends Construct {
  constructor(scope: Construct, id: string, { tables, api }: OrderReturnsProps) {
    super(scope, id);
    const returnItems = api.serve(this, 'returnItems', { timeout: Duration.seconds(15) });
    tables.orders.grant(returnItems, 'Query', 'PutItem', 'UpdateItem');
    tables.stock.grant(returnItems, 'GetItem', 'UpdateItem');
    tables.stockMovements.grant(returnItems, 'PutItem');
    tables.payments.grant(returnItems, 'GetItem');
  }
}
