import { readStoredSnapshot } from '../order-tracking/read-stored-snapshot.ts';
import type { Snapshot } from '../order-tracking/represent-order.ts';
import type { Order, OrderId } from '../orders/order.ts';
import { type OrderRecord, orderTable } from '../orders/order-table.ts';
import { leadsTo, pageGrantOf } from '../orders/page-link.ts';
import type { PageGrant } from '../orders/page-token.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { logger } from '../runtime/logger.ts';
import { Problem } from '../runtime/problem.ts';
import { notFound } from '../runtime/problems.ts';

/** What finding the order of a link touches. */
export interface FindGrantedPorts {
  readonly grantOf: (token: string) => Promise<PageGrant | undefined>;
  readonly clock: Clock;
}

const production: FindGrantedPorts = { grantOf: pageGrantOf, clock: systemClock };

/** What is known of an order, as its link grants it. */
export type Granted<Known> = Known & {
  readonly order: Order;
  /** Whether its reader may see where the order goes. */
  readonly isProven: boolean;
};

/** An order as a form of its page needs it. */
export type GrantedRecord = Granted<OrderRecord>;

/** No order has it: its version is another. */
export const nobodys = '00000000-0000-8000-8000-000000000000' as OrderId;

/** The order that a token grants a look at. @throws Problem not-found */
export function findGranted(token: string): Promise<GrantedRecord> {
  return findGrantedBy(token, (orderId) => orderTable().find(orderId));
}

/** The same with its payment, as it is stored. @throws Problem not-found */
export function findGrantedSnapshot(token: string): Promise<Granted<Snapshot>> {
  return findGrantedBy(token, (orderId) => readStoredSnapshot(orderId));
}

/**
 * What is known of the order that a token grants a look at. Every token is answered by the same one look, be it forged,
 * revoked or too old: neither the answer nor its time says which.
 * @param look reads what is known of an order, by reads that do not depend on what they find
 * @throws Problem not-found
 */
export async function findGrantedBy<Known extends { readonly order: Order | undefined }>(
  token: string,
  look: (orderId: OrderId) => Promise<Known | undefined>,
  { grantOf, clock }: FindGrantedPorts = production,
): Promise<Granted<Known>> {
  const grant = await grantOf(token);
  const known = await look(grant?.orderId ?? nobodys);
  const order = known?.order;
  if (grant === undefined || known === undefined || order === undefined || !leadsTo(grant, order, clock())) {
    throw new Problem(notFound, 'The link leads to no order, or no longer.');
  }
  logger.appendKeys({ orderId: order.id });
  return { ...known, order, isProven: grant.isProven };
}
