import type * as z from 'zod/mini';
import type { FoundOrders } from '../../lambdas/order-search/found-orders.ts';
import { OrderId } from '../../lambdas/orders/order.ts';
import type { Desk } from './subcommand.ts';

/** The id of the one order that somebody means. @throws Error where that is none, or several */
export async function orderMeant(said: string, desk: Desk): Promise<OrderId> {
  const id = OrderId.safeParse(said.toLowerCase());
  if (id.success) return id.data;
  const found = await desk('POST', '/operations/search', { body: { q: said } });
  const [only, ...others] = (found as unknown as z.output<typeof FoundOrders>).orders;
  if (only === undefined) throw new Error(`No order is found by ${said}.`);
  if (others.length > 0) throw new Error(`Several orders are found by ${said}: say the number or id of one.`);
  return OrderId.parse(only.id);
}
