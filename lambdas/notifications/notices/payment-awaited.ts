import * as z from 'zod/mini';
import { dueNow } from '../../orders/current-sale.ts';
import { lastingPayUrl } from '../../payments/lasting-pay-url.ts';
import { Awaited, isAbout, momentAhead } from './awaited.ts';
import { Incomplete, incompleteness, sentencesOf } from './incomplete.ts';
import { aNotice, asking } from './notice-record.ts';

const Says = z.object({ ...Awaited.shape, payUrl: z.string(), ...Incomplete.shape });

/** The order is held for its customer until they pay. `about`: which try to pay, where it is not the first. */
export const paymentAwaited = aNotice({
  says: Says,
  of(told, now) {
    const { order, payment, about } = told;
    if (order.status !== 'RESERVED' || dueNow(order) === 0 || payment?.status !== 'PENDING' || !isAbout(payment, about))
      return undefined;
    // A link that may be dead before it is read is no help: the storefront shows a new one.
    const payUrl = lastingPayUrl(payment);
    if (payUrl === undefined) return undefined;
    return { payment: 'AWAITED', payUrl, payBefore: momentAhead(payment, now), ...incompleteness(told) };
  },
  sentences: (texts, facts, said) => sentencesOf('payment-awaited', texts, facts, said),
  look: asking,
  orderStatus: 'OrderPaymentDue',
  kind: 'money',
});
