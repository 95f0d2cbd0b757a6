import type { OrderId } from '../orders/order.ts';
import type { OrderRecord, OrderTable } from '../orders/order-table.ts';
import { paymentOf } from '../payments/payment.ts';
import type { PaymentTable } from '../payments/payment-table.ts';
import { paymentIdOf } from '../payments/payment-try.ts';
import type { OrderToTell } from './notices/notice-record.ts';

/** What finding an order to tell of touches. */
export interface FindToTellPorts {
  readonly orders: Pick<OrderTable, 'find'>;
  readonly payments: Pick<PaymentTable, 'find' | 'triesOf'>;
}

/** An order with all that a notice says of it, and by which requests its notices are sent again. */
export type ToTell = OrderToTell & Pick<OrderRecord, 'resends'>;

/** Everything of one order that notices say, strongly consistent; undefined when there is no such order. */
export async function findToTell(orderId: OrderId, { orders, payments }: FindToTellPorts): Promise<ToTell | undefined> {
  const [{ order, content, resends, shipments, cases }, first] = await Promise.all([
    orders.find(orderId),
    payments.find(paymentIdOf({ orderId })),
  ]);
  if (order === undefined || content === undefined) return undefined;
  const tries = await payments.triesOf(order, first);
  const [payment, formerPayments] = [paymentOf(order, tries.at(-1)), tries.slice(0, -1)];
  return { order, content, resends, shipments, cases, payment, formerPayments };
}
