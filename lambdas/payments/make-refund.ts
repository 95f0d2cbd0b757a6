import type { Clock } from '../runtime/clock.ts';
import { type Payment, referenceTo } from './payment.ts';
import { RefundRefused } from './payment-errors.ts';
import { afterNews } from './payment-news.ts';
import type { PaymentProvider } from './payment-provider.ts';
import { withMade, withRefusal } from './payment-refunds.ts';
import type { PaymentTable } from './payment-table.ts';
import { paymentIdOf } from './payment-try.ts';
import { takeAnswer } from './take-answer.ts';
import { whyNotTaken } from './why-not-payable.ts';

/** Why a refund is refused whose amount the provider cannot move. */
const notExact = 'amount_not_exact';

/** What making a refund touches. */
export interface MakeRefundPorts {
  readonly payments: PaymentTable;
  readonly provider: PaymentProvider;
  readonly clock: Clock;
}

/**
 * Asks the provider for its part of a refund that is claimed on our record. One that it refuses stands there as
 * refused. Safe to run twice.
 * @returns the payment as it then stands
 * @throws ProviderUnavailable when it is not known whether there is one; worth a retry
 */
export async function makeRefund(payment: Payment, refundId: string, ports: MakeRefundPorts): Promise<Payment> {
  const { payments, provider, clock } = ports;
  const amount = payment.refunds.find(({ id }) => id === refundId)?.amount ?? 0;
  if (amount === 0) return payment;
  try {
    // Of lines that were cancelled, less may be left of a kind than the provider can move exactly.
    if (whyNotTaken(payment.provider, amount, payment.currency)) throw new RefundRefused(notExact);
    const seen = await provider.refund({ ...referenceTo(payment), refundId, amount });
    return await takeAnswer(payment, seen, ports, (current) => withMade(current, refundId));
  } catch (error) {
    if (!(error instanceof RefundRefused)) throw error;
    // Who asked for the same beside us may have got it: what the provider says now decides, in one write with the refusal.
    const standing = (await payments.find(paymentIdOf(payment))) ?? payment;
    const at = clock().toISOString();
    return takeAnswer(standing, await provider.query(referenceTo(standing)), ports, (current, news) =>
      withMade(afterNews(withRefusal(current, refundId, error.code, at), news, at), refundId),
    );
  }
}
