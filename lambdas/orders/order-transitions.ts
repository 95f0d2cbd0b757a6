import { oneOf, tryWrite, type Update } from '../runtime/dynamodb-write.ts';
import type { Cancellation } from './cancellation.ts';
import type { FurtherTry, Order, OrderId, Shortage, TimelineEntry } from './order.ts';
import { orderKeys } from './order-keys.ts';
import { isOpen, orderStatuses, statusesBefore } from './order-status.ts';
import { orderUpdates } from './order-updates.ts';
import type { PaymentInstruction } from './payment-instruction.ts';

const openStatuses = orderStatuses.filter(isOpen);

/**
 * What moves an order on in the Orders table, and what is noted on its way. Every write depends on the status it comes
 * from.
 */
export function orderTransitions(tableName: string) {
  const update = orderUpdates(tableName);

  /**
   * Ends the wait for an answer: moves an order to CONFIRMED, or to REJECTED with its reason, takes it off
   * `open-orders` and, when confirmed, keeps its stock for good.
   * @param seen only if this is still as it was seen: when its hold ends, which of its lines were cancelled, or all that
   * its version counts
   * @returns false when its status or what was seen does not allow that; nothing was written
   */
  async function end(
    orderId: OrderId,
    to: { status: 'CONFIRMED' } | { status: 'REJECTED'; rejection: NonNullable<Order['rejection']> },
    entry: TimelineEntry,
    seen?: Partial<Pick<Order, 'holdExpiresAt' | 'lineCancellations' | 'version'>>,
  ): Promise<boolean> {
    return tryWrite(
      update(orderId, {
        set: { ...to, ...(to.status === 'REJECTED' && orderKeys.troubled(orderId)) },
        append: { timeline: [entry] },
        remove: ['openShard', 'openSince', 'holdExpiresAt'],
        when: { status: oneOf(statusesBefore(to.status)), ...seen },
      }),
    );
  }

  /**
   * Cancels an order that has not ended otherwise and of which nothing has left, and takes it off `open-orders`. What it
   * holds is released afterwards.
   * @returns false when its status or a shipment does not allow that; nothing was written
   */
  async function cancel(orderId: OrderId, cancellation: Cancellation): Promise<boolean> {
    const { at, reason } = cancellation;
    return tryWrite(
      update(orderId, {
        set: { status: 'CANCELLED', cancellation, ...orderKeys.troubled(orderId) },
        append: { timeline: [{ at, event: 'ORDER_CANCELLED', detail: reason }] },
        remove: ['openShard', 'openSince', 'holdExpiresAt'],
        when: { status: oneOf(statusesBefore('CANCELLED')), shipments: undefined },
      }),
    );
  }

  /** The write that begins a further try to pay for a reserved order, as long as the order stands as it was read. */
  function furtherTryWrite(
    { id, version, furtherTries = [] }: Order,
    further: FurtherTry,
    payment: PaymentInstruction,
  ): Update {
    return update(id, {
      set: { furtherTries: [...furtherTries, further], payment },
      when: { status: 'RESERVED', version },
    });
  }

  /** Notes what an order is short of, for the answer to the customer. */
  async function recordShortages(orderId: OrderId, shortages: readonly Shortage[]): Promise<void> {
    await tryWrite(update(orderId, { set: { shortages }, when: { status: 'PENDING' } }));
  }

  /**
   * Lists an order in `open-orders`, because it waits.
   * @param seen what else must stand there as it was read
   * @returns false when it is listed already, has its answer or is not stored; nothing was written
   */
  async function listAsOpen(
    order: Pick<Order, 'id' | 'createdAt'>,
    seen?: Partial<Pick<Order, 'version'>>,
  ): Promise<boolean> {
    const when = { status: oneOf(openStatuses), openShard: undefined, ...seen };
    return tryWrite(update(order.id, { set: orderKeys.open(order), when }));
  }

  /**
   * Notes when the execution of an order failed, and lists it in `open-orders`.
   * @returns false when it has its answer or is not stored; nothing was written
   */
  async function noteFailure(order: Pick<Order, 'id' | 'createdAt'>, failedAt: string): Promise<boolean> {
    return tryWrite(
      update(order.id, { set: { failedAt, ...orderKeys.open(order) }, when: { status: oneOf(openStatuses) } }),
    );
  }

  /** Revokes the links to the page of a stored order, those that it was read with. Others may have done that meanwhile. */
  async function revokePage({ id, pageVersion }: Pick<Order, 'id' | 'pageVersion'>): Promise<void> {
    await tryWrite(update(id, { set: { pageVersion: (pageVersion ?? 0) + 1 }, when: { id, pageVersion } }));
  }

  return { end, cancel, furtherTryWrite, recordShortages, listAsOpen, noteFailure, revokePage };
}
