import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
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
    const { stock, stockMovements, stockRequests } = tables;

    const getStock = api.serve(this, 'getStock', {
      memorySize: 256,
      timeout: Duration.seconds(15),
      environment: { STOCK_TABLE: stock.tableName },
    });
    getStock.allow(['dynamodb:GetItem', 'dynamodb:BatchGetItem'], stock.tableArn);

    const listMovements = api.serve(this, 'listMovements', {
      memorySize: 256,
      timeout: Duration.seconds(15),
      environment: { STOCK_MOVEMENTS_TABLE: stockMovements.tableName, STOCK_TABLE: stock.tableName },
    });
    listMovements.allow(['dynamodb:Query'], stockMovements.tableArn);
    listMovements.allow(['dynamodb:GetItem'], stock.tableArn);

    const moveStock = api.serve(this, 'moveStock', {
      timeout: Duration.seconds(28),
      environment: { STOCK_REQUESTS_TABLE: stockRequests.tableName, COUNT_DAYS: String(stage.countDays) },
    });
    tables.letKeep(moveStock);
    // A count reads the ledger.
    moveStock.allow(['dynamodb:Query'], stockMovements.tableArn);
    moveStock.allow(['dynamodb:GetItem', 'dynamodb:PutItem'], stockRequests.tableArn);

    const changeStockSettings = api.serve(this, 'changeStockSettings', {
      timeout: Duration.seconds(28),
    });
    tables.letKeep(changeStockSettings);
  }
}
