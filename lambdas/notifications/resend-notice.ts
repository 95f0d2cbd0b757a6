import * as z from 'zod/mini';
import { EmailAddress } from '../orders/email-address.ts';
import { noticeEvents, noticeName, whichNotice } from '../orders/notice-event.ts';
import { OrderId } from '../orders/order.ts';
import { type RequestNotice, requestNotice } from '../orders/order-effects-queue.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { paymentTable } from '../payments/payment-table.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { keyedId, keyReused } from '../runtime/idempotency-key.ts';
import { logger } from '../runtime/logger.ts';
import { Problem } from '../runtime/problem.ts';
import { notFound, tooManyRequests } from '../runtime/problems.ts';
import { type FindToTellPorts, findToTell } from './find-to-tell.ts';
import { notices } from './notices/registry.ts';
import { invalidNoticeRequest } from './problems.ts';
import { type RecipientLimit, type RecipientLimitTable, recipientLimitTable } from './recipient-limit-table.ts';

/** The body of `POST /orders/{orderId}/notices`. */
export const ResendNotice = z.strictObject({
  event: z.enum(noticeEvents),
  about: z.optional(z.string().check(z.minLength(1), z.maxLength(100))),
  email: z.optional(EmailAddress),
});
export type ResendNotice = Readonly<z.output<typeof ResendNotice>>;

/** What sending a notice again touches. */
export interface ResendNoticePorts extends FindToTellPorts {
  readonly orders: Pick<OrderTable, 'find' | 'addResend'>;
  readonly limits: Pick<RecipientLimitTable, 'take'>;
  readonly requestNotice: RequestNotice;
  readonly clock: Clock;
}

const production = (): ResendNoticePorts => ({
  orders: orderTable(),
  payments: paymentTable(),
  limits: recipientLimitTable(),
  requestNotice,
  clock: systemClock,
});

/** A recipient gets so many notices again a day, of whatever orders: a slip of a back office bothers nobody for long. */
export const resentNotices: RecipientLimit = { name: 'resent-notices', max: 5, days: 1 };

/** The namespace (RFC 9562) of the ids of resends. Changing it would let a repeated request send a second time. */
const resendIds = '0d1f3a52-4f0e-4c43-8b0c-7a7f6f1a9c26';

/**
 * Asks for a notice to be sent again, once per key: over each channel of the order's contact, or by e-mail to another
 * address. The contact stays as it was taken. Safe to run twice.
 * @param by who asks, as their access token names them
 * @throws Problem not-found, invalid-notice-request when it is not, or no longer, true of the order,
 * idempotency-key-reused, too-many-requests when the recipient has got enough of them
 */
export async function resendNotice(
  id: string,
  key: string,
  asked: ResendNotice,
  by: string,
  ports: ResendNoticePorts = production(),
): Promise<void> {
  const { orders, limits, requestNotice: request, clock } = ports;
  const orderId = OrderId.safeParse(id);
  const told = orderId.success ? await findToTell(orderId.data, ports) : undefined;
  if (told === undefined) throw new Problem(notFound, 'There is no such order.');
  const { order, content } = told;
  logger.appendKeys({ orderId: order.id });

  const { event, about, email } = asked;
  const now = clock();
  if (notices[event].of({ ...told, about }, now) === undefined) {
    const detail = `There is nothing to tell of ${noticeName({ event, about })}: it is not, or no longer, true of the order.`;
    throw new Problem(invalidNoticeRequest, detail, { errors: [{ pointer: '#/event', detail }] });
  }

  const resend = keyedId(resendIds, order.id, key);
  const addresses = email === undefined ? [content.contact.email, content.contact.phone] : [email];
  for (const address of addresses) {
    if (address === undefined || (await limits.take({ address }, resentNotices, resend, now))) continue;
    const { max } = resentNotices;
    throw new Problem(tooManyRequests, `This recipient was sent ${max} notices again within a day; try tomorrow.`);
  }
  const known = await orders.addResend(order.id, { id: resend, ...asked, by, at: now.toISOString() });
  if (known.event !== event || known.about !== about || known.email !== email) {
    throw keyReused('another notice, or another address');
  }
  await request({ orderId: order.id, ...whichNotice({ event, about, resend }) });
}
