import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { type Alarms, countedMetric } from './alarms.ts';
import { FunctionSchedule } from './function-schedule.ts';
import { output } from './output.ts';
import { ServiceFunction } from './service-function.ts';
import type { Stage } from './stages.ts';
import type { StockKeeper } from './stock-keeper.ts';
import type { Tables } from './tables.ts';

/** What the report connects. */
export interface ReplenishmentProps {
  readonly stage: Stage;
  readonly tables: Tables;
  readonly stockKeeper: StockKeeper;
  readonly alarms: Alarms;
}

/** Every morning, tells the stock keeper what to order and how much of it. */
export class Replenishment extends Construct {
  constructor(scope: Construct, id: string, { stage, tables, stockKeeper, alarms }: ReplenishmentProps) {
    super(scope, id);
    const report = new ServiceFunction(this, 'ReportReplenishment', {
      stage,
      entry: 'replenishment/report-replenishment',
      timeout: Duration.minutes(15),
    });
    tables.stock.grant(report, 'Scan', 'GetItem', 'BatchGetItem');
    tables.stockMovements.grant(report, 'Query');
    tables.foresight.grant(report, 'PutItem');
    stockKeeper.grantPublish(report);
    output(this, 'ReportReplenishmentFunction', report.functionName);
    new FunctionSchedule(this, 'EveryMorning', { fn: report, when: { atHours: '5' }, alarms });

    alarms.ring('DemandForecastWorse', {
      scope: this,
      metric: countedMetric(stage, 'DemandForecastWorse'),
      atLeast: 1,
      description:
        'Over the last two weeks the methods that foresee demand were further off, all products together, than the plain mean. Each product for which that is so goes by the mean already; see what changed, and measure them on your own sales.',
      because: 'The report compares them once a day: a method that does no better than a mean is not worth having.',
    });
  }
}
