import type * as z from 'zod/mini';
import { OrderId } from '../orders/order.ts';
import { isConfirmed } from '../orders/order-status.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { amountDue } from '../orders/totals.ts';
import { chargesLeft, creditsToGiveBack } from '../payments/left-to-refund.ts';
import { begunPayment, type Payment, referenceTo } from '../payments/payment.ts';
import { RefundRefused } from '../payments/payment-errors.ts';
import type { PaymentProvider } from '../payments/payment-provider.ts';
import { providerNamed } from '../payments/payment-providers.ts';
import { withRefusal } from '../payments/payment-refunds.ts';
import { type PaymentTable, paymentTable } from '../payments/payment-table.ts';
import { takeAnswer } from '../payments/take-answer.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { logger } from '../runtime/logger.ts';
import { Problem } from '../runtime/problem.ts';
import { notFound } from '../runtime/problems.ts';
import { claimRefund, withMade } from './claim-refund.ts';
import { refundRefused } from './problems.ts';
import type { RefundedOrder, RefundOrder } from './refund.ts';
import { refundIdFor } from './refund-id.ts';

/** What refunding touches. */
export interface RefundPaymentPorts {
  readonly orders: Pick<OrderTable, 'find'>;
  readonly payments: PaymentTable;
  readonly providerNamed: (name: string) => PaymentProvider;
  readonly clock: Clock;
}

const production = (): RefundPaymentPorts => ({
  orders: orderTable(),
  payments: paymentTable(),
  providerNamed,
  clock: systemClock,
});

/**
 * Gives a part or all of an order's money back, once per key: a repeat with the same key is the same refund. Several
 * refunds never add up to more than was paid, nor of its kind than was charged. What goes back to gift cards and store
 * credit, the answer tells the storefront.
 * @throws Problem not-found, invalid-refund (too much, or nothing captured), refund-refused, idempotency-key-reused
 * @throws ProviderUnavailable worth a repeat with the same key
 */
export async function refundPayment(
  id: string,
  key: string,
  asked: RefundOrder,
  { orders, payments, providerNamed, clock }: RefundPaymentPorts = production(),
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
    // Nobody was asked to pay, so there is no record yet on which a refund could be claimed.
    const begun = begunPayment(order);
    await payments.replace(begun, { ...begun, status: 'CAPTURED', history: [] });
  }
  const payment = await payments.change(orderId.data, (current) =>
    claimRefund(current, { ...asked, id: refundId, at }, order, content),
  );
  if (payment === undefined) throw new Problem(notFound, 'There is no payment for this order.');
  assertNotFailed(payment, refundId);

  const settled = await giveBack(payment, refundId, { payments, providerNamed, clock });
  assertNotFailed(settled, refundId);
  const { captured, refunded, currency } = settled;
  const credits = creditsToGiveBack(order, content, settled.refunds);
  return {
    orderId: orderId.data,
    captured,
    refunded,
    currency,
    ...(content.totals && { chargesLeft: chargesLeft(content, settled) }),
    ...(credits.length > 0 && { creditsToGiveBack: [...credits] }),
  };
}

/** Asks the provider for its part of a claimed refund. @returns the payment as it then stands */
async function giveBack(
  payment: Payment,
  refundId: string,
  { payments, providerNamed, clock }: Omit<RefundPaymentPorts, 'orders'>,
): Promise<Payment> {
  const amount = payment.refunds.find(({ id }) => id === refundId)?.amount ?? 0;
  if (amount === 0) return payment;
  const provider = providerNamed(payment.provider);
  const ports = { payments, provider, clock };
  try {
    const seen = await provider.refund({ ...referenceTo(payment), refundId, amount });
    return await takeAnswer(payment, seen, ports, (current) => withMade(current, refundId));
  } catch (error) {
    if (!(error instanceof RefundRefused)) throw error;
    const at = clock().toISOString();
    const refused = await payments.change(payment.orderId, (current) => withRefusal(current, refundId, error.code, at));
    // Who asked for the same beside us may have got it before the refusal was written down: the provider has the last
    // word.
    const answer = refused && (await provider.query(referenceTo(refused)));
    return refused && answer ? takeAnswer(refused, answer, ports, (current) => withMade(current, refundId)) : payment;
  }
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
