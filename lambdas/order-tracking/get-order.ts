import type * as z from 'zod/mini';
import { type Order, OrderId } from '../orders/order.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { pageUrlOf } from '../orders/page-link.ts';
import { withLivePayUrl } from '../payments/pay-url.ts';
import { type PaymentTable, paymentTable } from '../payments/payment-table.ts';
import { paymentIdOf } from '../payments/payment-try.ts';
import type { Caller } from '../runtime/caller.ts';
import { Problem } from '../runtime/problem.ts';
import { notFound } from '../runtime/problems.ts';
import type { Delay, OrderRepresentation } from './order-representation.ts';
import { orderRepresentation, type Snapshot } from './represent-order.ts';

/** What looking at an order touches. */
export interface GetOrderPorts {
  readonly orders: Pick<OrderTable, 'find'>;
  readonly payments: PaymentTable;
}

const production = (): GetOrderPorts => ({ orders: orderTable(), payments: paymentTable() });

/**
 * The order as it stands, for the storefront that placed it, or for staff.
 * @throws Problem not-found when there is no such order, or it is another storefront's
 */
export async function findSnapshot(
  { client, isStaff }: Caller,
  id: string,
  ports: GetOrderPorts = production(),
): Promise<Snapshot> {
  const orderId = OrderId.safeParse(id);
  const snapshot = orderId.success ? await readSnapshot(orderId.data, ports) : undefined;
  if (snapshot === undefined || !(isStaff || snapshot.order.storefront === client)) {
    throw new Problem(notFound, 'There is no such order.');
  }
  return snapshot;
}

/** The order as it stands, whole; undefined when there is none of this id. */
export async function readSnapshot(
  orderId: OrderId,
  { orders, payments }: GetOrderPorts = production(),
): Promise<Snapshot | undefined> {
  const [{ order, content, notices, resends, shipments, returns, version }, first] = await Promise.all([
    orders.find(orderId),
    payments.find(paymentIdOf({ orderId })),
  ]);
  if (order === undefined) return undefined;
  if (content === undefined) throw new Error(`order ${orderId} is not whole`);
  const stored = await payments.triesOf(order, first);
  const current = stored.at(-1);
  const payment = current && (await withLivePayUrl(order, current));
  const formerPayments = stored.slice(0, -1);
  // Each part counts its own writes; a payment that is there has been written once at least.
  const writes = [...formerPayments, ...(payment ? [payment] : [])].map((part) => part.version + 1);
  return {
    order,
    content,
    notices,
    resends,
    shipments,
    returns,
    payment,
    formerPayments,
    version: writes.reduce((sum, part) => sum + part, version),
  };
}

/**
 * A snapshot as the API shows it.
 * @param delayOf how an order without an answer is found to be delayed; not needed for one that has it
 */
export async function shown(
  snapshot: Snapshot,
  delayOf?: (order: Order) => Promise<Delay | undefined>,
): Promise<z.output<typeof OrderRepresentation>> {
  const [delay, statusUrl] = await Promise.all([
    delayOf?.(snapshot.order),
    pageUrlOf(snapshot.order, { isProven: false }),
  ]);
  return { ...orderRepresentation(snapshot, delay), statusUrl };
}

/** The order as the API shows it: to the storefront that placed it, or to staff. @throws Problem not-found */
export async function getOrder(caller: Caller, id: string): Promise<z.output<typeof OrderRepresentation>> {
  return shown(await findSnapshot(caller, id));
}
