import { type OrderNoteTable, orderNoteTable } from '../order-notes/order-note-table.ts';
import { type RatingTable, ratingTable } from '../order-ratings/rating-table.ts';
import { personalEntriesOf } from '../order-search/search-entry.ts';
import { searchKey } from '../order-search/search-key.ts';
import { type SearchTable, searchTable } from '../order-search/search-table.ts';
import type { OrderId } from '../orders/order.ts';
import type { ErasedOrder } from '../orders/order-erasure.ts';
import { isOpen } from '../orders/order-status.ts';
import { type OrderRecord, type OrderTable, orderTable } from '../orders/order-table.ts';
import { type PaymentTable, paymentTable } from '../payments/payment-table.ts';
import { paymentIdOf } from '../payments/payment-try.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { logger } from '../runtime/logger.ts';
import { type TicketTable, ticketTable } from '../tickets/ticket-table.ts';

/** What erasing an order's personal data touches. */
export interface EraseOrderPorts {
  readonly orders: Pick<OrderTable, 'find' | 'findErased' | 'erase' | 'recordUnlisted'>;
  readonly notes: Pick<OrderNoteTable, 'erase'>;
  readonly tickets: Pick<TicketTable, 'ofOrder' | 'erase'>;
  readonly ratings: Pick<RatingTable, 'erase'>;
  readonly index: Pick<SearchTable, 'remove'>;
  readonly searchKey: () => Promise<string>;
  readonly payments: Pick<PaymentTable, 'find' | 'triesOf' | 'change'>;
  readonly clock: Clock;
}

const production = (): EraseOrderPorts => ({
  orders: orderTable(),
  notes: orderNoteTable(),
  tickets: ticketTable(),
  ratings: ratingTable(),
  index: searchTable(),
  searchKey,
  payments: paymentTable(),
  clock: systemClock,
});

/**
 * What became of an order whose personal data is to be erased:
 * - ERASED: it is erased, now or before
 * - UNDER_WAY: the order has no answer yet, and its customer is still to be told
 * - NOT_SHIPPED: it is still to be sent to somebody
 * - UNKNOWN: there is no such order
 */
export type Erasure = 'ERASED' | 'UNDER_WAY' | 'NOT_SHIPPED' | 'UNKNOWN';

/** Whether a part of what is known of an order may say who its customer is: of a new one, somebody has to decide. */
const parts = {
  order: true,
  content: true,
  resends: true,
  shipments: true,
  returns: true,
  cases: true,
  changedInstructions: true,
  notices: false,
  isStored: false,
  version: false,
} as const satisfies Record<keyof OrderRecord, boolean>;
type Personal = { [Part in keyof typeof parts]: (typeof parts)[Part] extends true ? Part : never }[keyof typeof parts];

/** Others may write to the same order at the same moment. */
const attempts = 5;

/**
 * Erases who the customer of an order is: contact, addresses, words and names of their own, links. What the books are
 * made of stays: what was sold, for how much, which tax, in which country, paid by which reference of the provider.
 * Safe to run twice; what was cut off is done again.
 * @param unshipped also where the order is still to be sent: it is too old for that, say
 * @throws Error when others write to the order all the time; worth a retry
 */
export async function eraseOrder(
  orderId: OrderId,
  { unshipped = false } = {},
  ports: EraseOrderPorts = production(),
): Promise<Erasure> {
  const { orders, notes, tickets, ratings, payments, searchKey, clock } = ports;
  for (let attempt = 0; attempt < attempts; attempt++) {
    if (await takeOut(orderId, ports)) return 'ERASED';
    const { order, content, ...beside } = await orders.find(orderId);
    if (order === undefined || content === undefined) return 'UNKNOWN';
    if (isOpen(order.status)) return 'UNDER_WAY';
    if (order.status === 'CONFIRMED' && !unshipped) return 'NOT_SHIPPED';

    // The links to pay: a provider's page may show who pays.
    for (const { tryNumber } of await payments.triesOf(order, await payments.find(paymentIdOf({ orderId })))) {
      await payments.change(
        paymentIdOf({ orderId, tryNumber }),
        ({ payUrl: _, payPageUrl: _p, ...payment }) => payment,
      );
    }
    const personal: { readonly [Part in Personal]: ErasedOrder[Part] } = { order, content, ...beside };
    await notes.erase(orderId);
    await ratings.erase(orderId);
    for (const id of await tickets.ofOrder(orderId)) await tickets.erase(id, clock().toISOString());
    const listedBy = personalEntriesOf(content, await searchKey()).map(({ partition }) => partition);
    if (await orders.erase(personal, clock().toISOString(), listedBy)) logger.info('personal data erased', { orderId });
  }
  throw new Error(`the personal data of order ${orderId} was not erased: others write to it all the time`);
}

/**
 * Takes an order out of the index by which staff find it, once its data is erased: not before, or nobody who begins
 * again would find it.
 * @returns whether its data was erased
 */
async function takeOut(orderId: OrderId, { orders, index }: EraseOrderPorts): Promise<boolean> {
  const erased = await orders.findErased(orderId);
  if (erased === undefined) return false;
  const { createdAt, listedBy = [] } = erased;
  if (erased.listedBy !== undefined) {
    await index.remove(listedBy.map((partition) => ({ partition, orderId, createdAt })));
    await orders.recordUnlisted(orderId);
  }
  return true;
}
