import { describe, expect, it } from 'vitest';
import { acceptedWithout } from '../../lambdas/inventory/accepted-without.ts';
import { anOrder, anOrderContent, anOrderLine } from '../builders.ts';

const content = anOrderContent({
  lines: [3, 3, 2].map((quantity, index) => anOrderLine({ sku: index < 2 ? 'A' : 'B', quantity, unitPrice: 100 })),
});
const without = (missing: Readonly<Record<string, number>>, isAll = true, order = anOrder()) =>
  acceptedWithout(order, content, new Map(Object.entries(missing)), isAll);

describe('an order that takes what there is', () => {
  it('is accepted as it is where nothing is missing', () => {
    expect(without({})).toEqual({});
    expect(without({ A: 0 })).toEqual({});
  });

  it('goes without the missing units, of the last lines first, and comes to less', () => {
    expect(without({ A: 4 })).toEqual({
      lineCounts: [
        { line: 1, cancelled: 1 },
        { line: 2, cancelled: 3 },
      ],
      total: 400,
    });
  });

  it('says what it comes to once all is known', () => {
    expect(without({ B: 1 }, false)).toEqual({ lineCounts: [{ line: 3, cancelled: 1 }] });
  });

  it('goes without no unit twice', () => {
    const order = anOrder({ lineCounts: [{ line: 2, cancelled: 2 }] });

    expect(without({ A: 2 }, false, order).lineCounts).toEqual([
      { line: 1, cancelled: 1 },
      { line: 2, cancelled: 3 },
    ]);
  });
});
