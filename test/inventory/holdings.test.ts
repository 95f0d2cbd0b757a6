import { describe, expect, it } from 'vitest';
import { holdingsOf, holdsOf, splitHolding } from '../../lambdas/inventory/holdings.ts';
import { anOrderLine } from '../builders.ts';

const soon = '2026-11-30T00:00:00.000Z';
/** Of A 2 lie on shard 0 and 3 on shard 2, and 4 are still to come; of B 5 lie on its one shard. */
const holds = {
  heldSkus: 2,
  heldFrom: {
    A: [
      { shard: 0, units: 2 },
      { shard: 2, units: 3 },
    ],
  },
  backorderedLines: [{ sku: 'A', quantity: 4, expectedAt: soon }],
};
const lines = ['A', 'B', 'C'].map((sku) => anOrderLine({ sku, quantity: sku === 'A' ? 9 : 5 }));
const a = { sku: 'A', quantity: 9, backordered: holds.backorderedLines[0], units: holds.heldFrom.A };
const b = { sku: 'B', quantity: 5, backordered: undefined, units: [{ shard: 0, units: 5 }] };

describe('what an order holds', () => {
  it('is what is open of its first SKUs, on their shards, less what is to come', () => {
    expect(holdingsOf(holds, lines)).toEqual([a, b]);
  });

  it('of a SKU that is to come whole lies nowhere', () => {
    const late = { heldSkus: 1, backorderedLines: [{ sku: 'A', quantity: 9, expectedAt: soon }] };

    expect(holdingsOf(late, lines)).toEqual([{ ...a, backordered: late.backorderedLines[0], units: [] }]);
  });

  it('is written as it is read', () => {
    expect(holdsOf(holds, holdingsOf(holds, lines))).toEqual(holds);
    expect(holdsOf({}, [b])).toEqual({ heldSkus: 1 });
    expect(holdsOf({}, [b], ['B'])).toEqual({ heldSkus: 1, heldFrom: { B: b.units } });
  });
});

describe('a holding in two', () => {
  const split = (there: number, late?: number) => splitHolding({ ...a }, there, late);

  it('is so many of its units, from the first shards, and the rest', () => {
    expect(split(3)).toEqual([
      {
        sku: 'A',
        quantity: 3,
        units: [
          { shard: 0, units: 2 },
          { shard: 2, units: 1 },
        ],
        backordered: undefined,
      },
      { ...a, quantity: 6, units: [{ shard: 2, units: 2 }] },
    ]);
  });

  it('is so many of those to come', () => {
    expect(split(0, 1)).toEqual([
      { sku: 'A', quantity: 1, units: [], backordered: { ...a.backordered, quantity: 1 } },
      { ...a, quantity: 8, backordered: { ...a.backordered, quantity: 3 } },
    ]);
  });

  it('may be all of it', () => {
    expect(split(5, 4)).toEqual([a, { sku: 'A', quantity: 0, units: [], backordered: undefined }]);
  });

  it('has nothing to come where nothing was', () => {
    expect(splitHolding(b, 2, 0)).toEqual([
      { ...b, quantity: 2, units: [{ shard: 0, units: 2 }] },
      { ...b, quantity: 3, units: [{ shard: 0, units: 3 }] },
    ]);
  });
});
