import { readSnapshot } from '../order-tracking/get-order.ts';
import type { Snapshot } from '../order-tracking/represent-order.ts';
import type { Order, OrderId } from '../orders/order.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { pageGrantOf } from '../orders/page-link.ts';
import type { PageGrant } from '../orders/page-token.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { logger } from '../runtime/logger.ts';
import { Problem } from '../runtime/problem.ts';
import { notFound } from '../runtime/problems.ts';

/** What finding a page touches. */
export interface FindPagePorts {
  readonly grantOf: (token: string) => Promise<PageGrant | undefined>;
  readonly orders: Pick<OrderTable, 'findOrder'>;
  readonly readSnapshot: (orderId: OrderId) => Promise<Snapshot | undefined>;
  readonly clock: Clock;
}

const production = (): FindPagePorts => ({
  grantOf: pageGrantOf,
  orders: orderTable(),
  readSnapshot,
  clock: systemClock,
});

/** A page as its link grants it. */
export interface Page {
  readonly snapshot: Snapshot;
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
  { grantOf, orders, clock }: Omit<FindPagePorts, 'readSnapshot'> = production(),
): Promise<{ readonly order: Order; readonly isProven: boolean }> {
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

/** The page that a token grants. @throws Problem not-found */
export async function findPage(token: string, ports: FindPagePorts = production()): Promise<Page> {
  const { order, isProven } = await findGranted(token, ports);
  const snapshot = await ports.readSnapshot(order.id);
  if (snapshot === undefined) throw new Error(`order ${order.id} is gone`);
  return { snapshot, isProven };
}
