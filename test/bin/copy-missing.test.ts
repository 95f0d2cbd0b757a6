import { beforeEach, expect, it, vi } from 'vitest';
import { copyMissing } from '../../bin/operations/copy-missing.ts';
import { dynamodb } from '../../lambdas/runtime/dynamodb.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

let db: InMemoryDynamoDb;
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  for (const sku of ['A', 'B', 'C']) db.put('restored', { pk: `SKU#${sku}`, sk: 'PRODUCT', price: 1 });
  db.put('products', { pk: 'SKU#B', sk: 'PRODUCT', price: 2 });
});

async function copied(apply: boolean, partition = '') {
  const told: string[] = [];
  const tell = ({ pk }: { pk: string }) => told.push(pk);
  const counts = await copyMissing(dynamodb, { from: 'restored', to: 'products', partition, apply, tell });
  return { ...counts, told: told.sort() };
}

it('says what a table misses of another, and writes nothing unless told to', async () => {
  expect(await copied(false)).toEqual({ seen: 3, missing: 2, told: ['SKU#A', 'SKU#C'] });
  expect(db.items('products')).toHaveLength(1);
});

it('copies what is missing once, and leaves what is there as it is', async () => {
  expect(await copied(true)).toMatchObject({ missing: 2 });
  expect(await copied(true)).toMatchObject({ missing: 0, told: [] });

  expect(db.item('products', 'SKU#B', 'PRODUCT')).toMatchObject({ price: 2 });
  expect(db.item('products', 'SKU#A', 'PRODUCT')).toMatchObject({ price: 1 });
});

it('names a table that is not there', async () => {
  const gone = Object.assign(new Error('Requested resource not found'), { name: 'ResourceNotFoundException' });
  vi.spyOn(dynamodb, 'send').mockRejectedValueOnce(gone as never);
  await expect(copied(true)).rejects.toThrow('There is no table restored in this account and region.');
  vi.restoreAllMocks();
});

it('looks at the partitions that are named, and no other', async () => {
  expect(await copied(true, 'SKU#A')).toEqual({ seen: 1, missing: 1, told: ['SKU#A'] });
});
