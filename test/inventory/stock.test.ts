import { describe, expect, it } from 'vitest';
import {
  backorderPlan,
  isReleased,
  isUneven,
  promisable,
  type StockItem,
  shardFor,
  spread,
  stockOf,
} from '../../lambdas/inventory/stock.ts';
import { noon } from '../builders.ts';

const now = new Date(noon);
const [before, after] = ['2026-11-01T00:00:00.000Z', '2026-11-30T00:00:00.000Z'];
const aShard = (shard: number, available: number, more: Partial<StockItem> = {}): StockItem => ({
  ...{ sku: 'A', shard, onHand: available, available, reserved: 0, unsellable: 0 },
  ...more,
});

describe('where a quantity is taken from', () => {
  const shards = [1, 4, 2, 3].map((units, shard) => aShard(shard, units));

  it.each([
    ['the first shard of the round that has it all', 2, 0, [[1, 2]]],
    ['the shard that the round begins at', 2, 2, [[2, 2]]],
    ['a shard that has just as much', 4, 2, [[1, 4]]],
    ['one before the beginning, at the end of the round', 4, 3, [[1, 4]]],
    [
      'the fullest where none has it all, and the next for the rest',
      6,
      0,
      [
        [1, 4],
        [3, 2],
      ],
    ],
    [
      'all of them',
      10,
      0,
      [
        [1, 4],
        [3, 3],
        [2, 2],
        [0, 1],
      ],
    ],
  ])('is %s', (_, quantity, first, taken) => {
    expect(spread(quantity, shards, first)).toEqual(taken.map(([shard, units]) => ({ shard, units })));
  });

  it('is nowhere where all together have less, and never a shard that has nothing', () => {
    expect(spread(11, shards, 0)).toBeUndefined();
    expect(spread(3, [aShard(0, 2), aShard(1, 0), aShard(2, 1)], 1)).toEqual([
      { shard: 0, units: 2 },
      { shard: 2, units: 1 },
    ]);
  });
});

describe('a spread stock', () => {
  it.each([
    ['is even where each shard has its part', [4, 4], 2, false],
    ['is even where a shard has half of its part', [2, 6], 2, false],
    ['is uneven where a shard has less', [1, 7], 2, true],
    ['is uneven where a shard that is no longer used has units', [4, 4, 1], 2, true],
    ['is even where a shard that is no longer used has none', [4, 4, 0], 2, false],
    ['is even where it is not spread', [4], undefined, false],
  ])('%s', (_, units, used, uneven) => {
    const [main = 0, ...others] = units;
    const shards = others.map((available, index) => aShard(index + 1, available));

    expect(isUneven(stockOf([aShard(0, main, { shards: used }), ...shards]))).toBe(uneven);
  });

  it('sends an order to the same shard each time', () => {
    expect([shardFor('0000000a-x', 4), shardFor('0000000b-x', 4), shardFor('0000000c-x', 4)]).toEqual([2, 3, 0]);
  });
});

describe('a SKU that may be backordered', () => {
  const kept = (available: number, more: Partial<StockItem> = {}) =>
    aShard(0, available, { backorder: { limit: 5, expectedAt: after }, ...more });

  it.each<[string, StockItem, number, number, number]>([
    ['all from the stock where that has it', kept(3), 3, 3, 0],
    ['what there is, and the rest backordered', kept(3), 5, 3, 2],
    ['all of it backordered where there is nothing', kept(0), 5, 0, 5],
    ['nothing of what has come for others who wait', kept(3, { backordered: 1 }), 2, 0, 2],
    ['nothing before its release', kept(3, { backorder: { limit: 5, releaseAt: after } }), 2, 0, 2],
    ['what there is after its release', kept(3, { backorder: { limit: 5, releaseAt: before } }), 2, 2, 0],
    ['as much as the limit lets it', kept(0, { backordered: 2 }), 3, 0, 3],
  ])('gives an order %s', (_, main, quantity, taken, late) => {
    const plan = backorderPlan(main, quantity, now);

    expect(plan?.units).toEqual(taken === 0 ? [] : [{ shard: 0, units: taken }]);
    expect(plan?.backordered?.quantity).toBe(late === 0 ? undefined : late);
    expect(plan).toMatchObject({ sku: 'A', quantity });
  });

  it('gives none beyond its limit, which those who wait share; one that may not be backordered has no plan', () => {
    expect(backorderPlan(kept(3), 9, now)).toBeUndefined();
    expect(backorderPlan(kept(0, { backordered: 3 }), 3, now)).toBeUndefined();
    expect(backorderPlan(kept(3, { backordered: 9 }), 1, now)).toBeUndefined();
    expect(backorderPlan(aShard(0, 3), 1, now)).toBeUndefined();
  });

  it.each([
    [{ releaseAt: after, expectedAt: '2026-12-24T00:00:00.000Z' }, after],
    [{ releaseAt: before, expectedAt: after }, after],
    [{ expectedAt: before, leadTimeDays: 2 }, '2026-11-25T12:00:00.000Z'],
    [{ expectedAt: noon, leadTimeDays: 2 }, '2026-11-25T12:00:00.000Z'],
    [{}, '2026-12-07T12:00:00.000Z'],
  ])('is expected as far as is known, %j, on %s', (policy, expected) => {
    const plan = backorderPlan(aShard(0, 0, { backorder: { limit: 1, ...policy } }), 1, now);

    expect(plan?.backordered?.expectedAt).toBe(expected);
  });

  it('may be promised from the stock and beyond it', () => {
    expect(promisable(stockOf([kept(3)]), now)).toBe(8);
    expect(promisable(stockOf([kept(3, { backordered: 2 })]), now)).toBe(3);
    expect(promisable(stockOf([kept(3, { backordered: 9 })]), now)).toBe(0);
    expect(promisable(stockOf([aShard(0, 3)]), now)).toBe(3);
  });

  it('is released from its day on', () => {
    const released = (releaseAt: string | undefined) =>
      isReleased(aShard(0, 0, { backorder: { limit: 1, ...(releaseAt && { releaseAt }) } }), now);

    expect([released(before), released(noon), released(after), released(undefined)]).toEqual([true, true, false, true]);
    expect(isReleased(aShard(0, 0), now)).toBe(true);
  });
});

describe('the shards of a SKU together', () => {
  it('are their sums, and how shard 0 is kept', () => {
    const shards = [
      aShard(0, 2, { onHand: 5, reserved: 3, unsellable: 1, backordered: 4 }),
      aShard(1, 1, { onHand: 2, reserved: 1, unsellable: 1 }),
    ] as const;

    expect(stockOf(shards)).toEqual({
      ...{ sku: 'A', onHand: 7, available: 3, reserved: 4, unsellable: 2, backordered: 4 },
      main: shards[0],
      shards,
    });
  });
});
