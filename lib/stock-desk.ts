import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { OrdersApi } from './orders-api.ts';
import type { Tables } from './tables.ts';

/** What the lists of the stock connect. */
export interface StockDeskProps {
  readonly api: OrdersApi;
  readonly tables: Tables;
}

/** Lists the stock of all products for who keeps it, and what should be ordered. */
export class StockDesk extends Construct {
  constructor(scope: Construct, id: string, { api, tables: { stock, stockMovements } }: StockDeskProps) {
    super(scope, id);
    const listStock = api.serve(this, 'listStock', { memorySize: 256, timeout: Duration.seconds(15) });
    stock.grant(listStock, 'Scan', 'GetItem', 'BatchGetItem');

    const listReplenishment = api.serve(this, 'listReplenishment', { timeout: Duration.seconds(28) });
    stock.grant(listReplenishment, 'Scan', 'GetItem', 'BatchGetItem');
    stockMovements.grant(listReplenishment, 'Query');
  }
}
