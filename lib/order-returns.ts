import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { OrderPageLinks } from './order-page-links.ts';
import type { OrdersApi } from './orders-api.ts';
import type { Tables } from './tables.ts';

/** What taking items back connects. */
export interface OrderReturnsProps {
  readonly tables: Tables;
  readonly api: OrdersApi;
  readonly links: OrderPageLinks;
}

/** Notes that units of an order came back to the warehouse. */
export class OrderReturns extends Construct {
  constructor(scope: Construct, id: string, { tables, api, links }: OrderReturnsProps) {
    super(scope, id);
    const returnItems = api.serve(this, 'returnItems', { timeout: Duration.seconds(15) });
    links.grantMake(returnItems);
    tables.orders.grant(returnItems, 'Query', 'PutItem', 'UpdateItem');
    tables.stock.grant(returnItems, 'GetItem', 'UpdateItem');
    tables.stockMovements.grant(returnItems, 'PutItem');
    tables.payments.grant(returnItems, 'GetItem');
  }
}
