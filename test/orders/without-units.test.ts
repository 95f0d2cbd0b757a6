import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chargesOf } from '../../lambdas/orders/charges.ts';
import { mismatchesOf } from '../../lambdas/orders/check-totals.ts';
import { amountsByKind, sumOf } from '../../lambdas/orders/totals.ts';
import { chargesOfUnits, withoutUnits } from '../../lambdas/orders/without-units.ts';
import { anOrderLine } from '../builders.ts';
import { histories } from '../histories.ts';
import { checkout } from './checkouts.ts';

const runs = { numRuns: histories(10_000) };

describe('an order without some of its units', () => {
  it('adds up by the rule that it was stated by, with shipping and fees as they were', () => {
    fc.assert(
      fc.property(checkout(), fc.array(fc.nat(9)), (sold, parts) => {
        const off = sold.lines.map(({ quantity }, index) => (parts[index] ?? 0) % (quantity + 1));
        const { lines, totals, total } = withoutUnits({ ...sold, lines: [...sold.lines] }, off);

        expect(totals && mismatchesOf(lines, totals, total)).toEqual([]);
        expect(totals?.shipping).toEqual(sold.totals.shipping);
        const [stated, left] = [chargesOf(sold.lines, sold.totals), chargesOf(lines, totals)];
        expect([left.shipping, left.fees]).toEqual([stated.shipping, stated.fees]);
        expect(sumOf(totals?.credits)).toBeLessThanOrEqual(sumOf(sold.totals.credits));
        // Credits pay less only where nothing is due.
        expect(totals?.due === 0 || sumOf(totals?.credits) === sumOf(sold.totals.credits)).toBe(true);
      }),
      runs,
    );
  });

  it('comes to as much less, whatever the portions in which they went, and nothing of that is negative', () => {
    fc.assert(
      fc.property(checkout(), fc.array(fc.nat(99), { maxLength: 60 }), (checkedOut, picks) => {
        const sold = { ...checkedOut, lines: [...checkedOut.lines] };
        let off = sold.lines.map(() => 0);
        const together = [0, 0, 0, 0];
        const take = (units: readonly number[]) => {
          const charges = amountsByKind(chargesOfUnits(sold, off, units));
          expect(Math.min(...charges)).toBeGreaterThanOrEqual(0);
          for (const [kind, charge] of charges.entries()) together[kind] = (together[kind] ?? 0) + charge;
          off = off.map((count, index) => count + (units[index] ?? 0));
        };
        for (const pick of picks) {
          const line = pick % sold.lines.length;
          const left = (sold.lines[line]?.quantity ?? 0) - (off[line] ?? 0);
          take(sold.lines.map((_, index) => (index === line ? pick % (left + 1) : 0)));
        }
        const rest = sold.lines.map(({ quantity }, index) => quantity - (off[index] ?? 0));
        take(rest);

        const all = sold.lines.map(({ quantity }) => quantity);
        expect(together).toEqual(amountsByKind(chargesOfUnits(sold, [], all)));
        expect(together[0]).toBe(chargesOf(sold.lines, sold.totals).items);
        expect([together[1], together[2]]).toEqual([0, 0]);
      }),
      runs,
    );
  });

  it('is due less first, then paid less by credits, in their order', () => {
    const lines = [
      anOrderLine({ quantity: 2, unitPrice: 500 }),
      anOrderLine({ sku: 'CUP', quantity: 1, unitPrice: 900 }),
    ];
    const credits = [
      { type: 'GIFT_CARD' as const, reference: 'A', amount: 300 },
      { type: 'STORE_CREDIT' as const, reference: 'B', amount: 800 },
    ];
    const sold = { lines, total: 1_900, totals: { subtotal: 1_900, credits, due: 800 } };

    expect(withoutUnits(sold, [1])).toMatchObject({ total: 1_400, totals: { credits, due: 300 } });
    expect(withoutUnits(sold, [1, 1])).toMatchObject({
      total: 500,
      totals: { credits: [{ type: 'STORE_CREDIT', reference: 'B', amount: 500 }], due: 0 },
    });
  });

  it('keeps of a discount the share of what is left, and shows it where it then is', () => {
    const lines = [
      anOrderLine({ quantity: 3, unitPrice: 100 }),
      anOrderLine({ sku: 'CUP', quantity: 1, unitPrice: 100 }),
    ];
    const discounts = [{ title: '10%', code: 'TEN', amount: 40 }];

    expect(withoutUnits({ lines, total: 360, totals: { subtotal: 400, discounts, due: 360 } }, [2])).toEqual({
      lines: [{ ...lines[0], quantity: 1, total: 100 }, lines[1]],
      total: 180,
      totals: {
        subtotal: 200,
        discounts: [
          { title: '10%', code: 'TEN', amount: 10, on: ['/lines/0'] },
          { title: '10%', code: 'TEN', amount: 10, on: ['/lines/1'] },
        ],
        due: 180,
      },
    });
  });

  it('leaves a discount whole that is on nothing of which units are off', () => {
    const lines = ['A', 'B', 'C'].map((sku) => anOrderLine({ sku, quantity: 2, unitPrice: 100 }));
    const discounts = [
      { title: 'Two for less', amount: 40, on: ['/lines/0', '/lines/1'] },
      { title: 'Delivered free', amount: 50, on: ['/totals/shipping'] },
    ];
    const shipping = { method: 'post', title: 'Post', amount: 50 };
    const totals = { subtotal: 600, discounts, shipping, due: 560 };

    expect(withoutUnits({ lines, total: 560, totals }, [0, 0, 1]).totals).toEqual({
      ...totals,
      subtotal: 500,
      due: 460,
    });
  });

  it('has no discounts where there were none, or nothing is left that they were on', () => {
    const lines = ['A', 'B'].map((sku) => anOrderLine({ sku, quantity: 1, unitPrice: 100 }));
    const discounts = [{ title: 'Less', amount: 40, on: ['/lines/0'] }];

    expect(withoutUnits({ lines, total: 200, totals: { subtotal: 200, due: 200 } }, [1]).totals).not.toHaveProperty(
      'discounts',
    );
    expect(withoutUnits({ lines, total: 160, totals: { subtotal: 200, discounts, due: 160 } }, [1])).toMatchObject({
      total: 100,
      totals: { subtotal: 100, due: 100 },
    });
    expect(
      withoutUnits({ lines, total: 160, totals: { subtotal: 200, discounts, due: 160 } }, [1]).totals,
    ).not.toHaveProperty('discounts');
  });
});
