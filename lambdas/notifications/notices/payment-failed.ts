import { isPaid } from '../../payments/payment-status.ts';
import { mayTryAgain } from '../../payments/payment-try.ts';
import { Awaited, isAbout, momentAhead } from './awaited.ts';
import { aNotice, bad } from './notice-record.ts';

/** A try to pay failed, and there may be another. `about`: which try, where it is not the first. */
export const paymentFailed = aNotice({
  says: Awaited,
  of({ order, payment, about }, now) {
    if (payment === undefined || !isAbout(payment, about)) return undefined;
    if (!mayTryAgain(order) || payment.status === 'PENDING' || isPaid(payment.status)) return undefined;
    return { payment: 'AWAITED', payUrl: payment.payPageUrl, payBefore: momentAhead(payment, now) };
  },
  sentences: (texts, facts) => texts['payment-failed'](facts),
  look: bad,
  orderStatus: 'OrderPaymentDue',
  kind: 'money',
});
