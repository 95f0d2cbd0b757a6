import { describe, expect, it } from 'vitest';
import { backorderTable } from '../../lambdas/inventory/backorder-table.ts';
import { movementTable } from '../../lambdas/inventory/movement-table.ts';
import { stockTable } from '../../lambdas/inventory/stock-table.ts';
import { consistencyOf } from '../runtime/consistency-of.ts';

const spread = { sku: 'A', onHand: 1, available: 1, reserved: 0, shards: 2, allShards: 2 };
const [stock, movements, backorders] = [stockTable('stock'), movementTable('movements'), backorderTable('backorders')];
describe('what decides over stock is read as it stands, not as it stood a moment ago', () => {
  it.each<[string, number, () => unknown]>([
    ['shard 0', 1, () => stock.findMain('A')],
    ['all shards', 2, () => stock.find('A')],
    ['every item', 1, () => stock.all().next()],
    ['the ledger until a moment', 1, () => movements.until('A').next()],
    ['the ledger from a moment on', 1, () => movements.since('A', '').next()],
    ['who waits longest', 1, () => backorders.findFirst('A')],
    ['who waits for anything', 1, () => backorders.all().next()],
  ])('%s, by requests: %i', async (_what, requests, read) => {
    expect(await consistencyOf(read, spread)).toEqual(Array.from({ length: requests }, () => true));
  });

  it('what older movements sum to', async () => {
    expect(await consistencyOf(() => movements.findSum('A'))).toEqual([true]);
  });
});
