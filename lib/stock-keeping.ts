import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { grantSpread } from './inventory.ts';
import type { OrdersApi } from './orders-api.ts';
import type { Stage } from './stages.ts';
import type { Tables } from './tables.ts';

/** What stock keeping connects. */
export interface StockKeepingProps {
  readonly stage: Stage;
  readonly tables: Tables;
  readonly api: OrdersApi;
}

/** What stock keepers do: look, receive, adjust, set aside, count, and say how a product is kept. */
export class StockKeeping extends Construct {
  constructor(scope: Construct, id: string, { stage, tables, api }: StockKeepingProps) {
    super(scope, id);
    const { products, stock, stockMovements, stockRequests } = tables;

    const getStock = api.serve(this, 'getStock', { memorySize: 256, timeout: Duration.seconds(15) });
    stock.grant(getStock, 'GetItem', 'BatchGetItem');

    const listMovements = api.serve(this, 'listMovements', { memorySize: 256, timeout: Duration.seconds(15) });
    stockMovements.grant(listMovements, 'Query');
    stock.grant(listMovements, 'GetItem');

    const moveStock = api.serve(this, 'moveStock', {
      timeout: Duration.seconds(28),
      environment: { COUNT_DAYS: String(stage.countDays) },
    });
    products.grant(moveStock, 'BatchGetItem');
    grantSpread(tables, moveStock);
    // A count reads the ledger.
    stockMovements.grant(moveStock, 'Query');
    stockRequests.grant(moveStock, 'GetItem', 'PutItem');

    const changeStockSettings = api.serve(this, 'changeStockSettings', { timeout: Duration.seconds(28) });
    products.grant(changeStockSettings, 'BatchGetItem');
    grantSpread(tables, changeStockSettings);
  }
}
