import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LinesCancellationRequest } from '../../lambdas/order-cancellation/cancellation-request.ts';
import {
  type LineCancellationPlan,
  planLineCancellation,
} from '../../lambdas/order-cancellation/plan-line-cancellation.ts';
import { chargesOf } from '../../lambdas/orders/charges.ts';
import { mismatchesOf } from '../../lambdas/orders/check-totals.ts';
import { acceptedSale, currentSale, currentTotal } from '../../lambdas/orders/current-sale.ts';
import { countedLines } from '../../lambdas/orders/line-counts.ts';
import type { Order, OrderContent } from '../../lambdas/orders/order.ts';
import { chargeKinds, sumOf, sumOfCharges, type Totals } from '../../lambdas/orders/totals.ts';
import { paidWith, withoutUnits } from '../../lambdas/orders/without-units.ts';
import { creditsOf, goneBack } from '../../lambdas/payments/given-back.ts';
import { chargesLeft, creditsToGiveBack } from '../../lambdas/payments/left-to-refund.ts';
import { withLineRefunds } from '../../lambdas/payments/line-refunds.ts';
import type { Payment } from '../../lambdas/payments/payment.ts';
import {
  amountToCapture,
  askedBack,
  isToBeMade,
  withMade,
  withRefusal,
  withRestRefund,
} from '../../lambdas/payments/payment-refunds.ts';
import { claimRefund } from '../../lambdas/refunds/claim-refund.ts';
import { Problem } from '../../lambdas/runtime/problem.ts';
import { aLineCancellation, anOrder, anOrderContent, aPayment, noon } from '../builders.ts';
import { histories } from '../histories.ts';
import { type Checkout, checkout } from '../orders/checkouts.ts';

/*
 * The money of generated orders, of which lines are cancelled in portions, before and after the capture, beside refunds
 * that staff make and that are made in the provider's console; some are refused, others fail later.
 */

describe('an order with any totals, in fifteen currencies, of which lines are cancelled in portions,', () => {
  it('keeps and gives back together what was charged, to the minor unit', () => {
    const reached = new Map<string, number>();
    fc.assert(
      fc.property(checkout(), fc.array(step(), { minLength: 1, maxLength: 8 }), fc.boolean(), (made, steps, isLate) => {
        const life = lifeOf(made, isLate);
        for (const [index, one] of steps.entries()) {
          for (const what of take(life, one, `${index}`)) reached.set(what, (reached.get(what) ?? 0) + 1);
          expectSound(life);
        }
        capture(life, false);
        settle(life, 'made');
        expectSound(life);
        if (!life.isDisturbed)
          expect(keptOf(life), 'kept').toBe(currentTotal(life.order.lineCancellations, life.order));
        expectAllGoesBack(life);
      }),
      { numRuns: histories(10_000) },
    );
    const kinds = ['by their share', 'by totals', 'by a refund', 'refused', 'captured all the same', 'given up'];
    for (const kind of kinds) expect(reached.get(kind) ?? 0, kind).toBeGreaterThan(histories(10_000) / 400);
  });
});

interface Life {
  order: Order;
  readonly content: OrderContent;
  payment: Payment;
  /** Whether other money than that of cancelled lines went back, or theirs did not. */
  isDisturbed: boolean;
}

function lifeOf({ lines, totals, total, currency }: Checkout, isLate: boolean): Life {
  const order = anOrder({ status: 'CONFIRMED', currency, total, due: totals.due });
  const content = anOrderContent({ lines: [...lines], totals, total, currency });
  const { due } = totals;
  const isAuthorized = isLate && due > 0;
  const payment = aPayment({
    ...{ currency, amount: due, captured: isAuthorized ? 0 : due },
    status: isAuthorized ? 'AUTHORIZED' : 'CAPTURED',
  });
  return { order, content, payment, isDisturbed: false };
}

type Step = ReturnType<typeof step> extends fc.Arbitrary<infer Value> ? Value : never;

function step() {
  return fc.record({
    does: fc.constantFrom('cancel', 'cancel', 'cancel', 'cancel', 'sync', 'sync', 'capture', 'refund', 'console'),
    line: fc.nat(9),
    units: fc.integer({ min: 1, max: 4 }),
    by: fc.constantFrom('share', 'share', 'totals', 'refund'),
    perMille: fc.integer({ min: 0, max: 1_100 }),
    kind: fc.constantFrom(...chargeKinds),
    outcome: fc.constantFrom('made', 'made', 'made', 'refused', 'failed'),
    isUnderWay: fc.boolean(),
  });
}

