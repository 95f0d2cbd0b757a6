import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { grantIssue } from './inventory.ts';
import type { OrderEffects } from './order-effects.ts';
import type { OrdersApi } from './orders-api.ts';
import type { Tables } from './tables.ts';

/** What shipping an order connects. */
export interface OrderShipmentProps {
  readonly tables: Tables;
  readonly api: OrdersApi;
  readonly orderEffects: OrderEffects;
}

/** Notes that an order has left the warehouse. */
export class OrderShipment extends Construct {
  constructor(scope: Construct, id: string, { tables, api, orderEffects }: OrderShipmentProps) {
    super(scope, id);
    const shipOrder = api.serve(this, 'shipOrder', { timeout: Duration.seconds(15) });
    grantIssue(tables, shipOrder);
    tables.payments.grant(shipOrder, 'GetItem');
    orderEffects.grantRequest(shipOrder);
  }
}
