import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chargesOf } from '../../lambdas/orders/charges.ts';
import { mismatchesOf } from '../../lambdas/orders/check-totals.ts';
import type { Order, OrderContent } from '../../lambdas/orders/order.ts';
import { chargeKinds, type Totals } from '../../lambdas/orders/totals.ts';
import { creditsOf } from '../../lambdas/payments/given-back.ts';
import { chargesLeft, creditsToGiveBack } from '../../lambdas/payments/left-to-refund.ts';
import type { Payment } from '../../lambdas/payments/payment.ts';
import { askedBack, withMade, withRefusal, withRestRefund } from '../../lambdas/payments/payment-refunds.ts';
import { amountOf, claimRefund } from '../../lambdas/refunds/claim-refund.ts';
import type { RefundOrder } from '../../lambdas/refunds/refund.ts';
import { Problem } from '../../lambdas/runtime/problem.ts';
import { anOrder, anOrderContent, aPayment, noon } from '../builders.ts';
import { histories } from '../histories.ts';
import { type Checkout, checkout } from '../orders/checkouts.ts';

const runs = { numRuns: histories(10_000) };

describe('an order with any totals, in fifteen currencies,', () => {
  it('is taken when all adds up, and refused when one figure is off by one minor unit', () => {
    fc.assert(
      fc.property(checkout(), fc.nat(), fc.constantFrom(-1, 1), ({ lines, totals, total }, pick, off) => {
        expect(mismatchesOf(lines, totals, total)).toEqual([]);

        const figures = figuresOf(totals);
        const figure = figures[pick % (figures.length + 1)];
        const changed = structuredClone(totals);
        if (figure !== undefined) figure(changed, off);
        expect(mismatchesOf(lines, changed, figure === undefined ? total + off : total)).not.toEqual([]);
      }),
      runs,
    );
  });

  it('keeps and gives back together what was charged, whatever is refunded, refused, fails or is called off', () => {
    fc.assert(
      fc.property(checkout(), fc.array(step(), { maxLength: 8 }), fc.boolean(), (made, steps, isCancelled) => {
        const { order, content } = confirmed(made);
        let payment = paid(order);
        for (const [index, { share, kind, outcome }] of steps.entries()) {
          payment = after(payment, String(index), share, kind, outcome, order, content);
          expectInvariant(order, content, payment);
        }
        if (isCancelled) {
          const { refund: rest } = withRestRefund(payment, noon);
          const credits = creditsToGiveBack({ status: 'CANCELLED' }, content, payment.refunds);
          expect(payment.refunded + rest.amount + sum(credits)).toBe(order.total);
          return;
        }
        const left = sum(kinds(chargesLeft(order, content, payment)));
        if (left === 0) return;
        const all = givenBack(claimed(payment, 'rest', { amount: left, reason: 'all' }, order, content), 'rest');
        expect(chargesLeft(order, content, all)).toEqual({ items: 0, shipping: 0, fees: 0, tax: 0 });
        expect(all.refunded).toBe(all.captured);
        expect(all.refunded + sum(creditsToGiveBack(order, content, all.refunds))).toBe(order.total);
        expect(claimed(all, 'more', { amount: 1, reason: 'more' }, order, content)).toBe(all);
      }),
      runs,
    );
  });
});

function expectInvariant(order: Order, content: OrderContent, payment: Payment): void {
  const charged = chargesOf(content.lines, content.totals);
  const left = chargesLeft(order, content, payment);
  const credits = creditsToGiveBack(order, content, payment.refunds);
  const claimedCredits = sum(payment.refunds.flatMap(creditsOf));
  const goneFromProvider = Math.max(payment.refunded, askedBack(payment));

  const broken = {
    sum: sum(kinds(left)) + goneFromProvider + claimedCredits - order.total,
    kinds: chargeKinds.filter((kind) => left[kind] < 0 || left[kind] > charged[kind]),
    provider: Math.max(0, goneFromProvider - payment.captured),
    credits: credits.filter(({ reference, amount }) => {
      return amount > (content.totals?.credits?.find((credit) => credit.reference === reference)?.amount ?? 0);
    }),
  };
  expect(broken).toEqual({ sum: 0, kinds: [], provider: 0, credits: [] });
}

type Outcome = 'made' | 'refused' | 'failed later' | 'in the console';

