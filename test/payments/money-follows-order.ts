import { expect } from 'vitest';
import { currentTotal, dueNow } from '../../lambdas/orders/current-sale.ts';
import { currentLines } from '../../lambdas/orders/line-counts.ts';
import { isConfirmed } from '../../lambdas/orders/order-status.ts';
import { amountDue, sumOf } from '../../lambdas/orders/totals.ts';
import { compare } from '../../lambdas/payment-reconciliation/reconcile-day.ts';
import { creditsOf } from '../../lambdas/payments/given-back.ts';
import { referenceTo } from '../../lambdas/payments/payment.ts';
import { askedBack, isRest } from '../../lambdas/payments/payment-refunds.ts';
import { refundedOf } from './model-provider.ts';
import { type LifeEnd, orderId, total } from './order-life.ts';

/** A confirmed order has its stock and its money, another neither; and our record says what the provider's does. */
export function assertMoneyFollowsOrder({ db, model, order, content, onHand, payment, log }: LifeEnd): void {
  const theirs = model.payments.get(orderId);
  const story = log.join('; ');
  const captured = theirs?.captured ?? 0;
  const refunded = theirs === undefined ? 0 : refundedOf(theirs);
  expect(refunded, story).toBeLessThanOrEqual(captured);
  expect(theirs?.ledger.filter((entry) => entry.startsWith('captured')).length ?? 0, story).toBeLessThanOrEqual(1);
  expect({ captured: payment?.captured ?? 0, refunded: payment?.refunded ?? 0 }, story).toEqual({ captured, refunded });

  const stock = db.item('stock', 'SKU#85123A', 'STOCK');
  const asked = payment === undefined ? 0 : askedBack(payment);
  const elsewhere = theirs?.refunds.get('console-1') ?? 0;
  // Of what did not arrive at the customer's bank, a person has been told; it is not sent there again and again.
  const failed = payment?.refunds.filter(({ failure }) => failure?.kind === 'FAILED') ?? [];
  expect(
    failed.map(({ id }) => id),
    story,
  ).toEqual([...(theirs?.failedRefunds.keys() ?? [])].filter((id) => id !== 'console-1'));
  const counted = currentLines(order, content.lines);
  const shipped = counted.reduce((sum, { fulfilled }) => sum + fulfilled, 0);
  expect(stock, story).toMatchObject({
    onHand: onHand - shipped,
    available: onHand - shipped - Number(stock?.reserved),
  });
  if (isConfirmed(order.status)) {
    // No person is called for want of money.
    expect(payment?.review, story).not.toBe('CONFIRMED_WITHOUT_MONEY');
    expect(refunded, story).toBe(asked + elsewhere);
    const { refunds = [] } = payment ?? {};
    const uncaptured = refunds.reduce((sum, refund) => sum + (refund.uncaptured ?? 0), 0);
    expect(captured - refunded, story).toBe(amountDue(order) - asked - elsewhere - uncaptured);
    const comesTo = currentTotal(order.lineCancellations, order);
    const units = counted.reduce((sum, { quantity, cancelled }) => sum + quantity - cancelled, 0);
    expect(units, story).toBe((6 * comesTo) / total);
    expect(stock?.reserved, story).toBe(units - shipped);
    // Each cancellation has its money back, unless other refunds had left less, or it did not go through.
    const cancelled = order.lineCancellations ?? [];
    expect(refunds.map(({ id }) => id)).toEqual(expect.arrayContaining(cancelled.map(({ id }) => id)));
    const isUndisturbed =
      elsewhere === 0 &&
      !theirs?.failedRefunds.has('console-1') &&
      refunds.every(({ id, failure }) => !failure && cancelled.some((one) => one.id === id));
    const byCredits = order.total - amountDue(order) - sumOf(refunds.flatMap(creditsOf));
    if (isUndisturbed) expect(captured - refunded + byCredits, story).toBe(comesTo);
  } else {
    expect(['REJECTED', 'CANCELLED'], story).toContain(order.status);
    // For want of a payment is rejected only what is to be paid.
    if (order.rejection?.reason.startsWith('PAYMENT_')) expect(dueNow(order), story).toBeGreaterThan(0);
    const returned = failed.filter(isRest).reduce((sum, { amount }) => sum + amount, 0);
    const isRefused = payment?.refunds.some((one) => isRest(one) && one.failure?.kind === 'REFUSED') === true;
    // Of what the bank sent back, the person who was told may have given some back in another way. From a refusal of the
    // provider's on, all that is left is theirs to give back.
    if (!isRefused) expect(captured - refunded, story).toBeLessThanOrEqual(returned);
    // Nor is anything held on the customer's card, or open to be paid.
    expect(['AUTHORIZED', 'PENDING'], story).not.toContain(theirs?.status);
    expect([stock?.reserved, order.heldSkus], story).toEqual([0, 0]);
  }
}

/** The reconciliation finds nothing to say, but of money that did not arrive, or that was given back beside us. */
export async function assertReconciled({ model, order, payment, formerPayments, log }: LifeEnd): Promise<void> {
  const story = log.join('; ');
  for (const one of [...formerPayments, ...(payment === undefined ? [] : [payment])]) {
    const theirs = await model.query(referenceTo(one));
    const kept = theirs.captured > theirs.refunded && (!isConfirmed(order.status) || one.replacedAt !== undefined);
    const isMore = theirs.refunded > askedBack(one);
    expect(
      compare(theirs, one, order.status).map(({ kind }) => kind),
      story,
    ).toEqual(
      kept ? ['CAPTURED_WITHOUT_CONFIRMED_ORDER'] : isMore && isConfirmed(order.status) ? ['REFUND_NOT_ASKED_FOR'] : [],
    );
  }
}

/** Whoever looks once more finds nothing to do. */
export async function assertNothingIsLeftToDo({ db, model, again, log }: LifeEnd): Promise<void> {
  const payment = model.payments.get(orderId);
  const standing = () => ({
    ledger: [...(payment?.ledger ?? [])],
    // What the provider never knew may be closed again: that changes nothing there.
    calls: payment && model.mutatingCalls(),
    record: db.item('payments', `ORDER#${orderId}`, 'PAYMENT'),
  });
  const before = standing();
  await again();
  expect(standing(), log.join('; ')).toEqual(before);
}
