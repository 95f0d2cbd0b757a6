import { addressesOf } from '../orders/contact-addresses.ts';
import { noticeName, whichNotice } from '../orders/notice-event.ts';
import { noticeKinds } from '../orders/notice-kind.ts';
import { lostAs, type NoticeChannel, type NoticeMarker, noticeChannels } from '../orders/notice-marker.ts';
import type { OrderContent } from '../orders/order.ts';
import type { OrderTable } from '../orders/order-table.ts';
import type { Clock } from '../runtime/clock.ts';
import { logger } from '../runtime/logger.ts';
import { count } from '../runtime/metrics.ts';
import { renderEmail } from './email.ts';
import type { Notice } from './notice.ts';
import { NoticeOutcomeUnknown, NotSent, RecipientRefused } from './notice-errors.ts';
import { notices } from './notices/registry.ts';
import { endOfNight, type QuietHours } from './quiet-hours.ts';
import type { RecipientLimit, RecipientLimitTable } from './recipient-limit-table.ts';
import type { sendEmail } from './ses.ts';
import { renderSms } from './sms.ts';
import type { sendSms } from './sns.ts';
import type { SuppressionTable } from './suppression-table.ts';

/** What telling a customer touches. */
export interface DeliverNoticePorts {
  readonly orders: Pick<OrderTable, 'claimNotice' | 'withholdNotice' | 'recordNotice'>;
  readonly limits: Pick<RecipientLimitTable, 'take'>;
  readonly suppressions: Pick<SuppressionTable, 'among'>;
  readonly sendEmail: typeof sendEmail;
  readonly sendSms: typeof sendSms;
  readonly clock: Clock;
  /** When text messages that can wait do not disturb anybody; never, where absent. */
  readonly quietHours?: QuietHours | undefined;
}

/** Whom a notice goes to, and by whose order. */
export type Addressee = Pick<OrderContent, 'id' | 'storefront' | 'contact'> & {
  /** Whether nobody's money has moved for the order yet. */
  readonly isUnpaid: boolean;
};

/**
 * Orders cost nothing until they are paid, and name anybody's address: a storefront tells one recipient of so many of
 * them a day. Whoever's money has moved is always told.
 */
const unpaidOrders: RecipientLimit = { name: 'unpaid-orders', max: 5, days: 1 };

/** And of what may happen to such orders any number of times, so often. */
const unpaidTimes: RecipientLimit = { name: 'unpaid-orders-times', max: 5, days: 1 };

/** Makes a notice's message for one channel. @returns what sends it, and resolves to the provider's message id */
type Prepare = (
  to: string,
  notice: Notice,
  ports: DeliverNoticePorts,
  copies: readonly string[],
) => () => Promise<string>;

const prepare: Readonly<Record<NoticeChannel, Prepare>> = {
  email(to, notice, ports, copies) {
    const rendered = renderEmail(notice);
    const { event, about, resend } = notice;
    const more = { ...(about !== undefined && { about }), ...(resend !== undefined && { resend }) };
    const tags = { orderId: notice.order.id, event, ...more };
    return async () => {
      try {
        return await ports.sendEmail(to, rendered, tags, copies);
      } catch (error) {
        // SES refuses a message whole: an address for a copy must not keep the customer from being told.
        if (copies.length > 0 && error instanceof RecipientRefused) return ports.sendEmail(to, rendered, tags);
        throw error;
      }
    };
  },
  sms(to, notice, ports) {
    const text = renderSms(notice);
    return () => ports.sendSms(to, text, notice.shop.smsSenderId);
  },
};

/** How a notice stands over one channel: `lost` where the customer does not know of it, and will not. */
type Fate = 'over' | 'lost' | 'delayed' | 'waits for the morning';

/**
 * Sends a notice, once over each channel that the customer wants it over, whatever becomes of it over the other; where
 * it is lost over all of these, over the other that they gave. Safe to run twice.
 * @param later called, ahead of any throw, when it is to be tried again: SES or SNS did not take it, or it waits until
 * the moment that is named
 * @throws NoticeOutcomeUnknown when an attempt may or may not have told them; not worth a retry
 */
