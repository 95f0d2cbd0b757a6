import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { type Alarms, countedMetric } from './alarms.ts';
import { FunctionSchedule } from './function-schedule.ts';
import { output } from './output.ts';
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
  constructor(scope: Construct, id: string, { stage, tables, alarms }: StockCheckProps) {
    super(scope, id);
    const { orders, stock, stockMovements, backorders } = tables;
    const check = new ServiceFunction(this, 'CheckStock', {
      stage,
      entry: 'stock-check/check-stock',
      timeout: Duration.minutes(15),
    });
    stock.grant(check, 'Scan');
    backorders.grant(check, 'Scan');
    orders.grant(check, 'GetItem', 'Query');
    orders.grantIndex(check, holdingOrdersIndex);
    // The orders of an earlier version, once.
    orders.grant(check, 'Scan', 'UpdateItem', 'PutItem');
    stockMovements.grant(check, 'GetItem', 'Query');
    // The sums of old movements.
    stockMovements.grant(check, 'PutItem');
    output(this, 'CheckStockFunction', check.functionName);
    new FunctionSchedule(this, 'EveryNight', { fn: check, when: { atHours: '2' }, alarms });
    alarms.ring('StockDiffers', {
      scope: this,
      metric: countedMetric(stage, 'StockDifference'),
      atLeast: 1,
      description:
        'A stock item does not say what the ledger and the orders do. The log of CheckStock names each; `npm run repair-stock` explains what would mend it.',
      because: 'Stock is sold by what its item says: one wrong item oversells or keeps back.',
    });
  }
}
