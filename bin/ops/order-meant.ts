import type * as z from 'zod/mini';
import type { FoundOrders } from '../../lambdas/order-search/found-orders.ts';
import { OrderId } from '../../lambdas/orders/order.ts';
import type { Desk } from './subcommand.ts';

/** The orders that are found by what somebody says. */
export type Found = z.output<typeof FoundOrders>;

/** The id of the one order that somebody means, or what was found where that is none, or several. */
export async function orderOrFound(said: string, desk: Desk): Promise<OrderId | Found> {
  const id = OrderId.safeParse(said.toLowerCase());
  if (id.success) return id.data;
  const found = (await desk.search({ q: said })) as unknown as Found;
  const [only, ...others] = found.orders;
  return only === undefined || others.length > 0 ? found : OrderId.parse(only.id);
}

/** The id of the one order that somebody means. @throws Error where that is none, or several */
export async function orderMeant(said: string, desk: Desk): Promise<OrderId> {
  const meant = await orderOrFound(said, desk);
  if (typeof meant === 'string') return meant;
  if (meant.orders.length === 0) throw new Error(`No order is found by ${said}.`);
  throw new Error(`Several orders are found by ${said}: say the number or id of one.`);
}