export async function deliverNotice(
  addressee: Addressee,
  notice: Notice,
  later: (until?: Date) => Promise<void>,
  ports: DeliverNoticePorts,
): Promise<void> {
  const { contact } = addressee;
  const addresses = addressesOf(contact);
  const given = noticeChannels.filter((channel) => addresses[channel] !== undefined);
  const wanted = contact.channels?.[notices[notice.event].kind] ?? given;
  if (wanted.length === 0) return;

  const morning = morningFor(notice, ports);
  const fates: Fate[] = [];
  const failures: unknown[] = [];
  const tellOverEach = async (channels: readonly NoticeChannel[]) => {
    for (const channel of channels) {
      const to = addresses[channel];
      if (to === undefined) continue;
      try {
        fates.push(await tellOver(channel, to, addressee, notice, morning, ports));
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await tellOverEach(wanted);
  if (failures.length === 0 && fates.every((fate) => fate === 'lost')) {
    await tellOverEach(given.filter((channel) => !wanted.includes(channel)));
  }
  if (fates.includes('delayed')) await later();
  else if (fates.includes('waits for the morning')) await later(morning);
  if (failures.length > 0) throw failures[0];
}

/** Until when a text message is to wait: of a notice that can, and that nobody at the customer's side asks for now. */
function morningFor({ event, resend, order, shop }: Notice, { quietHours, clock }: DeliverNoticePorts) {
  const canWait = !noticeKinds[notices[event].kind].isEssential && resend === undefined;
  return canWait && quietHours !== undefined ? endOfNight(clock(), quietHours, { ...order, shop }) : undefined;
}

/**
 * Neither SES nor SNS takes an idempotency key. So: claim, send, record. Whoever finds a claim that never became a
 * record does not send again; the step or the message fails and an operator sees it.
 */
async function tellOver(
  channel: NoticeChannel,
  to: string,
  { id: orderId, storefront, contact: { copies = [] }, isUnpaid }: Addressee,
  notice: Notice,
  morning: Date | undefined,
  ports: DeliverNoticePorts,
): Promise<Fate> {
  const { orders, limits, suppressions, clock } = ports;
  const { event, about } = notice;
  const marked = (state: NoticeMarker['state'], more: Partial<NoticeMarker> = {}): NoticeMarker => {
    return { ...whichNotice(notice), channel, state, at: clock().toISOString(), ...more };
  };
  const alsoTo = isUnpaid ? [] : copies;
  const suppressed = channel === 'email' ? await suppressions.among([to, ...alsoTo], clock()) : [];
  // Rendered before it is claimed: a fault in a template must not leave a claim behind.
  const send = prepare[channel](
    to,
    notice,
    ports,
    alsoTo.filter((copy) => !suppressed.includes(copy)),
  );

  const limit = isUnpaid && (await limitReached());
  if (limit) {
    const standing = await orders.withholdNotice(orderId, marked('WITHHELD', { reason: limit.name }));
    if (standing === undefined) count('NoticeWithheld');
    return 'over';
  }

  const isSuppressed = suppressed.includes(to);
  const isNight = channel === 'sms' && morning !== undefined;
  const held = isSuppressed ? marked('SUPPRESSED') : isNight ? marked('DELAYED', { reason: 'QuietHours' }) : undefined;
  const standing =
    held === undefined
      ? await orders.claimNotice(orderId, notice, channel, clock().toISOString())
      : await orders.withholdNotice(orderId, held);
  if (standing?.state === 'SENDING') throw new NoticeOutcomeUnknown(orderId, notice, channel);
  if (standing !== undefined) return lostAs(standing) === undefined ? 'over' : 'lost';
  if (held !== undefined) return isSuppressed ? 'lost' : 'waits for the morning';

  let messageId: string;
  try {
    messageId = await send();
  } catch (error) {
    if (error instanceof NotSent) {
      logger.warn('a notice waits', { event, channel, reason: error.reason });
      await orders.recordNotice(orderId, marked('DELAYED', { reason: error.reason }));
      return 'delayed';
    }
    if (error instanceof RecipientRefused) {
      logger.warn('a notice was refused', { event, channel, reason: error.reason });
      await orders.recordNotice(orderId, marked('REFUSED', { reason: error.reason }));
      count('NoticeRefused');
      return 'lost';
    }
    logger.error('sending a notice broke off', { cause: error instanceof Error ? error.name : 'unknown' });
    throw new NoticeOutcomeUnknown(orderId, notice, channel);
  }
  await orders.recordNotice(orderId, marked('SENT', { messageId }));
  return 'over';

  /** The limit that keeps this recipient from being told of an unpaid order. */
  async function limitReached(): Promise<RecipientLimit | undefined> {
    const take = (limit: RecipientLimit, thing: string) =>
      limits.take({ address: to, storefront }, limit, thing, clock());
    if (!(await take(unpaidOrders, orderId))) return unpaidOrders;
    if (about !== undefined && !(await take(unpaidTimes, `${orderId} ${noticeName(notice)}`))) return unpaidTimes;
    return undefined;
  }
}
