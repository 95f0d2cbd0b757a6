import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import { FunctionSchedule } from './function-schedule.ts';
import { holdSeconds } from './hold.ts';
import type { Notifications } from './notifications.ts';
import type { OrderEffects } from './order-effects.ts';
import { output } from './output.ts';
import { ServiceFunction } from './service-function.ts';
import type { Stage } from './stages.ts';
import { openOrdersIndex, type Tables } from './tables.ts';

/** What releasing expired holds connects. */
export interface OrderHoldsProps {
  readonly stage: Stage;
  readonly tables: Tables;
  readonly notifications: Notifications;
  readonly orderEffects: OrderEffects;
  readonly alarms: Alarms;
}

/**
 * Every minute, rejects the orders whose hold is over, unless no new ones are taken just now; the order effects give back
 * stock and money, and tell the customer.
 */
export class OrderHolds extends Construct {
  constructor(scope: Construct, id: string, { stage, tables, notifications, orderEffects, alarms }: OrderHoldsProps) {
    super(scope, id);
    const release = new ServiceFunction(this, 'ReleaseExpiredHolds', {
      stage,
      entry: 'order-holds/release-expired-holds',
      timeout: Duration.seconds(55),
      environment: { HOLD_SECONDS: String(holdSeconds(stage)) },
    });
    tables.orders.grantIndex(release, openOrdersIndex);
    tables.orders.grant(release, 'GetItem', 'UpdateItem');
    tables.intake.grant(release, 'GetItem');
    orderEffects.grantRequest(release);
    notifications.grantRequest(release);
    output(this, 'ReleaseExpiredHoldsFunction', release.functionName);
    new FunctionSchedule(this, 'EveryMinute', {
      fn: release,
      when: { every: Duration.minutes(1) },
      alarms,
      silent: 'Nobody releases expired holds',
    });
  }
}
