import type * as z from 'zod/mini';
import { OrderId } from '../orders/order.ts';
import { type Payment, type Refund, referenceTo } from '../payments/payment.ts';
import { RefundRefused } from '../payments/payment-errors.ts';
import type { PaymentProvider } from '../payments/payment-provider.ts';
import { providerNamed } from '../payments/payment-providers.ts';
import { askedBack, withRefusal } from '../payments/payment-refunds.ts';
import { type PaymentTable, paymentTable } from '../payments/payment-table.ts';
import { takeAnswer } from '../payments/take-answer.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { logger } from '../runtime/logger.ts';
import { Problem } from '../runtime/problem.ts';
import { idempotencyKeyReused, notFound } from '../runtime/problems.ts';
import { invalidRefund, refundRefused } from './problems.ts';
import type { RefundedOrder, RefundOrder } from './refund.ts';
import { refundIdFor } from './refund-id.ts';

/** What refunding touches. */
export interface RefundPaymentPorts {
  readonly payments: PaymentTable;
  readonly providerNamed: (name: string) => PaymentProvider;
  readonly clock: Clock;
}

const production = (): RefundPaymentPorts => ({ payments: paymentTable(), providerNamed, clock: systemClock });

/**
 * Gives a part or all of an order's captured money back, once per key: a repeat with the same key is the same refund.
 * Several refunds never add up to more than was captured.
 * @throws Problem not-found, invalid-refund (too much, or nothing captured), refund-refused, idempotency-key-reused
 * @throws ProviderUnavailable worth a repeat with the same key
 */
export async function refundPayment(
  id: string,
  key: string,
  { amount, reason }: RefundOrder,
  { payments, providerNamed, clock }: RefundPaymentPorts = production(),
): Promise<z.output<typeof RefundedOrder>> {
  const orderId = OrderId.safeParse(id);
  if (!orderId.success) throw new Problem(notFound, 'There is no such order.');
  logger.appendKeys({ orderId: orderId.data });
  const refundId = refundIdFor(orderId.data, key);

  // Claimed on our record before the provider is asked: two refunds at once cannot give back more than there is.
  const at = clock().toISOString();
  const payment = await payments.change(orderId.data, (current) =>
    withRefund(current, { id: refundId, amount, at, reason }),
  );
  if (payment === undefined) throw new Problem(notFound, 'There is no payment for this order.');
  assertNotFailed(payment, refundId);

  const provider = providerNamed(payment.provider);
  const settled = await provider.refund({ ...referenceTo(payment), refundId, amount }).then(
    (seen) => takeAnswer(payment, seen, { payments, provider, clock }),
    async (error: unknown) => {
      if (!(error instanceof RefundRefused)) throw error;
      const refused = await payments.change(orderId.data, (current) => withRefusal(current, refundId, error.code, at));
      // Who asked for the same beside us may have got it before the refusal was written down: the provider has the last
      // word.
      const ports = { payments, provider, clock };
      return refused && takeAnswer(refused, await provider.query(referenceTo(refused)), ports);
    },
  );
  assertNotFailed(settled ?? payment, refundId);
  const { captured, refunded } = settled ?? payment;
  return { orderId: orderId.data, captured, refunded, currency: payment.currency };
}

/** The payment with a refund claimed on it; the same payment when it stands there already. */
function withRefund(payment: Payment, refund: Refund): Payment {
  const standing = payment.refunds.find(({ id }) => id === refund.id);
  if (standing !== undefined) {
    if (standing.amount === refund.amount && standing.reason === refund.reason) return payment;
    throw new Problem(idempotencyKeyReused, 'This Idempotency-Key stands for a refund with another content.');
  }
  const left = Math.max(0, payment.captured - Math.max(askedBack(payment), payment.refunded));
  if (refund.amount > left) {
    const detail = `${left} of ${payment.captured} ${payment.currency} (minor units) can still be given back`;
    throw new Problem(invalidRefund, 'There is not that much to give back.', {
      errors: [{ pointer: '#/amount', detail }],
    });
  }
  return { ...payment, refunds: [...payment.refunds, refund] };
}

/** @throws Problem refund-refused, for a repeat of such a refund too: its key stands for it */
function assertNotFailed({ provider, refunds }: Payment, refundId: string): void {
  const failure = refunds.find(({ id }) => id === refundId)?.failure;
  if (failure === undefined) return;
  const what = failure.kind === 'REFUSED' ? 'refuses this refund' : 'could not make this refund';
  throw new Problem(
    refundRefused,
    `${provider} ${what}: ${failure.code}. Nothing was given back by it; try again with a new Idempotency-Key.`,
  );
}
