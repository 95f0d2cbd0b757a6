import { Duration } from 'aws-cdk-lib';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { type Alarms, countedMetric } from './alarms.ts';
import { carrierNames } from './carriers.ts';
import { FunctionSchedule } from './function-schedule.ts';
import type { Notifications } from './notifications.ts';
import type { OrderPageLinks } from './order-page-links.ts';
import type { OrdersApi } from './orders-api.ts';
import { output } from './output.ts';
import { ServiceFunction } from './service-function.ts';
import type { Stage } from './stages.ts';
import type { Tables } from './tables.ts';

/** What the promise of a delivery connects. */
export interface DeliveryPromiseProps {
  readonly stage: Stage;
  readonly tables: Tables;
  readonly api: OrdersApi;
  readonly links: OrderPageLinks;
  readonly notifications: Notifications;
  readonly alarms: Alarms;
}

/** Fewer parcels say nothing of a carrier. */
const enoughParcels = 20;
const lateShare = 25;

/** Looks after the deliveries that were promised: by the clock, over an index of what is due next. */
export class DeliveryPromise extends Construct {
  constructor(scope: Construct, id: string, props: DeliveryPromiseProps) {
    super(scope, id);
    const { stage, tables, api, links, notifications, alarms } = props;
    const lookAfter = new ServiceFunction(this, 'LookAfterDeliveries', {
      stage,
      entry: 'delivery-promise/look-after-deliveries',
      timeout: Duration.seconds(55),
      memorySize: 256,
      environment: { CARRIERS: carrierNames(stage) },
    });
    tables.intake.grant(lookAfter, 'GetItem');
    tables.orders.grant(lookAfter, 'Query', 'UpdateItem');
    tables.deliveryWatch.grant(lookAfter, 'GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem');
    tables.foresight.grant(lookAfter, 'GetItem', 'PutItem');
    notifications.grantRequest(lookAfter);
    output(this, 'LookAfterDeliveriesFunction', lookAfter.functionName);
    new FunctionSchedule(this, 'EveryTwoMinutes', {
      fn: lookAfter,
      when: { every: Duration.minutes(2) },
      alarms,
      silent: 'Nobody looks after deliveries',
    });

    const serve = api.serveTogether(this, 'DeliveriesApi', ['rescheduleDelivery', 'getCarrierScorecard'], {
      memorySize: 256,
      timeout: Duration.seconds(15),
    });
    tables.orders.grant(serve, 'Query', 'PutItem', 'UpdateItem');
    tables.deliveryWatch.grant(serve, 'Query', 'PutItem');
    notifications.grantRequest(serve);

    const wait = api.serve(this, 'waitFromPage', { memorySize: 256, timeout: Duration.seconds(15) });
    links.grantVerify(wait);
    tables.orders.grant(wait, 'Query', 'GetItem', 'UpdateItem');

    alarms.ring('DeliveryForecastWorse', {
      scope: this,
      metric: countedMetric(stage, 'DeliveryForecastWorse'),
      atLeast: 1,
      description:
        'Arrivals were foreseen worse over two weeks by what was learned of your parcels than by the plain rule, which customers are told by now. Train anew: npm run train.',
      because: 'It is compared once an hour: what is no better than the plain rule is not worth having.',
    });
    alarms.ring('CarrierLate', {
      scope: this,
      metric: new MathExpression({
        expression: `IF(arrived >= ${enoughParcels}, 100 * late / arrived, 0)`,
        usingMetrics: { arrived: countedMetric(stage, 'ParcelArrived'), late: countedMetric(stage, 'ParcelLate') },
        period: Duration.days(1),
      }),
      atLeast: lateShare,
      description:
        'A quarter of the parcels that have arrived in a day took longer than their carrier takes, or were lost. GET /operations/carrier-scorecard says whose.',
      because: `In a usual week a carrier is late with one parcel in ten; below ${enoughParcels} parcels a day it says nothing.`,
    });
  }
}
