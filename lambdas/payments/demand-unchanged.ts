import { isOf, may } from '../access/scopes.ts';
import { type Order, OrderId } from '../orders/order.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import type { Caller } from '../runtime/caller.ts';
import { isAt } from '../runtime/etag.ts';
import type { HttpRequest } from '../runtime/http-request.ts';
import { Problem } from '../runtime/problem.ts';
import { preconditionFailed } from '../runtime/problems.ts';
import type { Payment } from './payment.ts';
import { type PaymentTable, paymentTable } from './payment-table.ts';
import { paymentIdOf } from './payment-try.ts';
import { snapshotVersion } from './snapshot-version.ts';

/** What looking at an order ahead of its change touches. */
export interface DemandUnchangedPorts {
  readonly orders: Pick<OrderTable, 'find'>;
  readonly payments: Pick<PaymentTable, 'find' | 'triesOf'>;
}

const production = (): DemandUnchangedPorts => ({ orders: orderTable(), payments: paymentTable() });

/**
 * Refuses a change of an order that does not stand any more as its caller saw it, where they say how that was
 * (`If-Match`, RFC 9110, section 13.1.1). Without the header, and where there is no such order of theirs, it has nothing
 * to say; what changes between this look and the change, the conditions of the change itself decide.
 * @param isDone whether order and payment show that this very request was done before: its repeat is let through
 * @throws Problem precondition-failed
 */
export async function demandUnchanged(
  { headers }: HttpRequest,
  caller: Caller,
  id: string,
  isDone: (seen: { readonly order: Order; readonly payment: Payment | undefined }) => boolean,
  { orders, payments }: DemandUnchangedPorts = production(),
): Promise<void> {
  const seen = headers['if-match'];
  const orderId = OrderId.safeParse(id);
  if (seen === undefined || !orderId.success) return;
  const [{ order, version }, first] = await Promise.all([
    orders.find(orderId.data),
    payments.find(paymentIdOf({ orderId: orderId.data })),
  ]);
  // Of an order that is none of theirs, they hear from the change itself that there is none.
  if (order === undefined || !(may(caller, 'search') || isOf(caller, order))) return;
  const tries = await payments.triesOf(order, first);
  if (isAt(snapshotVersion(version, tries), seen) || isDone({ order, payment: tries.at(-1) })) return;
  throw new Problem(preconditionFailed, 'The order has changed since. Look at it, and decide anew.', {
    errors: [{ header: 'If-Match', detail: 'is of an earlier version of the order' }],
  });
}
