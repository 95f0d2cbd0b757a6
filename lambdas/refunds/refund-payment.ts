import type * as z from 'zod/mini';
import { OrderId } from '../orders/order.ts';
import { longerThanACallSeconds, type RequestNotice, requestNotice } from '../orders/order-effects-queue.ts';
import { isConfirmed } from '../orders/order-status.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { amountDue } from '../orders/totals.ts';
import { beginPaidByCredits } from '../payments/begin-paid-by-credits.ts';
import { chargesLeft, creditsToGiveBack } from '../payments/left-to-refund.ts';
import { makeRefund } from '../payments/make-refund.ts';
import type { Payment } from '../payments/payment.ts';
import type { PaymentProvider } from '../payments/payment-provider.ts';
import { providerNamed } from '../payments/payment-providers.ts';
import { type PaymentTable, paymentTable } from '../payments/payment-table.ts';
import { currentPaymentId } from '../payments/payment-try.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { logger } from '../runtime/logger.ts';
import { Problem } from '../runtime/problem.ts';
import { notFound } from '../runtime/problems.ts';
import { claimRefund } from './claim-refund.ts';
import { refundRefused } from './problems.ts';
import type { RefundedOrder, RefundOrder } from './refund.ts';
import { refundIdFor } from './refund-id.ts';

/** What refunding touches. */
export interface RefundPaymentPorts {
  readonly orders: Pick<OrderTable, 'find'>;
  readonly payments: PaymentTable;
  readonly providerNamed: (name: string) => PaymentProvider;
  readonly requestNotice: RequestNotice;
  readonly clock: Clock;
}

const production = (): RefundPaymentPorts => ({
  orders: orderTable(),
  payments: paymentTable(),
  providerNamed,
  requestNotice,
  clock: systemClock,
});

/**
 * Gives a part or all of an order's money back, once per key: a repeat with the same key is the same refund. Several
 * refunds never add up to more than was paid, nor of its kind than was charged. What goes back to gift cards and store
 * credit, the answer tells the storefront. The customer is told once it is made.
 * @throws Problem not-found, invalid-refund (too much, or nothing captured), refund-refused, idempotency-key-reused
 * @throws ProviderUnavailable worth a repeat with the same key
 */
export async function refundPayment(
  id: string,
  key: string,
  asked: RefundOrder,
  { orders, payments, providerNamed, requestNotice, clock }: RefundPaymentPorts = production(),
): Promise<z.output<typeof RefundedOrder>> {
  const orderId = OrderId.safeParse(id);
  if (!orderId.success) throw new Problem(notFound, 'There is no such order.');
  logger.appendKeys({ orderId: orderId.data });
  const refundId = refundIdFor(orderId.data, key);

  // Claimed on our record before the provider is asked: two refunds at once cannot give back more than there is.
  const at = clock().toISOString();
  const { order, content } = await orders.find(orderId.data);
  if (order === undefined || content === undefined) throw new Problem(notFound, 'There is no such order.');
  if (content.totals?.credits && amountDue(order) === 0 && isConfirmed(order.status)) {
    await beginPaidByCredits(order, payments);
  }
  // Ahead of it: should this call be cut off behind the refund, the customer is told all the same.
  const notice = { orderId: orderId.data, event: 'payment-refunded', about: refundId } as const;
  await requestNotice(notice, longerThanACallSeconds);
  const payment = await payments.change(currentPaymentId(order), (current) =>
    claimRefund(current, { ...asked, id: refundId, at }, order, content),
  );
  if (payment === undefined) throw new Problem(notFound, 'There is no payment for this order.');
  assertNotFailed(payment, refundId);

  const isForProvider = payment.refunds.some(({ id, amount }) => id === refundId && amount > 0);
  const settled = isForProvider
    ? await makeRefund(payment, refundId, { payments, provider: providerNamed(payment.provider), clock })
    : payment;
  assertNotFailed(settled, refundId);
  await requestNotice(notice);
  const { captured, refunded, currency } = settled;
  const credits = creditsToGiveBack(order, content, settled.refunds);
  return {
    orderId: orderId.data,
    captured,
    refunded,
    currency,
    ...(content.totals && { chargesLeft: chargesLeft(order, content, settled) }),
    ...(credits.length > 0 && { creditsToGiveBack: [...credits] }),
  };
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
