import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { grantIssue } from './inventory.ts';
import type { Notifications } from './notifications.ts';
import type { OrderEffects } from './order-effects.ts';
import type { OrderPageLinks } from './order-page-links.ts';
import type { OrdersApi } from './orders-api.ts';
import type { Stage } from './stages.ts';
import type { Tables } from './tables.ts';
import type { Tickets } from './tickets.ts';

/** What shipping an order connects. */
export interface OrderShipmentProps {
  readonly tables: Tables;
  readonly api: OrdersApi;
  readonly notifications: Notifications;
  readonly links: OrderPageLinks;
  readonly orderEffects: OrderEffects;
}

/** Notes that an order, or a part of it, has left the warehouse. */
export class OrderShipment extends Construct {
  constructor(scope: Construct, id: string, { tables, api, links, notifications, orderEffects }: OrderShipmentProps) {
    super(scope, id);
    for (const route of ['shipOrder', 'shipUnits'] as const) {
      const ship = api.serve(this, route, { timeout: Duration.seconds(15) });
      links.grantMake(ship);
      grantIssue(tables, ship);
      tables.orders.grant(ship, 'PutItem');
      tables.payments.grant(ship, 'GetItem');
      orderEffects.grantRequest(ship);
      notifications.grantRequest(ship);
    }
  }
}

/** What correcting shipments connects. */
export interface ShipmentDeskProps extends Omit<OrderShipmentProps, 'orderEffects'> {
  readonly stage: Stage;
  readonly tickets: Tickets;
}

/** Corrects shipments, and says where their parcels are. Beside the service: nothing of it needs to leave. */
export class ShipmentDesk extends Construct {
  constructor(scope: Construct, id: string, props: ShipmentDeskProps) {
    super(scope, id);
    const { stage, tables, api, links, notifications, tickets } = props;
    for (const route of ['changeShipment', 'moveShipment'] as const) {
      const fn = api.serve(this, route, {
        timeout: Duration.seconds(15),
        ...(route === 'moveShipment' && { environment: { PARCEL_NOTICES: stage.parcelNotices } }),
      });
      links.grantMake(fn);
      tables.orders.grant(fn, 'Query', 'UpdateItem');
      tables.payments.grant(fn, 'GetItem');
      notifications.grantRequest(fn);
      if (route === 'moveShipment') tickets.grantRequest(fn);
    }
  }
}
