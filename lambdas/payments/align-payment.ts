import type { OrderId } from '../orders/order.ts';
import { OrderNotFound } from '../orders/order-errors.ts';
import { isCalledOff, isOpen, type OrderStatus } from '../orders/order-status.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { afterNews, demandOn, type Payment, referenceTo } from './payment.ts';
import { PaymentUnderWay } from './payment-errors.ts';
import type { PaymentProvider, ProviderPayment } from './payment-provider.ts';
import { providerNamed } from './payment-providers.ts';
import { type PaymentTable, paymentTable } from './payment-table.ts';
import { callForReview } from './review.ts';

/** What aligning a payment touches. */
export interface AlignPaymentPorts {
  readonly orders: Pick<OrderTable, 'findOrder'>;
  readonly payments: PaymentTable;
  readonly providerNamed: (name: string) => PaymentProvider;
  readonly clock: Clock;
}

const production = (): AlignPaymentPorts => ({
  orders: orderTable(),
  payments: paymentTable(),
  providerNamed,
  clock: systemClock,
});

/** A payment that changes under every look is not a payment; a retry later looks again. */
const rounds = 4;

/**
 * Brings an order's money in line with the order: captures a confirmed order's, voids or refunds a called-off order's. What
 * the provider answers decides, never what we believed. Does nothing when all is in line. Safe to run twice, and beside itself.
 * @throws PaymentUnderWay while a called-off order's payment can neither be taken nor given up
 * @throws ProviderUnavailable worth a retry
 */
export async function alignPayment(
  orderId: OrderId,
  { orders, payments, providerNamed, clock }: AlignPaymentPorts = production(),
): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    // The payment first: what a cancellation has given up then finds the order cancelled, never still confirmed.
    const payment = await payments.find(orderId);
    const order = await orders.findOrder(orderId);
    if (order === undefined) throw new OrderNotFound(orderId);
    if (payment === undefined) return;
    const demand = demandOn(payment, standingOf(order.status));
    const givenUp = round === 0 && payment.status === 'VOIDED' && isCalledOff(order.status);
    if (demand === 'nothing' && !givenUp) return;
    if (demand === 'review') {
      const review = 'CONFIRMED_WITHOUT_MONEY';
      callForReview(payment, await payments.change(orderId, (current) => ({ ...current, review })));
      return;
    }

    const provider = providerNamed(payment.provider);
    const at = clock().toISOString();
    const seen = await (demand === 'nothing'
      ? giveUpAgain(provider, payment)
      : demand === 'refund'
        ? refundRest(provider, payment, payments, at)
        : provider[demand](referenceTo(payment)));
    callForReview(payment, await payments.change(orderId, (current) => afterNews(current, seen, at)));
    if (seen.status === 'PENDING' && demand !== 'capture') throw new PaymentUnderWay(orderId);
  }
  throw new Error(`the payment of order ${orderId} does not come to rest`);
}

/**
 * Makes sure that what our record has as given up is given up: a cancellation may close a payment in the moment before Check
 * payment begins it, and not every provider remembers what it closed without knowing it.
 */
async function giveUpAgain(provider: PaymentProvider, payment: Payment): Promise<ProviderPayment> {
  const seen = await provider.query(referenceTo(payment));
  return seen.status === 'PENDING' || seen.status === 'AUTHORIZED' ? provider.void(referenceTo(payment)) : seen;
}

/** Refunds what is left of a called-off order's money; on our record first, so that no refund is unknown to it. */
async function refundRest(
  provider: PaymentProvider,
  payment: Payment,
  payments: PaymentTable,
  at: string,
): Promise<ProviderPayment> {
  // Asked first: a refund whose answer was lost has left less to give back than we know of.
  const seen = await provider.query(referenceTo(payment));
  const { orderId, captured, refunded } = afterNews(payment, seen, at);
  if (captured <= refunded) return seen;
  // Named by what was given back before, so that a repeat is the same refund, and a refund after another is not.
  const refund = { id: `${orderId}-rest-${refunded}`, amount: captured - refunded, at, reason: 'order called off' };
  const recorded = await payments.change(orderId, (current) =>
    current.refunds.some(({ id }) => id === refund.id)
      ? current
      : { ...current, refunds: [...current.refunds, refund] },
  );
  const standing = recorded?.refunds.find(({ id }) => id === refund.id);
  if (recorded === undefined || standing === undefined) throw new Error(`the payment of order ${orderId} is gone`);
  return provider.refund({ ...referenceTo(recorded), amount: standing.amount, refundId: refund.id });
}

function standingOf(status: OrderStatus): 'open' | 'confirmed' | 'called off' {
  if (isOpen(status)) return 'open';
  return isCalledOff(status) ? 'called off' : 'confirmed';
}
