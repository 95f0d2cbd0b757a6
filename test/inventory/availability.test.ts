import { describe, expect, it } from 'vitest';
import { availabilityOf, type StockItem, stockOf } from '../../lambdas/inventory/stock.ts';
import { noon } from '../builders.ts';

const now = new Date(noon);
const nextWeek = '2026-11-30T00:00:00.000Z';
const item: StockItem = { sku: 'A', shard: 0, onHand: 5, available: 5, reserved: 0, unsellable: 0 };

describe('what may be promised of a SKU', () => {
  it.each([
    ['is what is available', {}, { available: 5 }],
    [
      'is more where it may be backordered, which comes later',
      { backorder: { limit: 7, expectedAt: nextWeek }, backordered: 0 },
      { available: 5, backorderable: { available: 7, expectedAt: nextWeek } },
    ],
    [
      'is nothing at once while others wait for what has arrived',
      { backorder: { limit: 7, expectedAt: nextWeek }, backordered: 3 },
      { available: 0, backorderable: { available: 4, expectedAt: nextWeek } },
    ],
    [
      'is nothing at once before the release of a preorder',
      { backorder: { limit: 7, releaseAt: nextWeek }, backordered: 0 },
      { available: 0, backorderable: { available: 7, expectedAt: nextWeek } },
    ],
    [
      'is never below zero when the limit was lowered',
      { backorder: { limit: 2, expectedAt: nextWeek }, backordered: 3 },
      { available: 0, backorderable: { available: 0, expectedAt: nextWeek } },
    ],
  ])('%s', (_what, settings, expected) => {
    expect(availabilityOf(stockOf([{ ...item, ...settings }]), now)).toEqual({ sku: 'A', ...expected });
  });

  it('is that of all shards together', () => {
    expect(availabilityOf(stockOf([item, { ...item, shard: 1, available: 2 }]), now)).toEqual({
      sku: 'A',
      available: 7,
    });
  });
});
