import { describe, expect, it } from 'vitest';
import { holdingsOf } from '../../lambdas/inventory/holdings.ts';
import {
  countedLines,
  countsWith,
  currentLines,
  openQuantities,
  statusOfCounts,
} from '../../lambdas/orders/line-counts.ts';

const lines = [
  { sku: 'B', name: 'B', quantity: 3, unitPrice: 100, total: 300 },
  { sku: 'A', name: 'A', quantity: 2, unitPrice: 100, total: 200 },
  { sku: 'B', name: 'B', quantity: 4, unitPrice: 90, total: 360 },
];
const lineCounts = [
  { line: 2, cancelled: 2 },
  { line: 3, cancelled: 1, fulfilled: 2 },
];

describe('what became of the lines of an order', () => {
  it('is nothing of lines that are not named', () => {
    expect(
      countedLines({}, lines).map(({ line, cancelled, fulfilled, returned }) => [line, cancelled, fulfilled, returned]),
    ).toEqual([
      [1, 0, 0, 0],
      [2, 0, 0, 0],
      [3, 0, 0, 0],
    ]);
  });

  it('leaves of each SKU what is neither cancelled nor fulfilled, and its place where nothing is left', () => {
    expect(openQuantities({ lineCounts }, lines)).toEqual([
      { sku: 'A', quantity: 0 },
      { sku: 'B', quantity: 4 },
    ]);
  });

  it.each([['ABC'], ['CBA'], ['BCA']])('leaves SKUs in one order, whatever order the lines have: %s', (skus) => {
    const open = openQuantities(
      {},
      [...skus].map((sku) => ({ sku, quantity: 1 })),
    );

    expect(open.map(({ sku }) => sku)).toEqual(['A', 'B', 'C']);
  });

  it('is no longer held', () => {
    expect(holdingsOf({ heldSkus: 2, lineCounts }, lines)).toEqual([
      { sku: 'A', quantity: 0, backordered: undefined, units: [] },
      { sku: 'B', quantity: 4, backordered: undefined, units: [{ shard: 0, units: 4 }] },
    ]);
  });

  it('grows by what happens to more units', () => {
    expect(
      countsWith({ lineCounts }, 'fulfilled', [
        { line: 3, quantity: 1 },
        { line: 1, quantity: 3 },
      ]),
    ).toEqual([
      { line: 1, fulfilled: 3 },
      { line: 2, cancelled: 2 },
      { line: 3, cancelled: 1, fulfilled: 3 },
    ]);
  });

  it.each([
    ['CONFIRMED', { cancelled: [0, 2, 1], fulfilled: [0, 0, 2] }],
    ['SHIPPED', { cancelled: [0, 2, 1], fulfilled: [3, 0, 3] }],
    ['CANCELLED', { cancelled: [3, 2, 2], fulfilled: [0, 0, 2] }],
  ] as const)('is of an order that is %s in the end %j', (status, { cancelled, fulfilled }) => {
    const current = currentLines({ status, lineCounts }, lines);

    expect(current.map((line) => line.cancelled)).toEqual(cancelled);
    expect(current.map((line) => line.fulfilled)).toEqual(fulfilled);
  });

  it.each([
    ['CONFIRMED', undefined],
    ['CONFIRMED', lineCounts],
    ['SHIPPED', [...lineCounts.slice(0, 1), { line: 1, fulfilled: 3 }, { line: 3, cancelled: 2, fulfilled: 2 }]],
    ['CANCELLED', lines.map(({ quantity }, index) => ({ line: index + 1, cancelled: quantity }))],
  ])('makes a confirmed order %s: %j', (status, lineCounts) => {
    expect(statusOfCounts({ lineCounts }, lines)).toBe(status);
  });
});
