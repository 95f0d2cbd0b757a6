import { Duration } from 'aws-cdk-lib';
import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { Construct } from 'constructs';
import type { OrdersApi } from './orders-api.ts';
import { ServiceFunction } from './service-function.ts';
import type { Stage } from './stages.ts';
import type { StorefrontIdentity } from './storefront-identity.ts';
import type { Tables } from './tables.ts';

/** What stock keeping connects. */
export interface StockKeepingProps {
  readonly stage: Stage;
  readonly tables: Tables;
  readonly api: OrdersApi;
  readonly identity: StorefrontIdentity;
}

/** What stock keepers do: look, receive, adjust, set aside, count, and say how a product is kept. */
export class StockKeeping extends Construct {
  constructor(scope: Construct, id: string, { stage, tables, api, identity }: StockKeepingProps) {
    super(scope, id);
    const { stock, stockMovements, stockRequests } = tables;
    const staff = identity.scopes.staff;

    const getStock = new ServiceFunction(this, 'GetStock', {
      stage,
      entry: 'stock-keeping/get-stock',
      memorySize: 256,
      timeout: Duration.seconds(15),
      environment: { STOCK_TABLE: stock.tableName },
    });
    getStock.allow(['dynamodb:GetItem', 'dynamodb:BatchGetItem'], stock.tableArn);
    api.route(HttpMethod.GET, '/products/{sku}/stock', getStock, staff);

    const listMovements = new ServiceFunction(this, 'ListMovements', {
      stage,
      entry: 'stock-keeping/list-movements',
      memorySize: 256,
      timeout: Duration.seconds(15),
      environment: { STOCK_MOVEMENTS_TABLE: stockMovements.tableName, STOCK_TABLE: stock.tableName },
    });
    listMovements.allow(['dynamodb:Query'], stockMovements.tableArn);
    listMovements.allow(['dynamodb:GetItem'], stock.tableArn);
    api.route(HttpMethod.GET, '/products/{sku}/stock/movements', listMovements, staff);

    const moveStock = new ServiceFunction(this, 'MoveStock', {
      stage,
      entry: 'stock-keeping/move-stock',
      timeout: Duration.seconds(28),
      environment: { STOCK_REQUESTS_TABLE: stockRequests.tableName, COUNT_DAYS: String(stage.countDays) },
    });
    tables.letKeep(moveStock);
    // A count reads the ledger.
    moveStock.allow(['dynamodb:Query'], stockMovements.tableArn);
    moveStock.allow(['dynamodb:GetItem', 'dynamodb:PutItem'], stockRequests.tableArn);
    api.route(HttpMethod.POST, '/products/{sku}/stock/movements', moveStock, staff);

    const changeStockSettings = new ServiceFunction(this, 'ChangeStockSettings', {
      stage,
      entry: 'stock-keeping/change-stock-settings',
      timeout: Duration.seconds(28),
    });
    tables.letKeep(changeStockSettings);
    api.route(HttpMethod.PATCH, '/products/{sku}/stock/settings', changeStockSettings, staff);
  }
}
