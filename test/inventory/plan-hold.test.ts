import { describe, expect, it, vi } from 'vitest';
import { planHold } from '../../lambdas/inventory/plan-hold.ts';
import { type StockItem, stockOf } from '../../lambdas/inventory/stock.ts';
import { anOrderId, noon } from '../builders.ts';

const empty = { sku: 'A', onHand: 0, available: 0, reserved: 0, unsellable: 0 };
const main: StockItem = { ...empty, shard: 0, shards: 2, allShards: 2, restocks: 1 };

/** Plans one unit of a SKU whose shards were all read dry; a last look at shard 0 sees `after`. */
async function planOver(after: StockItem) {
  const markSoldOut = vi.fn(async () => {});
  const findMain = vi.fn(async () => after).mockResolvedValueOnce(main);
  const find = async () => stockOf([main, { ...empty, shard: 1 }]);
  const look = { look: 'all shards', turn: 0 } as const;
  const stock = { find, findMain, markSoldOut };
  return { plan: await planHold({ sku: 'A', quantity: 1 }, anOrderId(), look, new Date(noon), stock), markSoldOut };
}

describe('an order that found all shards dry', () => {
  it('is short where nothing moved meanwhile, and tells those who come after it', async () => {
    const { plan, markSoldOut } = await planOver(main);

    expect(plan).toEqual({ sku: 'A', requested: 1, available: 0 });
    expect(markSoldOut).toHaveBeenCalledExactlyOnceWith('A', 1);
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
