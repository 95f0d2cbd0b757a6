import { orderSummary } from '../order-tracking/order-summary.ts';
import { maskedCustomer } from '../orders/masked-customer.ts';
import type { OrderId } from '../orders/order.ts';
import { readOrderNumber } from '../orders/order-number.ts';
import { isOpen, type OrderStatus } from '../orders/order-status.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { type PaymentTable, paymentTable } from '../payments/payment-table.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import type { FoundOrder, FoundOrders } from './found-orders.ts';
import { type Match, type Meanings, meaningsOf, meansPhone } from './meanings.ts';
import { searchKey } from './search-key.ts';
import { type SearchTable, searchTable } from './search-table.ts';
import { everyOne, havingMeant, type List, merged, type Placed, type Sighting, waiting } from './sightings.ts';

/** What finding orders touches. */
export interface FindOrdersPorts {
  readonly orders: Pick<OrderTable, 'findByOwnNumber' | 'findHeads' | 'openSince'>;
  readonly payments: Pick<PaymentTable, 'findByReference'>;
  readonly index: Pick<SearchTable, 'newest'>;
  readonly searchKey: () => Promise<string>;
  readonly clock: Clock;
}

const production = (): FindOrdersPorts => ({
  orders: orderTable(),
  payments: paymentTable(),
  index: searchTable(),
  searchKey,
  clock: systemClock,
});

/** Which orders are looked for. */
export interface Search extends Placed {
  /** What somebody says: a number, an id, an address, a telephone number, a provider's reference, or a SKU. */
  readonly said?: string | undefined;
  readonly status?: OrderStatus | undefined;
  readonly limit: number;
  /** The `next` of the page before. */
  readonly cursor?: string | undefined;
}

/** So many looks into a list a page, each of so many orders: where a status is rare, a page ends before it is full. */
const looks = 5;
const ordersALook = 100;

/**
 * A page of the orders that somebody means, of any storefront: newest first, but those that wait for their answer (a
 * status PENDING or RESERVED, and nothing said) oldest first. A page may have fewer orders than its limit: it is the
 * last when it has no `next`.
 */
export async function findOrders(search: Search, ports: FindOrdersPorts = production()): Promise<FoundOrders> {
  const { said, limit, cursor } = search;
  const meanings = said === undefined ? undefined : meaningsOf(said);
  const list = await listOf(search, meanings, ports);
  // Of a few orders that are found by name: ahead of the first page, whatever its limit.
  const named = meanings && cursor === undefined ? await read(await findNamed(meanings, ports), search, ports) : [];
  const page: FoundOrder[] = [];
  const found = () => [...named, ...page];

  let behind = cursor;
  for (let look = 0; look < looks; look++) {
    const next = await list(behind, ordersALook);
    for (const order of await read(next, search, ports)) {
      if (page.length === limit) return { orders: found(), ...(behind !== undefined && { next: behind }) };
      if (!named.some(({ id }) => id === order.id)) page.push(order);
      behind = next.find(({ orderId }) => orderId === order.id)?.position;
    }
    behind = next.at(-1)?.position ?? behind;
    if (next.length < ordersALook) return { orders: found(), ...(found().length === 0 && hintOf(said)) };
  }
  return { orders: found(), ...(behind !== undefined && { next: behind }) };
}

/** The list that is read page by page. */
async function listOf(
  { status, ...search }: Search,
  meanings: Meanings | undefined,
  { orders, index, searchKey, clock }: FindOrdersPorts,
): Promise<List> {
  if (meanings !== undefined) return havingMeant(meanings, search, index, await searchKey());
  return status !== undefined && isOpen(status) ? waiting(search, orders) : everyOne(search, index, clock());
}

/** The orders that are found without the index: by their id or number, or by a provider's reference. */
async function findNamed(
  { id, number, ownNumber, reference }: Meanings,
  { orders, payments }: FindOrdersPorts,
): Promise<readonly Sighting[]> {
  const [own, paid] = await Promise.all([
    ownNumber === undefined ? [] : orders.findByOwnNumber(ownNumber),
    reference === undefined ? [] : payments.findByReference(reference),
  ]);
  const sightings = (ids: readonly (OrderId | undefined)[], match: Match): readonly Sighting[] =>
    ids.flatMap((orderId) => (orderId === undefined ? [] : [{ orderId, matched: [match], position: '' }]));
  return merged([...sightings([id], 'id'), ...sightings([number, ...own], 'number'), ...sightings(paid, 'reference')]);
}

/** The orders as they stand, without those that are not wanted, or were found by a part of a telephone number only. */
async function read(
  sightings: readonly Sighting[],
  { said, status, placedAfter, placedBefore }: Search,
  { orders }: FindOrdersPorts,
): Promise<readonly FoundOrder[]> {
  const heads = await orders.findHeads(sightings.map(({ orderId }) => orderId));
  return sightings.flatMap(({ orderId, matched: seen }) => {
    const head = heads.get(orderId);
    if (head === undefined) return [];
    const { order, content } = head;
    const { phone } = content.contact;
    const isPhone = said !== undefined && phone !== undefined && meansPhone(said, phone);
    const matched = seen.filter((match) => match !== 'phone' || isPhone);
    const isWanted =
      (said === undefined || matched.length > 0) &&
      (status === undefined || order.status === status) &&
      (placedAfter === undefined || order.createdAt >= placedAfter) &&
      (placedBefore === undefined || order.createdAt < placedBefore);
    if (!isWanted) return [];
    return [
      {
        ...orderSummary(order),
        matched,
        customer: maskedCustomer(content),
        ...(order.failedAt !== undefined && { failedAt: order.failedAt }),
      },
    ];
  });
}

function hintOf(said: string | undefined): { readonly hint?: string } {
  if (said === undefined || readOrderNumber(said) !== 'wrong') return {};
  return {
    hint: 'If this is an order number, a character of it is wrong, or two are swapped: its last one checks the others. Ask for it again.',
  };
}