/** @returns what was reached by it */
function take(life: Life, asked: Step, id: string): readonly string[] {
  switch (asked.does) {
    case 'cancel':
      return cancel(life, asked, id);
    case 'capture':
      return capture(life, asked.isUnderWay);
    case 'sync':
      settle(life, asked.outcome);
      return [];
    case 'refund':
      return refund(life, asked, id);
    default: {
      const left = life.payment.captured - Math.max(life.payment.refunded, askedBack(life.payment));
      const amount = Math.min(left, asked.perMille);
      life.isDisturbed ||= amount > 0;
      life.payment = { ...life.payment, refunded: life.payment.refunded + Math.max(0, amount) };
      return [];
    }
  }
}

function cancel(life: Life, { line: pick, units, by, perMille, kind }: Step, id: string): readonly string[] {
  const { order, content, payment } = life;
  const open = countedLines(order, content.lines).filter(({ quantity, cancelled }) => quantity > cancelled);
  const chosen = open[pick % open.length];
  if (chosen === undefined) return [];
  const lines = [{ line: chosen.line, quantity: Math.min(units, chosen.quantity - chosen.cancelled) }];
  const left = chargesLeft(order, content, payment)[kind];
  const stated = {
    share: {},
    refund: { refund: { [kind]: Math.max(1, Math.ceil((left * perMille) / 1_000)) } },
    totals: { totals: restated(life, lines, perMille) },
  }[by];
  const before = currentTotal(order.lineCancellations, order);
  const plan = planned(life, { reason: 'STOCK', lines, ...stated });
  if (plan === undefined) {
    const total = stated.totals && totalOf(stated.totals);
    // Refused is only what would be more than there is, or cannot be stated of the last units.
    const isLast = open.length === 1 && lines[0]?.quantity === chosen.quantity - chosen.cancelled;
    expect(isLast || (total ?? 0) > before || by === 'refund', 'refused for a reason').toBe(true);
    return ['refused'];
  }
  if (plan.status === 'CANCELLED') return [];
  const cancellation = aLineCancellation({ id: `c${id}`, reason: 'STOCK', lines: plan.lines, charges: plan.charges });
  life.order = {
    ...order,
    lineCounts: [...plan.counts],
    lineCancellations: [...(order.lineCancellations ?? []), cancellation],
    ...(plan.totals && { restatedTotals: { by: cancellation.id, totals: plan.totals } }),
  };
  expect(sumOfCharges(plan.charges)).toBeGreaterThanOrEqual(0);
  return [{ share: 'by their share', totals: 'by totals', refund: 'by a refund' }[by]];
}

/** What a shop's own checkout would make of what is left: vouchers that no longer hold, another shipping. */
function restated({ order, content }: Life, lines: LineCancellationPlan['lines'], perMille: number): Totals {
  const left = withoutUnits(content, offOf(order, content, lines));
  const { discounts = [], shipping, ...totals } = left.totals ?? { subtotal: 0, due: 0 };
  // No voucher is above what it is on.
  const kept = perMille % 2 === 0 ? discounts.slice(0, perMille % (discounts.length + 1)) : [];
  const share = kept.length > 0 ? 1_000 : perMille;
  const sold = withoutUnits(
    {
      ...left,
      totals: {
        ...totals,
        ...(kept.length > 0 && { discounts: kept }),
        ...(shipping && { shipping: { ...shipping, amount: Math.ceil((shipping.amount * share) / 1_000) } }),
      },
    },
    [],
  );
  const { credits: _, ...rest } = sold.totals ?? { subtotal: 0 };
  return { ...rest, ...paidWith(content, sold.total) };
}

function offOf(order: Order, content: OrderContent, lines: LineCancellationPlan['lines']): number[] {
  return countedLines(order, content.lines).map(
    ({ line, cancelled }) => cancelled + (lines.find((one) => one.line === line)?.quantity ?? 0),
  );
}

function planned({ order, content, payment }: Life, request: LinesCancellationRequest) {
  try {
    return planLineCancellation(order, content, payment, request);
  } catch (error) {
    if (error instanceof Problem && error.kind === 'invalid-cancellation') return undefined;
    throw error;
  }
}

/** What the order comes to now is claimed; what is authorised is captured, or all of it because that was under way. */
function capture(life: Life, isUnderWay: boolean): readonly string[] {
  if (life.payment.status !== 'AUTHORIZED') return [];
  claim(life);
  const { payment } = life;
  const toCapture = amountToCapture(payment);
  const captured = isUnderWay ? payment.amount : toCapture;
  life.payment = { ...payment, captured, status: captured === 0 ? 'VOIDED' : 'CAPTURED' };
  if (captured < payment.amount) return ['given up'];
  return toCapture < captured ? ['captured all the same'] : [];
}

function claim(life: Life): void {
  life.payment = withLineRefunds(life.payment, life.order, life.content);
}

