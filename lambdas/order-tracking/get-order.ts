import type * as z from 'zod/mini';
import { isOf, isStaffClient, may } from '../access/scopes.ts';
import { type Order, OrderId } from '../orders/order.ts';
import { orderTable } from '../orders/order-table.ts';
import { pageUrlOf } from '../orders/page-link.ts';
import { withLivePayUrl } from '../payments/pay-url.ts';
import { paymentTable } from '../payments/payment-table.ts';
import type { Caller } from '../runtime/caller.ts';
import { Problem } from '../runtime/problem.ts';
import { notFound } from '../runtime/problems.ts';
import type { Foreseen } from './foreseen-of.ts';
import { masked } from './masked.ts';
import type { Delay, OrderRepresentation } from './order-representation.ts';
import { type GetOrderPorts, readStoredSnapshot } from './read-stored-snapshot.ts';
import { orderRepresentation, type Snapshot } from './represent-order.ts';

const production = (): GetOrderPorts => ({ orders: orderTable(), payments: paymentTable() });

/**
 * The order as it stands, for the storefront that placed it, or for staff.
 * @throws Problem not-found when there is no such order, or it is another storefront's
 */
export async function findSnapshot(caller: Caller, id: string, ports: GetOrderPorts = production()): Promise<Snapshot> {
  const orderId = OrderId.safeParse(id);
  const snapshot = orderId.success ? await readSnapshot(orderId.data, ports) : undefined;
  if (snapshot === undefined || !(may(caller, 'search') || isOf(caller, snapshot.order))) {
    throw new Problem(notFound, 'There is no such order.');
  }
  return snapshot;
}

/** The order as it stands, whole, with a link to pay that opens; undefined when there is none of this id. */
export async function readSnapshot(
  orderId: OrderId,
  ports: GetOrderPorts = production(),
): Promise<Snapshot | undefined> {
  const snapshot = await readStoredSnapshot(orderId, ports);
  return snapshot && withLivePayment(snapshot);
}

/** The order with a link to pay that opens, where it is paid by a link. */
export async function withLivePayment<Of extends Snapshot>(snapshot: Of): Promise<Of> {
  const { order, payment: stored, version } = snapshot;
  if (stored === undefined) return snapshot;
  const payment = await withLivePayUrl(order, stored);
  return { ...snapshot, payment, version: version + payment.version - stored.version };
}

/**
 * A snapshot as the API shows it: whole to the storefront and to the shop's machine client, to people masked.
 * @param delayOf how an order without an answer is found to be delayed; not needed for one that has it
 * @param foreseenOf what is foreseen of it; where that is not asked for, nothing
 */
export async function shown(
  snapshot: Snapshot,
  caller: Caller,
  delayOf?: (order: Order) => Promise<Delay | undefined>,
  foreseenOf?: (snapshot: Snapshot) => Promise<Foreseen>,
): Promise<z.output<typeof OrderRepresentation>> {
  const [delay, foreseen, statusUrl] = await Promise.all([
    delayOf?.(snapshot.order),
    foreseenOf?.(snapshot),
    pageUrlOf(snapshot.order, { isProven: false }),
  ]);
  const { confirmation, arrival } = foreseen ?? {};
  const whole = {
    ...orderRepresentation(snapshot, delay),
    ...(arrival && { arrival }),
    ...(confirmation && { expectedBy: confirmation.by }),
    statusUrl,
  };
  return isOf(caller, snapshot.order) || isStaffClient(caller) ? whole : masked(whole);
}

/** The order as the API shows it to who may see it. @throws Problem not-found */
export async function getOrder(caller: Caller, id: string): Promise<z.output<typeof OrderRepresentation>> {
  return shown(await findSnapshot(caller, id), caller);
}
