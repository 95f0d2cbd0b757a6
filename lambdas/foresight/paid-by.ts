import type { Order } from '../orders/order.ts';

/** By whom an order is paid, as what is foreseen tells orders apart. */
export function paidBy({ payment }: Pick<Order, 'payment'>): string {
  return payment?.provider ?? 'no payment';
}
