import type { Clock } from '../runtime/clock.ts';
import { type Payment, referenceTo } from './payment.ts';
import { afterNews } from './payment-news.ts';
import type { PaymentProvider, ProviderPayment } from './payment-provider.ts';
import type { PaymentTable } from './payment-table.ts';
import { paymentIdOf } from './payment-try.ts';
import { callForReview } from './review.ts';

/** What taking in a provider's answer touches. */
export interface TakeAnswerPorts {
  readonly payments: Pick<PaymentTable, 'find' | 'replace'>;
  readonly provider: Pick<PaymentProvider, 'query'>;
  readonly clock: Clock;
}

/** A payment that changes under every look is not a payment; a retry later looks again. */
const rounds = 10;

/**
 * Takes a provider's answer into our record, and calls a person where it tells of what only a person can decide. An
 * answer counts only for the record as it stood when the provider was asked; where that has changed, the provider is
 * asked again. So no answer comes over a later one: what a failed refund took back stays taken back.
 * @param asked the payment as it was read before the provider was asked
 * @param also what else is written beside the answer
 * @returns the payment as it then stands
 * @throws ProviderUnavailable worth a retry
 */
export async function takeAnswer(
  asked: Payment,
  answer: ProviderPayment,
  { payments, provider, clock }: TakeAnswerPorts,
  also: (payment: Payment, news: ProviderPayment) => Payment = (payment) => payment,
): Promise<Payment> {
  let standing = asked;
  let seen = answer;
  for (let round = 0; round < rounds; round++) {
    const next = also(afterNews(standing, seen, clock().toISOString()), seen);
    const written = await payments.replace(standing, next);
    if (written !== undefined) {
      callForReview(standing, written);
      return written;
    }
    const now = await payments.find(paymentIdOf(asked));
    if (now === undefined) throw new Error(`the payment of order ${asked.orderId} is gone`);
    standing = now;
    seen = await provider.query(referenceTo(also(standing, seen)));
  }
  throw new Error(`the payment of order ${asked.orderId} does not come to rest`);
}
