import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { type Alarms, countedMetric } from './alarms.ts';
import { FunctionSchedule } from './function-schedule.ts';
import type { OrdersApi } from './orders-api.ts';
import type { PaymentProviders } from './payment-providers.ts';
import { ServiceFunction } from './service-function.ts';
import type { Stage } from './stages.ts';
import type { Tables } from './tables.ts';

/** What the switches connect. */
export interface OrderContingencyProps {
  readonly stage: Stage;
  readonly tables: Tables;
  readonly api: OrdersApi;
  readonly providers: PaymentProviders;
  readonly alarms: Alarms;
}

/** The switches by which operators get through a contingency, and who reminds them of those. */
export class OrderContingency extends Construct {
  constructor(scope: Construct, id: string, { stage, tables, api, providers, alarms }: OrderContingencyProps) {
    super(scope, id);
    const serve = api.serveTogether(this, 'SwitchesApi', ['listSwitches', 'changeSwitch', 'listPaymentMethods'], {
      memorySize: 256,
    });
    tables.intake.grant(serve, 'GetItem', 'PutItem');
    providers.nameTo(serve);

    const watch = new ServiceFunction(this, 'WatchSwitches', {
      stage,
      entry: 'order-contingency/watch-switches',
      memorySize: 128,
      timeout: Duration.seconds(15),
    });
    tables.intake.grant(watch, 'GetItem');
    new FunctionSchedule(this, 'EveryFiveMinutes', { fn: watch, when: { every: Duration.minutes(5) }, alarms });
    alarms.ring('SwitchLeftOn', {
      scope: this,
      metric: countedMetric(stage, 'SwitchLeftOn'),
      atLeast: 1,
      description:
        'A switch has been on for long without an end: no new orders for an hour, a payment method out of order for four, another for a day. If it is over, turn it off.',
      because:
        'What each is for takes less, as a rule; what takes longer may have been forgotten. One that was told its end reminds nobody.',
    });
  }
}
