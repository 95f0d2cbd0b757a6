import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import { EveryMinute } from './every-minute.ts';
import { holdSeconds } from './hold.ts';
import type { OrderEffects } from './order-effects.ts';
import { ServiceFunction } from './service-function.ts';
import type { Stage } from './stages.ts';
import { openOrdersIndex, type Tables } from './tables.ts';

/** What releasing expired holds connects. */
export interface ExpiredHoldsProps {
  readonly stage: Stage;
  readonly tables: Tables;
  readonly orderEffects: OrderEffects;
  readonly alarms: Alarms;
}

/** Every minute, rejects the orders whose hold is over; the order effects give back stock and money, and tell the customer. */
export class ExpiredHolds extends Construct {
  readonly release: ServiceFunction;

  constructor(scope: Construct, id: string, { stage, tables, orderEffects, alarms }: ExpiredHoldsProps) {
    super(scope, id);
    const { orders } = tables;
    this.release = new ServiceFunction(this, 'ReleaseExpiredHolds', {
      stage,
      entry: 'order-holds/release-expired-holds',
      timeout: Duration.seconds(55),
      environment: { ORDERS_TABLE: orders.tableName, HOLD_SECONDS: String(holdSeconds(stage)) },
    });
    this.release.allow(['dynamodb:Query'], `${orders.tableArn}/index/${openOrdersIndex}`);
    this.release.allow(['dynamodb:GetItem', 'dynamodb:UpdateItem'], orders.tableArn);
    orderEffects.letRequestOrderEffects(this.release);
    orderEffects.letRequestNotice(this.release);
    new EveryMinute(this, 'EveryMinute', { fn: this.release, alarms, silent: 'Nobody releases expired holds' });
  }
}
