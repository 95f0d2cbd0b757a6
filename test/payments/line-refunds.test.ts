import { describe, expect, it } from 'vitest';
import type { Order } from '../../lambdas/orders/order.ts';
import { withLineRefunds } from '../../lambdas/payments/line-refunds.ts';
import type { Payment, Refund } from '../../lambdas/payments/payment.ts';
import { aLineCancellation, anOrder, anOrderContent, aPayment, noon } from '../builders.ts';

/** 6 × 255, of which one is cancelled. */
const content = anOrderContent();
const charges = { items: 255, shipping: 0, fees: 0, tax: 0 };
const cancellation = aLineCancellation({ charges });
const order = (more: Partial<Order> = {}) =>
  anOrder({
    status: 'CONFIRMED',
    lineCounts: [{ line: 1, cancelled: 1 }],
    lineCancellations: [cancellation],
    ...more,
  });
const claimedOf = (payment: Partial<Payment>, of = order(), sold = content) =>
  withLineRefunds(aPayment(payment), of, sold).refunds;
/** What every refund for the cancellation says. */
const named = { id: 'c1', at: noon, reason: 'CHANGED_MIND', charges };

describe('what is claimed for lines that were cancelled', () => {
  it('goes back of what was captured, once it is made', () => {
    expect(claimedOf({ status: 'CAPTURED' })).toEqual([{ ...named, amount: 255, made: false }]);
  });

  it('is not captured of what is only authorised', () => {
    expect(claimedOf({ status: 'AUTHORIZED' })).toEqual([{ ...named, amount: 0, uncaptured: 255, made: true }]);
  });

  it.each<[string, Partial<Payment>, Order]>([
    ['the order has no answer yet', { status: 'AUTHORIZED' }, order({ status: 'RESERVED' })],
    ['it was cancelled', { status: 'CAPTURED' }, order({ status: 'CANCELLED' })],
    ['nothing was cancelled of it', { status: 'CAPTURED' }, anOrder({ status: 'CONFIRMED' })],
    ['its money is not there yet', { status: 'PENDING' }, order()],
    ['its money never came', { status: 'DECLINED' }, order()],
    ['its authorisation was given up', { status: 'VOIDED' }, order()],
  ])('is nothing where %s', (_, seen, of) => {
    const payment = aPayment(seen);

    expect(withLineRefunds(payment, of, content)).toBe(payment);
  });

  it('is claimed once, and of each cancellation by itself', () => {
    const second = aLineCancellation({ id: 'c2', charges: { ...charges, items: 510 } });
    const first = withLineRefunds(aPayment({ status: 'CAPTURED' }), order(), content);
    const of = order({ lineCounts: [{ line: 1, cancelled: 3 }], lineCancellations: [cancellation, second] });

    expect(withLineRefunds(first, order(), content)).toBe(first);
    expect(withLineRefunds(first, of, content).refunds.map(({ id, amount }) => [id, amount])).toEqual([
      ['c1', 255],
      ['c2', 510],
    ]);
  });

  it('is no more than other refunds have left', () => {
    const other = { id: 'other', at: noon, reason: 'broken', amount: 1_400 };
    const [, claimed] = claimedOf({ status: 'CAPTURED', refunded: 1_400, refunds: [other] });

    expect(claimed).toMatchObject({ amount: 130, charges: { items: 130 } });
  });

  it('goes back to the provider first, then to credits', () => {
    const credits = [{ type: 'GIFT_CARD' as const, reference: 'card', amount: 1_430 }];
    const paidByCard = anOrderContent({ totals: { subtotal: 1_530, credits, due: 100 } });
    const paid = { amount: 100, captured: 100, status: 'CAPTURED' } as const;

    expect(claimedOf(paid, order({ due: 100 }), paidByCard)).toEqual([
      { ...named, amount: 100, credits: [{ ...credits[0], amount: 155 }], made: false },
    ]);
    expect(claimedOf({ ...paid, refunded: 100, status: 'REFUNDED' }, order({ due: 100 }), paidByCard)).toMatchObject([
      { amount: 0, credits: [{ amount: 255 }], made: true },
    ]);
  });

  it.each(['PENDING', 'DECLINED', 'VOIDED'] as const)(
    'is not to be captured where nothing is due any more, whatever comes of a payment that is %s',
    (status) => {
      const credits = [{ type: 'GIFT_CARD' as const, reference: 'card', amount: 1_430 }];
      const paidByCard = anOrderContent({ totals: { subtotal: 1_530, credits, due: 100 } });

      expect(claimedOf({ amount: 100, status }, order({ due: 100 }), paidByCard)).toEqual([
        { ...named, amount: 0, uncaptured: 100, credits: [{ ...credits[0], amount: 155 }], made: true },
      ]);
    },
  );

  it('is nothing of a further try to pay that was of so much less', () => {
    const second = aLineCancellation({ id: 'c2', charges: { ...charges, items: 510 } });
    const of = order({ lineCounts: [{ line: 1, cancelled: 3 }], lineCancellations: [cancellation, second] });
    const further = { amount: 1_275, tryNumber: 2 };

    expect(claimedOf({ ...further, status: 'AUTHORIZED' }, of)).toMatchObject([
      { id: 'c1', amount: 0, unasked: 255, made: true },
      { id: 'c2', amount: 0, uncaptured: 510, made: true },
    ]);
    const [first, last] = claimedOf({ ...further, status: 'CAPTURED', captured: 1_275 }, of);
    expect([first, last]).toMatchObject([
      { amount: 0, unasked: 255, made: true },
      { amount: 510, made: false },
    ]);
    expect(first).not.toHaveProperty('uncaptured');
    expect(last).not.toHaveProperty('unasked');
  });

  it('is of an order whose provider was to take nothing any more for its credits alone', () => {
    const credits = [{ type: 'GIFT_CARD' as const, reference: 'card', amount: 1_430 }];
    const paidByCard = anOrderContent({ totals: { subtotal: 1_530, credits, due: 100 } });
    const first = { ...named, id: 'c0', amount: 0, uncaptured: 100, made: true };
    for (const status of ['VOIDED', 'AUTHORIZED'] as const) {
      const [, claimed] = claimedOf({ amount: 100, status, refunds: [first] }, order({ due: 100 }), paidByCard);

      expect(claimed).toMatchObject({ amount: 0, credits: [{ amount: 255 }], made: true });
      expect(claimed).not.toHaveProperty('uncaptured');
    }
  });
});

