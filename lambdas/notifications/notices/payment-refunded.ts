import * as z from 'zod/mini';
import { Credit, sumOf } from '../../orders/totals.ts';
import { findProviderRecord, paymentMethods } from '../../payments/providers/registry.ts';
import { aNotice, good } from './notice-record.ts';

const Says = z.object({
  refund: z.object({
    /** What goes back to the provider, and where that is, in minor units. */
    amount: z.int(),
    to: z.optional(z.enum(paymentMethods)),
    /** Within how many working days it arrives there. */
    days: z.optional(z.int()),
    credits: z.readonly(z.array(Credit)),
  }),
});

/**
 * Staff gave money back. What goes back for lines that were cancelled, or of an order that ended without goods, the
 * notice of that says. `about`: the id of the refund.
 */
export const paymentRefunded = aNotice({
  says: Says,
  of({ payment, about }) {
    const refund = payment?.refunds.find(({ id }) => id === about);
    if (payment === undefined || refund?.made !== true || refund.failure !== undefined) return undefined;
    const { amount, credits = [] } = refund;
    const to = amount === 0 ? undefined : paymentMethods.find((method) => method === payment.provider);
    return { refund: { amount, to, days: to && findProviderRecord(to)?.refundDays, credits } };
  },
  sentences: (texts, facts, { refund: { amount, days, credits } }) =>
    texts['payment-refunded'](facts, { back: facts.money(amount + sumOf(credits)), days }),
  look: { ...good, explainFirst: true, showAddress: false },
  orderStatus: undefined,
  kind: 'money',
});
