import { beforeEach, describe, expect, it } from 'vitest';
import { movementTable } from '../../lambdas/inventory/movement-table.ts';
import { stockTable } from '../../lambdas/inventory/stock-table.ts';
import { takeBackUnits, type UnitsBack } from '../../lambdas/inventory/take-back-units.ts';
import { transact } from '../../lambdas/runtime/dynamodb.ts';
import { noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const counts = { onHand: 5, available: 3, reserved: 2 };

let db: InMemoryDynamoDb;
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  for (const sku of ['CUP', 'POT']) db.put('stock', { pk: `SKU#${sku}`, sk: 'STOCK', sku, ...counts });
});

const back = (id: string, restock: boolean, units: Readonly<Record<string, number>>): UnitsBack => ({
  id,
  restock,
  units: new Map(Object.entries(units)),
});

async function take(...returns: readonly UnitsBack[]) {
  const ports = { stock: stockTable(), movements: movementTable() };
  return transact(await takeBackUnits(returns, { at: noon, by: 'keeper' }, ports));
}

const stock = (sku: string) => db.item('stock', `SKU#${sku}`, 'STOCK');
const ledger = () => db.items('stock-movements').map(({ pk: _, sk: _sk, ...movement }) => movement);
const moved = (movement: object) => ({ shard: 0, at: noon, reason: 'RETURN', by: 'keeper', ...movement });

describe('units that came back', () => {
  it('are for sale again, or set aside; each return is a movement of its own', async () => {
    await take(
      back('good', true, { CUP: 2, POT: 1 }),
      back('broken', false, { CUP: 3 }),
      back('more', true, { CUP: 4 }),
    );

    expect(stock('CUP')).toMatchObject({ onHand: 11, available: 9, reserved: 2, unsellable: 3, revision: 1 });
    expect(stock('POT')).toMatchObject({ onHand: 6, available: 4, reserved: 2, revision: 1 });
    expect(stock('POT')).not.toHaveProperty('unsellable');
    expect(ledger()).toEqual([
      moved({ sku: 'CUP', id: 'good', onHand: 2 }),
      moved({ sku: 'CUP', id: 'broken', onHand: 0, unsellable: 3 }),
      moved({ sku: 'CUP', id: 'more', onHand: 4 }),
      moved({ sku: 'POT', id: 'good', onHand: 1 }),
    ]);
  });

  it('that are set aside make nothing available', async () => {
    db.put('stock', {
      ...stock('CUP'),
      pk: 'SKU#CUP',
      sk: 'STOCK',
      shards: 2,
      allShards: 2,
      restocks: 1,
      soldOut: true,
    });

    await take(back('broken', false, { CUP: 1, POT: 0 }));

    expect(stock('CUP')).toMatchObject({ ...counts, unsellable: 1, restocks: 1, soldOut: true });
    expect(ledger()).toEqual([moved({ sku: 'CUP', id: 'broken', onHand: 0, unsellable: 1 })]);
  });

  it('are not taken twice by two who read the same stock', async () => {
    const ports = { stock: stockTable(), movements: movementTable() };
    const booked = await Promise.all(
      ['one', 'two'].map((id) => takeBackUnits([back(id, true, { CUP: 1 })], { at: noon, by: 'keeper' }, ports)),
    );

    const outcomes = [];
    for (const writes of booked) outcomes.push((await transact(writes)) === undefined);
    expect(outcomes).toEqual([true, false]);
    expect(stock('CUP')).toMatchObject({ onHand: 6, available: 4 });
  });

  it('of what was never in stock are a fault, and nothing is written', async () => {
    await expect(take(back('r', true, { CUP: 1, GONE: 1 }))).rejects.toThrow('GONE');
    expect(ledger()).toEqual([]);
  });
});
