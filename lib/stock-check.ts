import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { type Alarms, countedMetric } from './alarms.ts';
import { OnSchedule } from './on-schedule.ts';
import { ServiceFunction } from './service-function.ts';
import type { Stage } from './stages.ts';
import { holdingOrdersIndex, type Tables } from './tables.ts';

/** What the check of the stock connects. */
export interface StockCheckProps {
  readonly stage: Stage;
  readonly tables: Tables;
  readonly alarms: Alarms;
}

/** Every night, recomputes from the ledger and the orders what every stock item should say. */
export class StockCheck extends Construct {
  readonly check: ServiceFunction;

  constructor(scope: Construct, id: string, { stage, tables, alarms }: StockCheckProps) {
    super(scope, id);
    const { orders, stock, stockMovements, backorders } = tables;
    this.check = new ServiceFunction(this, 'CheckStock', {
      stage,
      entry: 'stock-check/check-stock',
      timeout: Duration.minutes(15),
      environment: {
        ORDERS_TABLE: orders.tableName,
        STOCK_TABLE: stock.tableName,
        STOCK_MOVEMENTS_TABLE: stockMovements.tableName,
        BACKORDERS_TABLE: backorders.tableName,
      },
    });
    this.check.allow(['dynamodb:Scan'], stock.tableArn, backorders.tableArn);
    this.check.allow(['dynamodb:GetItem', 'dynamodb:Query'], orders.tableArn, stockMovements.tableArn);
    this.check.allow(['dynamodb:Query'], `${orders.tableArn}/index/${holdingOrdersIndex}`);
    // The orders of an earlier version, once, and the sums of old movements.
    this.check.allow(['dynamodb:Scan', 'dynamodb:UpdateItem', 'dynamodb:PutItem'], orders.tableArn);
    this.check.allow(['dynamodb:PutItem'], stockMovements.tableArn);
    new OnSchedule(this, 'EveryNight', { fn: this.check, hours: '2', alarms });
    alarms.ring('StockDiffers', {
      metric: countedMetric(stage, 'StockDifference'),
      atLeast: 1,
      description:
        'A stock item does not say what the ledger and the orders do. The log of CheckStock names each; `npm run repair-stock` explains what would mend it.',
    });
  }
}
