import type { OrderId } from '../orders/order.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { type PaymentTable, paymentTable } from '../payments/payment-table.ts';
import { paymentIdOf } from '../payments/payment-try.ts';
import { snapshotVersion } from '../payments/snapshot-version.ts';
import type { Snapshot } from './represent-order.ts';

/** What looking at an order touches. */
export interface GetOrderPorts {
  readonly orders: Pick<OrderTable, 'find'>;
  readonly payments: PaymentTable;
}

const production = (): GetOrderPorts => ({ orders: orderTable(), payments: paymentTable() });

/**
 * The order as it stands, strongly consistent, its link to pay as it is stored; undefined where there is none.
 * @throws Error when it is not whole
 */
export async function readStoredSnapshot(
  orderId: OrderId,
  { orders, payments }: GetOrderPorts = production(),
): Promise<Snapshot | undefined> {
  const [{ order, content, isStored: _, version, ...more }, first] = await Promise.all([
    orders.find(orderId),
    payments.find(paymentIdOf({ orderId })),
  ]);
  if (order === undefined) return undefined;
  if (content === undefined) throw new Error(`order ${orderId} is not whole`);
  const stored = await payments.triesOf(order, first);
  return {
    ...more,
    order,
    content,
    payment: stored.at(-1),
    formerPayments: stored.slice(0, -1),
    version: snapshotVersion(version, stored),
  };
}
