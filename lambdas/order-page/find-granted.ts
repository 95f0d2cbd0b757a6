import type { Order, OrderId } from '../orders/order.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { pageGrantOf } from '../orders/page-link.ts';
import type { PageGrant } from '../orders/page-token.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { logger } from '../runtime/logger.ts';
import { Problem } from '../runtime/problem.ts';
import { notFound } from '../runtime/problems.ts';

/** What finding the order of a link touches. */
export interface FindGrantedPorts {
  readonly grantOf: (token: string) => Promise<PageGrant | undefined>;
  readonly orders: Pick<OrderTable, 'findOrder'>;
  readonly clock: Clock;
}

const production = (): FindGrantedPorts => ({ grantOf: pageGrantOf, orders: orderTable(), clock: systemClock });

/** An order as its link grants it. */
export interface Granted {
  readonly order: Order;
  /** Whether its reader may see where the order goes. */
  readonly isProven: boolean;
}

/** So long after an order was placed its links work: a year, and what a return may take. */
export const linkDays = 400;

/** No order has it: its version is another. */
const nobodys = '00000000-0000-8000-8000-000000000000' as OrderId;

/**
 * The order that a token grants a look at. Every token is answered by one look into the table, be it forged, revoked or
 * too old: neither the answer nor its time says which.
 * @throws Problem not-found
 */
export async function findGranted(
  token: string,
  { grantOf, orders, clock }: FindGrantedPorts = production(),
): Promise<Granted> {
  const grant = await grantOf(token);
  const order = await orders.findOrder(grant?.orderId ?? nobodys);
  const oldest = new Date(clock().getTime() - linkDays * 86_400_000).toISOString();
  const isGranted = grant !== undefined && grant.version === (order?.pageVersion ?? 0);
  if (!isGranted || order === undefined || order.createdAt < oldest) {
    throw new Problem(notFound, 'The link leads to no order, or no longer.');
  }
  logger.appendKeys({ orderId: order.id });
  return { order, isProven: grant.isProven };
}
