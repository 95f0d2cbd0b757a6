import { describe, expect, it } from 'vitest';
import type { Order } from '../../lambdas/orders/order.ts';
import { chargesLeft, creditsToGiveBack, leftToRefund } from '../../lambdas/payments/left-to-refund.ts';
import type { Payment, Refund } from '../../lambdas/payments/payment.ts';
import { aLineCancellation, anOrder, anOrderContent, aPayment, noon } from '../builders.ts';

const items = (amount: number) => ({ items: amount, shipping: 0, fees: 0, tax: 0 });
const card = (amount: number) => ({ type: 'GIFT_CARD' as const, reference: 'card', amount });
const other = (amount: number) => ({ type: 'GIFT_CARD' as const, reference: 'other', amount });
/** 6 × 255, of which a card pays 330 and another 200. */
const content = anOrderContent({ totals: { subtotal: 1_530, credits: [card(330), other(200)], due: 1_000 } });
const anOrderPaidBy = (order: Partial<Order>) => anOrder({ status: 'CONFIRMED', due: 1_000, ...order });
const aRefund = (refund: Partial<Refund>): Refund => ({ id: 'r', amount: 100, at: noon, reason: 'broken', ...refund });
const captured = aPayment({ status: 'CAPTURED', amount: 1_000, captured: 1_000 });
const left = (order: Partial<Order>, payment: Partial<Payment> = {}) =>
  leftToRefund(anOrderPaidBy(order), content, { ...captured, ...payment });

describe('what can be given back of an order still', () => {
  it('is what its provider took, and what its credits paid', () => {
    expect(left({})).toEqual({ toProvider: 1_000, toCredits: [card(330), other(200)], charges: items(1_530) });
  });

  it('is less by what was given back', () => {
    const refund = aRefund({ amount: 100, credits: [card(30)], charges: items(130), made: true });

    expect(left({}, { refunded: 100, refunds: [refund] })).toEqual({
      ...{ toProvider: 900, toCredits: [card(300), other(200)], charges: items(1_400) },
    });
  });

  it('is less by what goes back for lines that were cancelled', () => {
    const cancelled = {
      lineCounts: [{ line: 1, cancelled: 1 }],
      lineCancellations: [aLineCancellation({ charges: items(255) })],
    };

    expect(left(cancelled)).toMatchObject({ toProvider: 745, charges: items(1_275) });
    expect(chargesLeft(anOrderPaidBy(cancelled), content, captured)).toEqual(items(1_275));
  });

  it.each<[string, Partial<Order>, Partial<Payment>, boolean]>([
    ['its provider has taken its part', {}, {}, true],
    ['its provider was asked for nothing', { due: 0 }, { amount: 0, captured: 0 }, true],
    [
      'its provider is to take nothing any more',
      {},
      { captured: 0, refunds: [aRefund({ amount: 0, uncaptured: 1_000 })] },
      true,
    ],
    ['its provider has taken nothing yet', {}, { status: 'AUTHORIZED', captured: 0 }, false],
    ['it is not confirmed yet', { status: 'RESERVED' }, {}, false],
    ['it was cancelled: its end gives back the rest', { status: 'CANCELLED' }, {}, false],
  ])('is of its credits something only once it is paid: %s', (_, order, payment, isSomething) => {
    expect(left(order, payment).toCredits.length > 0).toBe(isSomething);
  });
});

describe('what goes back to credits over an order’s life', () => {
  const given = (order: Partial<Order>, refunds: readonly Refund[] = []) =>
    creditsToGiveBack(anOrderPaidBy(order), content, refunds);

  it('is nothing while it stands', () => {
    expect(given({})).toEqual([]);
    expect(creditsToGiveBack(anOrder({ status: 'CANCELLED' }), anOrderContent(), [])).toEqual([]);
  });

  it.each(['REJECTED', 'CANCELLED'] as const)('is all of it once it is %s', (status) => {
    expect(given({ status })).toEqual([card(330), other(200)]);
  });

  it('is what refunds say that were made', () => {
    const refunds = [
      aRefund({ id: 'a', credits: [card(30)], made: true }),
      aRefund({ id: 'b', credits: [card(20), other(5)], made: true }),
      aRefund({ id: 'c', credits: [card(70)], made: false }),
      aRefund({ id: 'd', credits: [card(90)] }),
    ];

    expect(given({}, refunds)).toEqual([card(50), other(5)]);
  });

  it('is told apart by the kind of credit, where the shop numbers two kinds alike', () => {
    const credits = [{ type: 'STORE_CREDIT' as const, reference: 'card', amount: 330 }, card(200)];
    const paidBy = anOrderContent({ totals: { subtotal: 1_530, credits, due: 1_000 } });
    const short = anOrderPaidBy({ lineCounts: [{ line: 1, cancelled: 5 }] });

    expect(creditsToGiveBack(short, paidBy, [])).toEqual([{ ...credits[0], amount: 275 }]);
  });

  it('is what they pay less because something was short', () => {
    expect(given({ lineCounts: [{ line: 1, cancelled: 5 }] })).toEqual([card(275)]);
  });
});
