import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { grantRelease } from './inventory.ts';
import type { Notifications } from './notifications.ts';
import type { OrderEffects } from './order-effects.ts';
import type { OrderPageLinks } from './order-page-links.ts';
import type { OrderWorkflow } from './order-workflow.ts';
import type { OrdersApi } from './orders-api.ts';
import type { Tables } from './tables.ts';

/** What calling off an order connects. */
export interface OrderCancellationProps {
  readonly tables: Tables;
  readonly api: OrdersApi;
  readonly links: OrderPageLinks;
  readonly workflow: OrderWorkflow;
  readonly notifications: Notifications;
  readonly orderEffects: OrderEffects;
}

/**
 * Calls an order off, or some of its lines, whose stock it gives back itself; what else follows are the order's effects,
 * and a notice tells the customer.
 */
export class OrderCancellation extends Construct {
  constructor(scope: Construct, id: string, props: OrderCancellationProps) {
    super(scope, id);
    const { tables, api, links, workflow, notifications, orderEffects } = props;
    const cancelOrder = api.serve(this, 'cancelOrder', { timeout: Duration.seconds(15) });
    grantRelease(tables, cancelOrder);
    links.grantMake(cancelOrder);
    tables.orders.grant(cancelOrder, 'PutItem');
    // A part of what an order waits for.
    tables.backorders.grant(cancelOrder, 'PutItem');
    tables.payments.grant(cancelOrder, 'GetItem');
    workflow.grantTaskResponse(cancelOrder);
    orderEffects.grantRequest(cancelOrder);
    notifications.grantRequest(cancelOrder);
  }
}
