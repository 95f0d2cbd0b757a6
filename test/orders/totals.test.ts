import { describe, expect, it } from 'vitest';
import {
  amountDue,
  amountsByKind,
  chargesFrom,
  chargesWithin,
  chargesWithout,
  sumOfCharges,
  takenFrom,
  totalOf,
} from '../../lambdas/orders/totals.ts';

const charges = (items: number, shipping: number, fees = 0, tax = 0) => ({ items, shipping, fees, tax });
const card = (amount: number) => ({ type: 'GIFT_CARD' as const, reference: 'card', amount });
const credit = (amount: number) => ({ type: 'STORE_CREDIT' as const, reference: 'credit', amount });

describe('what an order comes to', () => {
  it('is due whole, unless something pays a part of it', () => {
    expect([amountDue({ total: 500 }), amountDue({ total: 500, due: 120 }), amountDue({ total: 500, due: 0 })]).toEqual(
      [500, 120, 0],
    );
  });

  it('is what is due, and what credits pay', () => {
    expect(totalOf({ due: 120, credits: [card(300), credit(80)] })).toBe(500);
    expect(totalOf({ due: 120 })).toBe(120);
  });
});

describe('charges', () => {
  it('are amounts by kind, of what is not named none', () => {
    expect(amountsByKind({ shipping: 5 })).toEqual([0, 5, 0, 0]);
    expect(chargesFrom(amountsByKind(charges(1, 2, 3, 4)))).toEqual(charges(1, 2, 3, 4));
    expect(sumOfCharges(charges(1, 2, 3, 4))).toBe(10);
    expect(chargesWithout(charges(10, 10, 10, 10), charges(1, 2, 3, 4))).toEqual(charges(9, 8, 7, 6));
  });

  it.each([
    ['as they are where there is as much', charges(100, 20), charges(300, 50), charges(100, 20)],
    ['no more than there is of a kind', charges(100, 60), charges(80, 50), charges(80, 50)],
    ['none of what there is nothing of', charges(100, 60), charges(100, 0), charges(100, 0)],
    ['with what is added to one kind', charges(100, -30), charges(300, 50), charges(100, -30)],
    ['added to one kind no more than is taken off', charges(100, -130), charges(300, 50), charges(100, -100)],
    ['added to several in proportion', charges(90, -120, -60), charges(300, 0), charges(90, -60, -30)],
    ['added alone not at all', charges(0, -30), charges(300, 50), charges(0, 0)],
  ])('are taken off others %s', (_, takenOff, left, within) => {
    expect(chargesWithin(takenOff, left)).toEqual(within);
  });
});

describe('an amount taken from credits', () => {
  it.each([
    ['comes from the first as far as that goes', 250, [card(250)], [card(50), credit(80)]],
    ['uses one up', 300, [card(300)], [credit(80)]],
    ['goes on with the next', 350, [card(300), credit(50)], [credit(30)]],
    ['may be all', 380, [card(300), credit(80)], []],
    ['is no more than there is', 500, [card(300), credit(80)], []],
    ['may be nothing', 0, [], [card(300), credit(80)]],
  ])('%s', (_, amount, taken, left) => {
    expect(takenFrom([card(300), credit(80)], amount)).toEqual({ taken, left });
  });
});
