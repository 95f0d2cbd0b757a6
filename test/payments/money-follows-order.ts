import { expect } from 'vitest';
import { currentTotal } from '../../lambdas/orders/current-sale.ts';
import { askedBack, isRest } from '../../lambdas/payments/payment-refunds.ts';
import { refundedOf } from './model-provider.ts';
import { type LifeEnd, orderId, total } from './order-life.ts';

/** A confirmed order has its stock and its money, another neither; and our record says what the provider's does. */
export function assertMoneyFollowsOrder({ db, model, order, payment, log }: LifeEnd): void {
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
  if (order.status === 'CONFIRMED') {
    expect(refunded, story).toBe(asked + elsewhere);
    const { refunds = [] } = payment ?? {};
    const uncaptured = refunds.reduce((sum, refund) => sum + (refund.uncaptured ?? 0), 0);
    expect(captured - refunded, story).toBe(order.total - asked - elsewhere - uncaptured);
    const comesTo = currentTotal(order.lineCancellations, order);
    expect(stock?.reserved, story).toBe((6 * comesTo) / total);
    // Each cancellation has its money back, unless other refunds had left less, or it did not go through.
    const cancelled = order.lineCancellations ?? [];
    expect(refunds.map(({ id }) => id)).toEqual(expect.arrayContaining(cancelled.map(({ id }) => id)));
    const isUndisturbed =
      elsewhere === 0 &&
      !theirs?.failedRefunds.has('console-1') &&
      refunds.every(({ id, failure }) => !failure && cancelled.some((one) => one.id === id));
    if (isUndisturbed) expect(captured - refunded, story).toBe(comesTo);
  } else {
    expect(['REJECTED', 'CANCELLED'], story).toContain(order.status);
    const returned = failed.filter(isRest).reduce((sum, { amount }) => sum + amount, 0);
    // Of what the bank sent back, the person who was told may have given some back in another way.
    expect(captured - refunded, story).toBeLessThanOrEqual(returned);
    // Nor is anything held on the customer's card, or open to be paid.
    expect(['AUTHORIZED', 'PENDING'], story).not.toContain(theirs?.status);
    expect([stock?.reserved, order.heldSkus], story).toEqual([0, 0]);
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
