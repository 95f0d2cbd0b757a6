import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { grantRelease } from './inventory.ts';
import type { Notifications } from './notifications.ts';
import type { OrderEffects } from './order-effects.ts';
import type { OrderPageLinks } from './order-page-links.ts';
import type { OrderWorkflow } from './order-workflow.ts';
import type { OrdersApi } from './orders-api.ts';
import type { ServiceFunction } from './service-function.ts';
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
    links.grantMake(cancelOrder);
    grantCancel({ tables, workflow, notifications, orderEffects }, cancelOrder);
  }
}

/** Lets the function call an order off, or some of its lines. */
export function grantCancel(
  {
    tables,
    workflow,
    notifications,
    orderEffects,
  }: Pick<OrderCancellationProps, 'tables' | 'workflow' | 'notifications' | 'orderEffects'>,
  fn: ServiceFunction,
): void {
  grantRelease(tables, fn);
  tables.orders.grant(fn, 'PutItem');
  // A part of what an order waits for.
  tables.backorders.grant(fn, 'PutItem');
  tables.payments.grant(fn, 'GetItem');
  workflow.grantTaskResponse(fn);
  orderEffects.grantRequest(fn);
  notifications.grantRequest(fn);
}
