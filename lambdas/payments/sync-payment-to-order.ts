import type { Order, OrderId } from '../orders/order.ts';
import { OrderNotFound } from '../orders/order-errors.ts';
import { isConfirmed, isOpen, isRejectedOrCancelled, type OrderStatus } from '../orders/order-status.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { read } from '../runtime/dynamodb-read.ts';
import { beginPaidByCredits } from './begin-paid-by-credits.ts';
import { withLineRefunds } from './line-refunds.ts';
import { makeRefund } from './make-refund.ts';
import { type Payment, paymentOf, referenceTo } from './payment.ts';
import { demandOn } from './payment-demand.ts';
import { PaymentUnderWay } from './payment-errors.ts';
import type { PaymentProvider, ProviderPayment } from './payment-provider.ts';
import { providerNamed } from './payment-providers.ts';
import { amountToCapture, isToBeMade, withRestRefund } from './payment-refunds.ts';
import { type PaymentTable, paymentTable } from './payment-table.ts';
import { currentTry, paymentIdOf } from './payment-try.ts';
import { callForReview } from './review.ts';
import { type TakeAnswerPorts, takeAnswer } from './take-answer.ts';

/** What aligning a payment touches. */
export interface SyncPaymentToOrderPorts {
  readonly orders: Pick<OrderTable, 'findOrder' | 'find'>;
  readonly payments: PaymentTable;
  readonly providerNamed: (name: string) => PaymentProvider;
  readonly clock: Clock;
}

const production = (): SyncPaymentToOrderPorts => ({
  orders: orderTable(),
  payments: paymentTable(),
  providerNamed,
  clock: systemClock,
});

/** What giving back the rest touches. */
interface RefundRestPorts extends TakeAnswerPorts {
  readonly payments: PaymentTable;
  readonly provider: PaymentProvider;
}

/** A payment that changes under every look is not a payment; a retry later looks again. */
const rounds = 5;

const confirmedWithoutMoney = 'CONFIRMED_WITHOUT_MONEY';

/**
 * Brings an order's money in line with the order: captures a confirmed order's, gives back that of lines
 * that were cancelled of it, voids or refunds a rejected or
 * cancelled order's, also where that ended before its payment was begun but the storefront had made one; and that of
 * every try to pay that another came into the place of. What the provider answers decides, never what we believed: for
 * what it refuses to give back a person has been called, and it is not asked again. Does nothing when all is in line. Safe to run twice, and beside itself.
 * @throws PaymentUnderWay while a payment that is to be given up can neither be taken nor voided
 * @throws ProviderUnavailable worth a retry
 */
export async function syncPaymentToOrder(
  orderId: OrderId,
  ports: SyncPaymentToOrderPorts = production(),
): Promise<void> {
  const failures: unknown[] = [];
  let tries = 1;
  for (let tryNumber = 1; tryNumber <= tries; tryNumber++) {
    try {
      tries = currentTry(await syncTry(orderId, tryNumber, ports));
    } catch (error) {
      // The money of one try does not wait for that of another.
      failures.push(error);
      tries = currentTry((await ports.orders.findOrder(orderId)) ?? {});
    }
  }
  // What is under way is only to be asked about again.
  const failure = failures.find((error) => !(error instanceof PaymentUnderWay)) ?? failures[0];
  if (failure !== undefined) throw failure;
}

/** The same for one try. @returns the order */
async function syncTry(
  orderId: OrderId,
  tryNumber: number,
  { orders, payments, providerNamed, clock }: SyncPaymentToOrderPorts,
): Promise<Order> {
  const id = paymentIdOf({ orderId, tryNumber });
  for (let round = 0; round < rounds; round++) {
    // The payment first: what a cancellation has voided then finds the order cancelled, never still confirmed.
    const stored = await payments.find(id);
    const order = await orders.findOrder(orderId);
    if (order === undefined) throw new OrderNotFound(orderId);
    const payment = paymentOf(order, stored);
    const isReplaced = payment?.replacedAt !== undefined;
    const hasLess = order.lineCancellations !== undefined && !isReplaced;
    if (hasLess && (await claimLineRefunds(order, payment, { orders, payments }))) continue;
    if (payment === undefined) return order;
    const standing = isReplaced ? 'rejected or cancelled' : standingOf(order.status);
    const demand = demandOn(payment, standing);
    const isGivenUp =
      standing === 'rejected or cancelled' || (standing === 'confirmed' && amountToCapture(payment) === 0);
    const mayHaveBegun = round === 0 && payment.status === 'VOIDED' && isGivenUp;
    // Who asked for the same beside the refusal may have got it, and been cut off before that stood on our record.
    const mayBeMade = round === 0 && payment.refunds.some(({ failure }) => failure?.kind === 'REFUSED');
    if (demand === 'nothing' && !mayHaveBegun && !mayBeMade) return order;
    if (demand === 'review') {
      if (payment.review === confirmedWithoutMoney) return order;
      const reviewed = await payments.replace(payment, { ...payment, review: confirmedWithoutMoney });
      if (reviewed === undefined) continue;
      callForReview(payment, reviewed);
      return order;
    }

    const provider = providerNamed(payment.provider);
    const ports = { payments, provider, clock };
    if (demand === 'refund') await refundRest(payment, ports);
    else if (demand === 'refund lines') await refundLines(payment, ports);
    else if (demand === 'capture') {
      const amount = amountToCapture(payment);
      await takeAnswer(payment, await provider.capture({ ...referenceTo(payment), amount }), ports);
    } else if (demand === 'nothing' && !mayHaveBegun) {
      await takeAnswer(payment, await provider.query(referenceTo(payment)), ports);
    } else {
      const seen = await voidPayment(provider, payment);
      await takeAnswer(payment, seen, ports);
      if (seen.status === 'PENDING') throw new PaymentUnderWay(orderId);
    }
  }
  throw new Error(`the payment of order ${orderId} does not come to rest`);
}