/** A share of what is left, in per mille: of above a thousand there is not so much. */
function step() {
  return fc.record({
    share: fc.integer({ min: 1, max: 1_100 }),
    kind: fc.constantFrom(undefined, ...chargeKinds),
    outcome: fc.constantFrom<Outcome>('made', 'made', 'made', 'refused', 'failed later', 'in the console'),
  });
}

function after(
  payment: Payment,
  id: string,
  share: number,
  kind: (typeof chargeKinds)[number] | undefined,
  outcome: Outcome,
  order: Order,
  content: OrderContent,
): Payment {
  const left = chargesLeft(order, content, payment);
  const whole = kind === undefined ? sum(kinds(left)) : left[kind];
  const amount = Math.max(1, Math.ceil((whole * share) / 1_000));
  if (outcome === 'in the console') {
    return { ...payment, refunded: payment.refunded + Math.min(amount, payment.captured - payment.refunded) };
  }
  const refund = { amount, reason: 'broken', ...(kind && { charges: { [kind]: amount } }) };
  const next = claimed(payment, id, refund, order, content);
  if (amount > whole) expect(next).toBe(payment);
  if (next === payment) return payment;
  expect(amountOf(next.refunds.at(-1) ?? { id, amount: 0, at: noon, reason: '' })).toBe(amount);
  if (outcome === 'refused') return withRefusal(next, id, 'no', noon);
  const settled = givenBack(next, id);
  if (outcome === 'made') return settled;
  const failed = settled.refunds.find((one) => one.id === id)?.amount ?? 0;
  if (failed === 0) return settled;
  const failure = { kind: 'FAILED', code: 'no', at: noon } as const;
  const refunds = settled.refunds.map((one) => (one.id === id ? { ...one, failure } : one));
  return { ...settled, refunded: settled.refunded - failed, refunds };
}

/** The payment with a refund claimed; the same where it is refused. */
function claimed(payment: Payment, id: string, refund: RefundOrder, order: Order, content: OrderContent): Payment {
  try {
    return claimRefund(payment, { ...refund, id, at: noon }, order, content);
  } catch (error) {
    if (error instanceof Problem && error.kind === 'invalid-refund') return payment;
    throw error;
  }
}

/** What the provider makes of a claimed refund. */
function givenBack(payment: Payment, id: string): Payment {
  const amount = payment.refunds.find((one) => one.id === id)?.amount ?? 0;
  return withMade({ ...payment, refunded: payment.refunded + amount }, id);
}

function confirmed({ lines, totals, total, currency }: Checkout): { order: Order; content: OrderContent } {
  const order = anOrder({ status: 'CONFIRMED', currency, total, due: totals.due });
  return { order, content: anOrderContent({ lines: [...lines], totals, total, currency }) };
}

function paid({ currency, due = 0 }: Order): Payment {
  return aPayment({ currency, amount: due, captured: due, status: 'CAPTURED' });
}

/** A change of each stated figure. */
function figuresOf({ discounts = [], shipping, fees = [], tax, credits = [] }: Totals) {
  type Change = (totals: Totals, off: number) => void;
  const at = (entries: (totals: Totals) => readonly { amount: number }[] | undefined, index: number): Change => {
    return (totals, off) => {
      const entry = entries(totals)?.[index] as { amount: number } | undefined;
      if (entry) entry.amount += off;
    };
  };
  const changes: Change[] = [
    (totals, off) => Object.assign(totals, { subtotal: totals.subtotal + off }),
    (totals, off) => Object.assign(totals, { due: totals.due + off }),
    ...discounts.map((_, index) => at((totals) => totals.discounts, index)),
    ...(shipping ? [at((totals) => totals.shipping && [totals.shipping], 0)] : []),
    ...fees.map((_, index) => at((totals) => totals.fees, index)),
    ...(tax?.breakdown ?? []).map((_, index) => at((totals) => totals.tax?.breakdown, index)),
    ...credits.map((_, index) => at((totals) => totals.credits, index)),
  ];
  return changes;
}

function kinds(charges: Readonly<Record<string, number>>): readonly number[] {
  return Object.values(charges);
}

function sum(amounts: readonly (number | { readonly amount: number })[]): number {
  return amounts.reduce<number>((total, one) => total + (typeof one === 'number' ? one : one.amount), 0);
}
