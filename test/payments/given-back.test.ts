import { describe, expect, it } from 'vitest';
import {
  chargesAfter,
  creditsAfter,
  creditsOf,
  givenTo,
  goneBack,
  providerMoneyLeft,
} from '../../lambdas/payments/given-back.ts';
import type { Payment, Refund } from '../../lambdas/payments/payment.ts';
import { aPayment, noon } from '../builders.ts';

const aRefund = (refund: Partial<Refund>): Refund => ({ id: 'r', amount: 100, at: noon, reason: 'broken', ...refund });
const failure = { kind: 'REFUSED', code: 'no', at: noon } as const;
const paid = (payment: Partial<Payment>) => aPayment({ status: 'CAPTURED', captured: 1_000, ...payment });

describe('of the provider’s money', () => {
  it.each<[string, Partial<Payment>, number]>([
    ['nothing went back yet', {}, 0],
    ['what we asked for went back', { refunds: [aRefund({ amount: 300 })] }, 300],
    ['what failed did not', { refunds: [aRefund({ amount: 300, failure })] }, 0],
    ['what was made beside us did', { refunded: 400, refunds: [aRefund({ amount: 300 })] }, 400],
    ['what is to be made goes back besides', { refunded: 400, refunds: [aRefund({ amount: 300, made: false })] }, 700],
    [
      'what is made is in what the provider tells',
      { refunded: 400, refunds: [aRefund({ amount: 300, made: true })] },
      400,
    ],
    ['more may have gone back than was taken', { refunded: 1_200 }, 1_200],
  ])('%s', (_, payment, back) => {
    expect(goneBack(paid(payment))).toBe(back);
    expect(providerMoneyLeft(paid(payment))).toBe(Math.max(0, 1_000 - back));
  });
});

describe('of what was charged, refunds leave', () => {
  const charged = { items: 800, shipping: 150, fees: 50, tax: 0 };
  const left = (payment: Partial<Payment>) => Object.values(chargesAfter(charged, paid(payment)));

  it.each<[string, Partial<Payment>, readonly number[]]>([
    ['all, where there is none', {}, [800, 150, 50, 0]],
    [
      'what of their kinds they do not take',
      { refunds: [aRefund({ amount: 100, charges: { items: 60, shipping: 40, fees: 0, tax: 0 } })] },
      [740, 110, 50, 0],
    ],
    ['of each kind in proportion, where they name none', { refunds: [aRefund({ amount: 100 })] }, [720, 135, 45, 0]],
    ['of each kind in proportion, where they were made beside us', { refunded: 100 }, [720, 135, 45, 0]],
    ['nothing, where more went back than was charged', { refunded: 2_000 }, [0, 0, 0, 0]],
    [
      'all, where they failed',
      { refunds: [aRefund({ failure, charges: { items: 60, shipping: 40, fees: 0, tax: 0 } })] },
      [800, 150, 50, 0],
    ],
    [
      'less of what a further try to pay did not ask for',
      { refunds: [aRefund({ amount: 0, unasked: 100, charges: { items: 100, shipping: 0, fees: 0, tax: 0 } })] },
      [700, 150, 50, 0],
    ],
    [
      'less of what was not captured for them, and of what went to credits',
      {
        refunds: [
          aRefund({ amount: 0, uncaptured: 100, charges: { items: 100, shipping: 0, fees: 0, tax: 0 } }),
          aRefund({
            amount: 20,
            credits: [{ type: 'GIFT_CARD', reference: 'card', amount: 30 }],
            charges: { items: 0, shipping: 50, fees: 0, tax: 0 },
          }),
        ],
      },
      [700, 100, 50, 0],
    ],
    [
      'more of a kind that is charged more for them, also where they failed',
      { refunds: [aRefund({ amount: 60, failure, charges: { items: 100, shipping: -40, fees: 0, tax: 0 } })] },
      [760, 190, 50, 0],
    ],
  ])('%s', (_, payment, expected) => {
    expect(left(payment)).toEqual(expected);
  });
});

describe('of credits', () => {
  const card = { type: 'GIFT_CARD' as const, reference: 'card', amount: 300 };
  const credit = { type: 'STORE_CREDIT' as const, reference: 'card', amount: 200 };
  const toCard = aRefund({ amount: 0, credits: [{ ...card, amount: 120 }] });
  const toBoth = aRefund({
    amount: 0,
    credits: [
      { ...card, amount: 30 },
      { ...credit, amount: 50 },
    ],
  });

  it('refunds leave what they do not give back', () => {
    expect(creditsAfter([card, credit], [toCard, toBoth])).toEqual([
      { ...card, amount: 150 },
      { ...credit, amount: 150 },
    ]);
    expect(creditsAfter(undefined, [toCard])).toEqual([]);
  });

  it('each is given what refunds name by its type and reference', () => {
    expect([givenTo(card, [toCard, toBoth]), givenTo(credit, [toCard, toBoth])]).toEqual([150, 50]);
    expect(givenTo({ ...card, reference: 'another' }, [toCard])).toBe(0);
  });

  it('a refund that failed gives nothing, unless its provider’s part was made before', () => {
    expect(creditsOf(toCard)).toEqual(toCard.credits);
    expect(creditsOf({ ...toCard, failure })).toEqual([]);
    expect(creditsOf({ ...toCard, failure, made: true })).toEqual(toCard.credits);
    expect(creditsOf(aRefund({}))).toEqual([]);
  });
});
