import { isOf, may } from '../access/scopes.ts';
import type { Order } from '../orders/order.ts';
import { orderIdOf } from '../orders/order-id.ts';
import { isFormerReference, OrderNumber, readOrderNumber } from '../orders/order-number.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import type { Caller } from '../runtime/caller.ts';
import { Problem } from '../runtime/problem.ts';
import { type OrderPage, orderSummary } from './order-summary.ts';
import { invalidOrderNumber } from './problems.ts';

/** What looking for an order by its number touches. */
export interface FindByNumberPorts {
  readonly orders: Pick<OrderTable, 'findOrder' | 'findByOwnNumber'>;
}

const production = (): FindByNumberPorts => ({ orders: orderTable() });

/**
 * The orders that have a number, as somebody says or types it: ours is one order's, a storefront's own may be several
 * storefronts'. A storefront sees its own, staff all.
 * @throws Problem invalid-order-number when it has the form of one of ours, but was misheard or mistyped; or was never
 * one
 */
export async function findByNumber(
  caller: Caller,
  said: string,
  { orders }: FindByNumberPorts = production(),
): Promise<OrderPage> {
  const read = OrderNumber.safeParse(readOrderNumber(said));
  const [ours, ...theirs] = await Promise.all([
    read.success ? orders.findOrder(orderIdOf(read.data)) : undefined,
    ...(await orders.findByOwnNumber(said)).map((id) => orders.findOrder(id)),
  ]);
  const found = [ours, ...theirs].filter((order): order is Order => order !== undefined);
  if (found.length === 0) demandNumber(said);
  const isAny = may(caller, 'search');
  return { orders: found.filter((order) => isAny || isOf(caller, order)).map(orderSummary) };
}

function demandNumber(said: string): void {
  const named = { errors: [{ parameter: 'number', detail: 'is no order number' }] };
  if (readOrderNumber(said) === 'wrong') {
    throw new Problem(
      invalidOrderNumber,
      'A character of the number is wrong, or two are swapped: its last one checks the others. Ask for it again.',
      named,
    );
  }
  if (isFormerReference(said)) {
    throw new Problem(
      invalidOrderNumber,
      'Orders that were placed before there were order numbers have such a reference. Staff find them: POST /operations/search?q=, or npm run ops -- find.',
      named,
    );
  }
}
