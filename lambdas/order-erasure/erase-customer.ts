import * as z from 'zod/mini';
import { type BackInStockTable, backInStockTable } from '../back-in-stock/back-in-stock-table.ts';
import { partitionOf } from '../order-search/search-entry.ts';
import { searchKey } from '../order-search/search-key.ts';
import { always, type SearchTable, searchTable } from '../order-search/search-table.ts';
import { EmailAddress } from '../orders/email-address.ts';
import { OrderId } from '../orders/order.ts';
import type { PageEnd } from '../orders/order-lists.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { shortText } from '../orders/short-text.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { customerHash } from '../tickets/customer-hash.ts';
import { type TicketTable, ticketTable } from '../tickets/ticket-table.ts';
import { type Erasure, eraseOrder } from './erase-order.ts';

/** So many are done by one call, well within its time. */
const mostOrders = 50;

/** The body of `POST /operations/erasures`: whose personal data, and on which orders. */
export const ErasureRequest = z
  .strictObject({
    /** These orders. */
    orderIds: z.optional(z.array(OrderId).check(z.minLength(1), z.maxLength(mostOrders))),
    /** All orders of a customer, as the storefront names them. */
    customer: z.optional(z.strictObject({ storefront: shortText(200), customerId: shortText(200) })),
    /** All orders that were placed with this e-mail address, at whatever storefront. */
    email: z.optional(EmailAddress),
    /** Confirmed orders too that were not shipped here. */
    unshipped: z.optional(z.boolean()),
  })
  .check(
    z.refine(({ orderIds, customer, email }) => [orderIds, customer, email].filter(Boolean).length === 1, {
      error: 'give either orderIds or customer or email',
    }),
  );
export type ErasureRequest = Readonly<z.output<typeof ErasureRequest>>;

/** What became of an erasure. */
export const ErasureResult = z.object({
  /** The orders whose personal data is erased, now or before. */
  erased: z.array(OrderId),
  /** Those whose is not, and why. */
  left: z.array(z.object({ orderId: OrderId, reason: z.enum(['UNDER_WAY', 'NOT_SHIPPED', 'UNKNOWN']) })),
  /** Whether there are no further orders; otherwise the same call again does the next. */
  complete: z.boolean(),
});
export type ErasureResult = Readonly<z.output<typeof ErasureResult>>;

/** What erasing a customer's data touches. */
export interface EraseCustomerPorts {
  readonly orders: Pick<OrderTable, 'ofCustomer' | 'listFrom' | 'find'>;
  readonly index: Pick<SearchTable, 'newest'>;
  readonly searchKey: () => Promise<string>;
  /** The tickets of no order that somebody has opened. */
  readonly tickets: Pick<TicketTable, 'ofCustomer' | 'erase'>;
  readonly customerHash: (address: string) => Promise<string>;
  /** The products that somebody waits for. */
  readonly requests: Pick<BackInStockTable, 'forget'>;
  readonly clock: Clock;
  readonly eraseOrder: (orderId: OrderId, options: { readonly unshipped: boolean }) => Promise<Erasure>;
}

const production = (): EraseCustomerPorts => ({
  orders: orderTable(),
  index: searchTable(),
  searchKey,
  tickets: ticketTable(),
  customerHash,
  requests: backInStockTable(),
  clock: systemClock,
  eraseOrder,
});

/**
 * Erases a customer's personal data, order by order. An order whose data is erased is no longer found by its customer,
 * so the same call again goes on where this one ended, or was cut off.
 */
export async function eraseCustomer(
  request: ErasureRequest,
  ports: EraseCustomerPorts = production(),
): Promise<ErasureResult> {
  const { unshipped = false, email } = request;
  if (email !== undefined) {
    await eraseTickets(email, ports);
    await ports.requests.forget(email);
  }
  const result: { erased: OrderId[]; left: ErasureResult['left'] } = { erased: [], left: [] };
  // Those that are left are passed by at each call: they must not hide the others.
  for await (const ids of pagesOf(request, ports)) {
    if (result.erased.length >= mostOrders) return { ...result, complete: false };
    for (const orderId of new Set(ids)) {
      const erasure = await ports.eraseOrder(orderId, { unshipped });
      if (erasure === 'ERASED') result.erased.push(orderId);
      else result.left.push({ orderId, reason: erasure });
    }
  }
  return { ...result, complete: true };
}

/** What somebody wrote to us about no order of theirs. One that is cut off is found again: its place is erased last. */
async function eraseTickets(email: string, { tickets, customerHash, clock }: EraseCustomerPorts): Promise<void> {
  const hash = await customerHash(email);
  for (const id of await tickets.ofCustomer(hash)) await tickets.erase(id, clock().toISOString(), hash);
}

async function* pagesOf(
  { orderIds, customer, email }: ErasureRequest,
  { orders, index, searchKey }: EraseCustomerPorts,
): AsyncGenerator<readonly OrderId[]> {
  if (orderIds !== undefined) yield orderIds;
  if (customer !== undefined) {
    const list = orders.ofCustomer(customer.storefront, customer.customerId);
    let from: PageEnd | undefined = { partition: 0 };
    while (from !== undefined) {
      const page: Awaited<ReturnType<typeof orders.listFrom>> = await orders.listFrom(list, from, mostOrders);
      yield page.orders.map(({ id }) => id);
      from = page.end;
    }
  }
  if (email !== undefined) {
    const partition = partitionOf('email', email, await searchKey());
    let before: string | undefined = always.before;
    while (before !== undefined) {
      const found: Awaited<ReturnType<typeof index.newest>> = await index.newest(
        partition,
        { ...always, before },
        mostOrders,
      );
      const theirs = await Promise.all(found.map(async ({ orderId }) => ({ orderId, isTheirs: await isOf(orderId) })));
      yield theirs.filter(({ isTheirs }) => isTheirs).map(({ orderId }) => orderId);
      before = found.length < mostOrders ? undefined : found.at(-1)?.position;
    }
  }

  /** Somebody may only have had copies of another's e-mails. One whose contact is erased already was theirs. */
  async function isOf(orderId: OrderId): Promise<boolean> {
    const { content } = await orders.find(orderId);
    const address = content?.contact.email;
    return address === undefined || address.toLowerCase() === email?.toLowerCase();
  }
}
