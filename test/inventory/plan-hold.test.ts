import { describe, expect, it, vi } from 'vitest';
import { planHold } from '../../lambdas/inventory/plan-hold.ts';
import { type StockItem, shardFor, stockOf } from '../../lambdas/inventory/stock.ts';
import { anOrderId, noon } from '../builders.ts';

const empty = { sku: 'A', onHand: 0, available: 0, reserved: 0, unsellable: 0 };
const main: StockItem = { ...empty, shard: 0, shards: 2, allShards: 2, restocks: 1 };

/** Plans one unit of a SKU whose shards were all read dry; a last look at shard 0 sees `after`. */
async function planOver(after: StockItem | undefined, before = main, quantity = 1) {
  const markSoldOut = vi.fn(async () => {});
  const findMain = vi.fn(async () => after).mockResolvedValueOnce(before);
  const find = async () => stockOf([before, { ...empty, shard: 1 }]);
  const look = { look: 'all shards', turn: 0 } as const;
  const stock = { find, findMain, markSoldOut };
  return { plan: await planHold({ sku: 'A', quantity }, anOrderId(), look, new Date(noon), stock), markSoldOut };
}

describe('an order that found all shards dry', () => {
  it('is short where nothing moved meanwhile, and tells those who come after it', async () => {
    const { plan, markSoldOut } = await planOver(main);

    expect(plan).toEqual({ sku: 'A', requested: 1, available: 0 });
    expect(markSoldOut).toHaveBeenCalledExactlyOnceWith('A', 1);
  });

  it('is short of more than there is, which may be enough for those who come after it', async () => {
    const few = { ...main, onHand: 1, available: 1 };
    const { plan, markSoldOut } = await planOver(few, few, 2);

    expect(plan).toEqual({ sku: 'A', requested: 2, available: 1 });
    expect(markSoldOut).not.toHaveBeenCalled();
  });

  it('tells nobody where nothing would take that back', async () => {
    const once = { ...main, restocks: undefined };
    const { plan, markSoldOut } = await planOver(once, once);

    expect(plan).toEqual({ sku: 'A', requested: 1, available: 0 });
    expect(markSoldOut).not.toHaveBeenCalled();
  });

  it('looks again where its stock has gone since it was read', async () => {
    for (const before of [main, { ...main, restocks: undefined }]) {
      expect((await planOver(undefined, before)).plan).toBeUndefined();
    }
  });

  it.each([
    ['came to a shard that was read already', { restocks: 2 }],
    ['came to shard 0', { available: 1 }],
  ])('looks again where units %s', async (_where, moved) => {
    const { plan, markSoldOut } = await planOver({ ...main, ...moved });

    expect(plan).toBeUndefined();
    expect(markSoldOut).not.toHaveBeenCalled();
  });
});

describe('an order that knows a SKU to be spread', () => {
  /** Plans so many units by a look at shard 0, beginning at this shard; what is counted is how often all are read. */
  async function planAt(first: number, quantity: number, found: Partial<StockItem> | 'gone' = {}) {
    const here = found === 'gone' ? undefined : { ...main, onHand: 5, available: 5, ...found };
    const find = vi.fn(async () => here && stockOf([here, { ...empty, shard: 1, onHand: 9, available: 9 }]));
    const stock = { find, findMain: async () => here, markSoldOut: async () => {} };
    const turn = (2 + first - shardFor(anOrderId(), 2)) % 2;
    const wanted = { sku: 'A', quantity };
    const plan = await planHold(wanted, anOrderId(), { look: 'shard 0', turn }, new Date(noon), stock);
    return { units: plan && 'holding' in plan ? plan.holding.units : plan, reads: find.mock.calls.length };
  }

  it('goes to its own shard, whatever lies on shard 0', async () => {
    expect(await planAt(1, 9, { available: 0 })).toEqual({ units: [{ shard: 1, units: 9 }], reads: 0 });
  });

  it('takes from shard 0 what is there, to the last unit', async () => {
    expect(await planAt(0, 5)).toEqual({ units: [{ shard: 0, units: 5 }], reads: 0 });
  });

  it('looks at all of them where shard 0 is its own and has too few', async () => {
    expect(await planAt(0, 6)).toEqual({ units: [{ shard: 1, units: 6 }], reads: 1 });
  });

  it('asks no shard that there never was', async () => {
    const plain = { shards: 1, allShards: 1 };
    expect(await planAt(0, 6, plain)).toMatchObject({ units: { available: 5 }, reads: 0 });
  });

  it('is short of what is no longer kept', async () => {
    expect(await planAt(0, 1, 'gone')).toEqual({ units: { sku: 'A', requested: 1, available: 0 }, reads: 0 });
  });

  it('looks again where its stock goes while it is read', async () => {
    const stock = { find: async () => undefined, findMain: async () => main, markSoldOut: async () => {} };
    const look = { look: 'all shards', turn: 0 } as const;

    expect(await planHold({ sku: 'A', quantity: 1 }, anOrderId(), look, new Date(noon), stock)).toBeUndefined();
  });
});

it('an order that takes none of a SKU holds none of its units, wherever they lie, and looks at nothing', async () => {
  const findMain = vi.fn(async () => main);
  const stock = { find: async () => stockOf([main]), findMain, markSoldOut: async () => {} };
  for (const look of ['none', 'shard 0'] as const) {
    expect(await planHold({ sku: 'A', quantity: 0 }, anOrderId(), { look, turn: 0 }, new Date(noon), stock)).toEqual({
      holding: { sku: 'A', quantity: 0, units: [] },
    });
  }
  expect(findMain).not.toHaveBeenCalled();
});
