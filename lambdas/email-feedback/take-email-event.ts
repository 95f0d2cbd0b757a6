import { type SuppressionReason, type SuppressionTable, suppressionTable } from '../notifications/suppression-table.ts';
import { whichNotice } from '../orders/notice-event.ts';
import type { NoticeReturn } from '../orders/notice-marker.ts';
import { type RequestNotice, requestNotice } from '../orders/order-effects-queue.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { logger } from '../runtime/logger.ts';
import { type EmailEvent, feedbackOf } from './email-event.ts';

/** What taking an event of SES touches. */
export interface TakeEmailEventPorts {
  readonly orders: Pick<OrderTable, 'find' | 'recordSent' | 'recordReturn'>;
  readonly suppressions: Pick<SuppressionTable, 'suppress'>;
  readonly requestNotice: RequestNotice;
  readonly clock: Clock;
}

const production = (): TakeEmailEventPorts => ({
  orders: orderTable(),
  suppressions: suppressionTable(),
  requestNotice,
  clock: systemClock,
});

/** After which feedback an address gets no more e-mails; after none other does it. */
const suppressedFor: Readonly<Partial<Record<NoticeReturn, SuppressionReason>>> = {
  BOUNCED: 'BOUNCED',
  COMPLAINED: 'COMPLAINED',
};

/**
 * Takes what came back of an e-mail: into the timeline of its order, and an address that refused it for good, or
 * complained, gets no more e-mails of any order. A customer who did not get it is told over the other channel that they
 * gave, if they were not already. Whatever comes back of an e-mail also says that SES took it, where our own record of
 * that was lost. Safe to run twice, and in any order.
 */
export async function takeEmailEvent(event: EmailEvent, ports: TakeEmailEventPorts = production()): Promise<void> {
  const { orders, suppressions, clock } = ports;
  const feedback = feedbackOf(event);
  if (feedback === undefined) return;
  const { kind, messageId, takenAt, at, reason, recipients, notice } = feedback;
  const suppressed = suppressedFor[kind];
  if (suppressed !== undefined) {
    for (const address of recipients) await suppressions.suppress(address, suppressed, at);
  }
  if (notice === undefined) return;

  const sent = { ...whichNotice(notice), channel: 'email', state: 'SENT', at: takenAt, messageId } as const;
  if (await orders.recordSent(notice.orderId, sent)) logger.info('an e-mail was sent after all', { ...notice });
  const { content, notices, resends } = await orders.find(notice.orderId);
  const to = resends.find(({ id }) => id === notice.resend)?.email ?? content?.contact.email;
  // A copy that comes back says nothing of what the customer got.
  if (to === undefined || !recipients.includes(to)) return;
  if (await orders.recordReturn(notice.orderId, notice, 'email', kind, { at, reason })) {
    logger.info('an e-mail came back', { ...notice, kind, reason });
  }
  // What staff have sent again is theirs to look after.
  const isLost = (kind === 'BOUNCED' || kind === 'REJECTED') && notice.resend === undefined;
  if (!isLost || content?.contact.phone === undefined) return;
  const isToldBySms = notices.some(
    ({ event: of, about, channel }) => of === notice.event && about === notice.about && channel === 'sms',
  );
  if (!isToldBySms) await ports.requestNotice({ ...notice, waitingSince: clock().toISOString() });
}
