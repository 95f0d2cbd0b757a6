import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { type Alarms, countedMetric } from './alarms.ts';
import { FunctionSchedule } from './function-schedule.ts';
import type { OrdersApi } from './orders-api.ts';
import { ServiceFunction } from './service-function.ts';
import type { Stage } from './stages.ts';
import type { Tables } from './tables.ts';

/** What the switch of the intake connects. */
export interface OrderIntakeProps {
  readonly stage: Stage;
  readonly tables: Tables;
  readonly api: OrdersApi;
  readonly alarms: Alarms;
}

/** The switch by which operators let no new orders in, and who reminds them of it. */
export class OrderIntake extends Construct {
  constructor(scope: Construct, id: string, { stage, tables, api, alarms }: OrderIntakeProps) {
    super(scope, id);
    const serve = api.serveTogether(this, 'IntakeApi', ['getIntake', 'changeIntake'], { memorySize: 256 });
    tables.intake.grant(serve, 'GetItem', 'PutItem');

    const watch = new ServiceFunction(this, 'WatchIntake', {
      stage,
      entry: 'order-intake/watch-intake',
      memorySize: 128,
      timeout: Duration.seconds(15),
    });
    tables.intake.grant(watch, 'GetItem');
    new FunctionSchedule(this, 'EveryFiveMinutes', { fn: watch, when: { every: Duration.minutes(5) }, alarms });
    alarms.ring('IntakeDrained', {
      scope: this,
      metric: countedMetric(stage, 'IntakeDrained'),
      atLeast: 1,
      description:
        'No new orders have been taken for over an hour: an operator has said so. If that is over, say so too.',
      because:
        'What is done under a drained intake, a deployment or a repair, takes less than an hour; what takes longer may have been forgotten.',
    });
  }
}
