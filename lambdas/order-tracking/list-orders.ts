import { isOf, may } from '../access/scopes.ts';
import type { Order } from '../orders/order.ts';
import { type OrderList, PageEnd } from '../orders/order-lists.ts';
import { isOpen, type OrderStatus } from '../orders/order-status.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import type { Caller } from '../runtime/caller.ts';
import { cursorOf, endIn } from '../runtime/cursor.ts';
import { Problem } from '../runtime/problem.ts';
import { malformedRequest } from '../runtime/problems.ts';
import { wrongParameter } from '../runtime/query-parameter.ts';
import { type OrderPage, orderSummary } from './order-summary.ts';

/** What listing orders touches. */
export interface ListOrdersPorts {
  readonly orders: Pick<OrderTable, 'ofCustomer' | 'withoutAnswer' | 'holdingStock' | 'listFrom'>;
}

const production = (): ListOrdersPorts => ({ orders: orderTable() });

/** Which orders are asked for. */
export interface ListQuery {
  readonly customerId?: string | undefined;
  readonly status?: OrderStatus | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** So many looks into an index a page: where most of what it lists is another's, a page ends before it is full. */
const looks = 12;

/**
 * A page of the storefront's own orders: a customer's, newest first, or those of a status that is worked on, in no
 * order; staff see all storefronts' of a status.
 * @throws Problem malformed-request
 */
export async function listOrders(
  caller: Caller,
  { customerId, status, limit, cursor }: ListQuery,
  { orders }: ListOrdersPorts = production(),
): Promise<OrderPage> {
  const list = customerId === undefined ? listOf(status, orders) : orders.ofCustomer(caller.client, customerId);
  const isAny = may(caller, 'search');
  const isWanted = (order: Order) =>
    (isAny || isOf(caller, order)) && (status === undefined || order.status === status);

  const wanted: Order[] = [];
  let end: PageEnd | undefined = cursor === undefined ? { partition: 0 } : endIn(cursor, PageEnd);
  for (let look = 0; end !== undefined && wanted.length < limit && look < looks; look++) {
    const found = await orders.listFrom(list, end, limit - wanted.length);
    wanted.push(...found.orders.filter(isWanted));
    end = found.end;
  }
  return { orders: wanted.map(orderSummary), ...(end && { next: cursorOf(end) }) };
}

/** The orders that are worked on are in indexes already; an index of those that are over would cost each order more. */
function listOf(status: OrderStatus | undefined, orders: ListOrdersPorts['orders']): OrderList {
  if (status !== undefined && isOpen(status)) return orders.withoutAnswer();
  if (status === 'CONFIRMED') return orders.holdingStock();
  if (status !== undefined)
    throw wrongParameter('status', 'must be PENDING, RESERVED or CONFIRMED without a customerId');
  throw new Problem(malformedRequest, 'Ask for a number, a customerId, or the status PENDING, RESERVED or CONFIRMED.');
}