/**
 * Takes the money of an order that has just been confirmed, with no more reads than that needs; all else is aligned as
 * ever. Should the order be rejected or cancelled at this moment, whoever did that has asked for order effects, which
 * gives back what was taken here. Safe to run twice.
 * @throws ProviderUnavailable worth a retry
 */
export async function captureConfirmed(orderId: OrderId, ports: SyncPaymentToOrderPorts = production()): Promise<void> {
  const { payments, providerNamed, clock } = ports;
  const payment = await read(payments.paymentToRead(paymentIdOf({ orderId })));
  if (payment !== undefined && payment.replacedAt === undefined && demandOn(payment, 'confirmed') === 'capture') {
    const provider = providerNamed(payment.provider);
    const seen = await provider.capture({ ...referenceTo(payment), amount: amountToCapture(payment) });
    const captured = await takeAnswer(payment, seen, { payments, provider, clock });
    if (demandOn(captured, 'confirmed') === 'nothing') return;
  }
  await syncPaymentToOrder(orderId, ports);
}

/**
 * Voids what a rejected or cancelled order's payment holds, or keeps open. It is looked at first: what was
 * authorised meanwhile is to stand on our record before it is released, because the customer is told so; and what our
 * record has as VOIDED may have begun all the same, when a cancellation closed it in the moment before Check payment
 * began it, and its provider did not remember that.
 */
async function voidPayment(provider: PaymentProvider, payment: Payment): Promise<ProviderPayment> {
  if (payment.status === 'AUTHORIZED') return provider.void(referenceTo(payment));
  const seen = await provider.query(referenceTo(payment));
  const isHeld = seen.status === 'AUTHORIZED' && payment.status !== 'PENDING';
  return seen.status === 'PENDING' || isHeld ? provider.void(referenceTo(payment)) : seen;
}

/**
 * Claims on our record what goes back for lines that were cancelled of a confirmed order, before its provider is asked
 * for any of it.
 * @returns whether anything was: the record is to be read anew
 */
async function claimLineRefunds(
  order: Order,
  payment: Payment | undefined,
  { orders, payments }: Pick<SyncPaymentToOrderPorts, 'orders' | 'payments'>,
): Promise<boolean> {
  if (!isConfirmed(order.status)) return false;
  const { content } = await orders.find(order.id);
  if (content === undefined) throw new OrderNotFound(order.id);
  if (payment === undefined) {
    if (content.totals?.credits === undefined) return false;
    await beginPaidByCredits(order, payments);
    return true;
  }
  const claimed = withLineRefunds(payment, order, content);
  if (claimed === payment) return false;
  await payments.replace(payment, claimed);
  return true;
}

/** Gives back what is claimed for lines that were cancelled. What the provider refuses, a person has been called for. */
async function refundLines(payment: Payment, ports: RefundRestPorts): Promise<void> {
  let standing = payment;
  for (const { id } of payment.refunds.filter(isToBeMade)) standing = await makeRefund(standing, id, ports);
}

/**
 * Refunds what is left of a rejected or cancelled order's money; on our record first, so that no refund is unknown to
 * it.
 */
async function refundRest(read: Payment, ports: RefundRestPorts): Promise<void> {
  const { payments, provider, clock } = ports;
  // Asked first: a refund whose answer was lost, or that was made elsewhere, has left less to give back than we know
  // of.
  const payment = await takeAnswer(read, await provider.query(referenceTo(read)), ports);
  if (demandOn(payment, 'rejected or cancelled') !== 'refund') return;
  const claim = withRestRefund(payment, clock().toISOString());
  const claimed = await payments.replace(payment, claim.payment);
  if (claimed === undefined) return;
  await makeRefund(claimed, claim.refund.id, ports);
}

function standingOf(status: OrderStatus): 'open' | 'confirmed' | 'rejected or cancelled' {
  if (isOpen(status)) return 'open';
  return isRejectedOrCancelled(status) ? 'rejected or cancelled' : 'confirmed';
}