/** What is claimed for cancelled lines is made, refused, or made and fails later. */
function settle(life: Life, outcome: Step['outcome']): void {
  claim(life);
  for (const { id } of life.payment.refunds.filter(isToBeMade)) settleOne(life, id, outcome);
}

function settleOne(life: Life, id: string, outcome: Step['outcome']): void {
  const { payment } = life;
  const amount = payment.refunds.find((one) => one.id === id)?.amount ?? 0;
  life.isDisturbed ||= outcome !== 'made';
  if (outcome === 'refused') {
    life.payment = withRefusal(payment, id, 'no', noon);
    return;
  }
  life.payment = withMade({ ...payment, refunded: payment.refunded + amount }, id);
  if (outcome === 'made' || amount === 0) return;
  const failure = { kind: 'FAILED', code: 'no', at: noon } as const;
  const refunds = life.payment.refunds.map((one) => (one.id === id ? { ...one, failure } : one));
  life.payment = { ...life.payment, refunded: life.payment.refunded - amount, refunds };
}

/** A refund that staff make, of goodwill. */
function refund(life: Life, { perMille, kind, outcome }: Step, id: string): readonly string[] {
  const { order, content, payment } = life;
  const amount = Math.max(1, Math.ceil((chargesLeft(order, content, payment)[kind] * perMille) / 1_000));
  try {
    const asked = { id, at: noon, amount, reason: 'broken', charges: { [kind]: amount } };
    life.payment = claimRefund(payment, asked, order, content);
  } catch (error) {
    if (error instanceof Problem && error.kind === 'invalid-refund') return [];
    throw error;
  }
  life.isDisturbed = true;
  settleOne(life, id, outcome);
  return [];
}

/** Nothing negative; no more than was charged, nor given back than was taken; and all of it adds up. */
function expectSound({ order, content, payment }: Life): void {
  const sale = currentSale(order, content);
  const claimed = withLineRefunds(payment, order, content);
  const left = chargesLeft(order, content, payment);
  const gone = goneBack(claimed);
  const uncaptured = claimed.refunds.reduce((sum, refund) => sum + (refund.uncaptured ?? 0), 0);
  const credited = sumOf(claimed.refunds.flatMap(creditsOf));
  const isAsSold =
    sale.totals?.fees?.some(({ title }) => title === 'Cancellation') !== true &&
    sale.totals?.discounts?.some(({ title }) => title === 'Cancellation') !== true;

  const broken = {
    sum: sumOfCharges(left) + gone + uncaptured + credited - order.total,
    kinds: chargeKinds.filter((kind) => left[kind] < 0),
    provider: Math.max(0, gone - payment.captured),
    credits: (content.totals?.credits ?? []).filter(
      ({ reference, amount }) =>
        sumOf(claimed.refunds.flatMap(creditsOf).filter((one) => one.reference === reference)) > amount,
    ),
    refunds: claimed.refunds.filter(({ amount, uncaptured: given = 0 }) => amount < 0 || given < 0),
    total: sale.total < 0 || sale.total > order.total,
    charges: isAsSold ? sumOfCharges(chargesOf(sale.lines, sale.totals)) - sale.total : 0,
    mismatches: isAsSold && sale.totals ? mismatchesOf(sale.lines, sale.totals, sale.total) : [],
    paid: sale.totals ? totalOf(sale.totals) - sale.total : 0,
  };
  expect(broken).toEqual({
    ...{ sum: 0, kinds: [], provider: 0, credits: [], refunds: [], total: false, charges: 0, mismatches: [], paid: 0 },
  });
}

/** What the shop keeps, of money and of credits. */
function keptOf({ order, content, payment }: Life): number {
  const credits = sumOf(content.totals?.credits) - sumOf(creditsToGiveBack(order, content, payment.refunds));
  return payment.captured - payment.refunded + credits;
}

/** Called off, or refunded whole, it keeps nothing. */
function expectAllGoesBack({ order, content, payment }: Life): void {
  const { refund: rest } = withRestRefund(payment, noon);
  expect(payment.refunded + rest.amount).toBe(payment.captured);
  expect(acceptedSale(order, content)).toBe(content);
  const left = sumOfCharges(chargesLeft(order, content, payment));
  if (left === 0) return;
  const asked = { id: 'all', at: noon, amount: left, reason: 'all' };
  const claimed = claimRefund(payment, asked, order, content);
  const amount = claimed.refunds.at(-1)?.amount ?? 0;
  const all = withMade({ ...claimed, refunded: payment.refunded + amount }, 'all');
  expect(sumOfCharges(chargesLeft(order, content, all))).toBe(0);
}

function totalOf({ due, credits }: Totals): number {
  return due + sumOf(credits);
}
