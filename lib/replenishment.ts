import { Duration } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
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
  readonly report: ServiceFunction;

  constructor(scope: Construct, id: string, { stage, tables, stockKeeper, alarms }: ReplenishmentProps) {
    super(scope, id);
    const { stock, stockMovements } = tables;
    this.report = new ServiceFunction(this, 'ReportReplenishment', {
      stage,
      entry: 'replenishment/report-replenishment',
      timeout: Duration.minutes(15),
      environment: { STOCK_TABLE: stock.tableName, STOCK_MOVEMENTS_TABLE: stockMovements.tableName },
    });
    this.report.allow(['dynamodb:Scan', 'dynamodb:GetItem', 'dynamodb:BatchGetItem'], stock.tableArn);
    this.report.allow(['dynamodb:Query'], stockMovements.tableArn);
    stockKeeper.letTell(this.report);

    const role = new Role(this, 'ScheduleRole', { assumedBy: new ServicePrincipal('scheduler.amazonaws.com') });
    role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [this.report.functionArn] }));
    new Schedule(this, 'EveryMorning', {
      schedule: ScheduleExpression.cron({ hour: '5', minute: '0' }),
      target: new LambdaInvoke(this.report, { role: role.withoutPolicyUpdates() }),
    });
    alarms.ringOnErrors(this.report);
  }
}