describe('what was captured though lines had been cancelled before', () => {
  const uncaptured = (id: string, units: number): Refund => ({
    ...{ id, at: noon, reason: 'CHANGED_MIND', amount: 0, made: true, uncaptured: units },
    charges: { ...charges, items: units },
  });
  const both = [uncaptured('c1', 255), uncaptured('c2', 100)];
  const claimed = (payment: Partial<Payment>) => claimedOf({ status: 'CAPTURED', ...payment }, order(), content);

  it('goes back', () => {
    expect(claimed({ captured: 1_530, refunds: both }).map((refund) => [refund.amount, refund.made])).toEqual([
      [255, false],
      [100, false],
    ]);
    expect(claimed({ captured: 1_530, refunds: both })[0]).not.toHaveProperty('uncaptured');
  });

  it('goes back of the last first, where a part of it was captured', () => {
    expect(claimed({ captured: 1_325, refunds: both })).toEqual([
      { ...both[0], amount: 50, made: false, uncaptured: 205 },
      { ...both[1], amount: 100, made: false, uncaptured: undefined },
    ]);
  });

  it('goes back no more than is still there', () => {
    expect(
      claimed({ captured: 1_530, refunded: 1_500, refunds: both }).map(({ amount, made }) => [amount, made]),
    ).toEqual([
      [0, true],
      [30, false],
    ]);
  });

  it.each<[string, Partial<Payment>]>([
    ['no more was captured than was to be', { captured: 1_175, refunds: both }],
    ['nothing was captured', { status: 'AUTHORIZED', captured: 0, refunds: both }],
  ])('is nothing where %s: the record stays as it is', (_, how) => {
    const payment = aPayment({ status: 'CAPTURED', ...how });

    expect(withLineRefunds(payment, order(), content)).toBe(payment);
  });

  it('goes back by the refunds that it was left out for, and by no other', () => {
    const other = { ...named, id: 'c0', amount: 20, made: false };

    expect(claimed({ captured: 1_530, refunds: [other, uncaptured('c1', 255)] })).toMatchObject([
      other,
      { amount: 255, made: false },
    ]);
  });
});
