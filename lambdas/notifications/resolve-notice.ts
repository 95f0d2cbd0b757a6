import { type OrderNotice, whichNotice } from '../orders/notice-event.ts';
import type { NoticeChannel } from '../orders/notice-marker.ts';
import type { OrderId } from '../orders/order.ts';
import { longerThanACallSeconds, type RequestNotice, requestNotice } from '../orders/order-effects-queue.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';

/** What resolving a notice touches. */
export interface ResolveNoticePorts {
  readonly orders: Pick<OrderTable, 'find' | 'recordNotice'>;
  readonly requestNotice: RequestNotice;
  readonly clock: Clock;
}

const production = (): ResolveNoticePorts => ({ orders: orderTable(), requestNotice, clock: systemClock });

/** What a person found out about a notice of which nobody knew whether it went out. */
export type NoticeOutcome = 'sent' | 'again';

/**
 * Records what a person found out about the notices of an order that broke off in the moment of sending (SENDING): they
 * were sent, and never are again; or they were not, and go out with the next redrive, or else by the queue of notices
 * in a minute.
 * @returns those notices, none where no notice of the channel broke off
 */
export async function resolveNotice(
  orderId: OrderId,
  channel: NoticeChannel,
  outcome: NoticeOutcome,
  { orders, requestNotice, clock }: ResolveNoticePorts = production(),
): Promise<readonly OrderNotice[]> {
  const { notices } = await orders.find(orderId);
  const unknown = notices.filter((notice) => notice.channel === channel && notice.state === 'SENDING');
  const at = clock().toISOString();
  for (const notice of unknown.map(whichNotice)) {
    await orders.recordNotice(
      orderId,
      outcome === 'sent'
        ? { ...notice, channel, state: 'SENT', at, messageId: 'told by an operator' }
        : { ...notice, channel, state: 'DELAYED', at, reason: 'told by an operator' },
    );
    // Not every notice is its order's workflow's; a redrive that is quicker leaves the queue nothing to do.
    if (outcome === 'again') await requestNotice({ orderId, ...notice, waitingSince: at }, longerThanACallSeconds);
  }
  return unknown.map(whichNotice);
}
