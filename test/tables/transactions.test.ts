import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { dynamodb, type TransactionItem, transact } from '../../lambdas/runtime/dynamodb.ts';
import { aNewSku, atOnce, commit, onEveryDynamoDb } from './on-every-dynamodb.ts';

describe('a transaction', () => {
  onEveryDynamoDb((tables) => {
    const TableName = tables.stock;
    const keyOf = (pk: string) => ({ pk, sk: 'STOCK' });

    const put = (pk: string, n: number): TransactionItem => ({
      Put: { TableName, Item: { ...keyOf(pk), n }, ConditionExpression: 'attribute_not_exists(pk)' },
    });
    const add = (pk: string, n: number, max: number): TransactionItem => ({
      Update: {
        TableName,
        Key: keyOf(pk),
        ConditionExpression: 'n < :max',
        UpdateExpression: 'ADD n :n',
        ExpressionAttributeValues: { ':n': n, ':max': max },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
    });
    const remove = (pk: string): TransactionItem => ({ Delete: { TableName, Key: keyOf(pk) } });

    async function numberAt(pk: string): Promise<unknown> {
      const { Item } = await dynamodb.send(new GetCommand({ TableName, Key: keyOf(pk), ConsistentRead: true }));
      return Item?.n;
    }

    it('writes, changes and removes over several tables at once', async () => {
      const [a, b, c] = [aNewSku(), aNewSku(), aNewSku()];
      await commit([put(b, 1), put(c, 1)]);
      const elsewhere = { Put: { TableName: tables.backorders, Item: keyOf(a) } };

      expect(await transact([put(a, 5), add(b, 2, 9), remove(c), elsewhere])).toBeUndefined();

      expect(await Promise.all([a, b, c].map(numberAt))).toEqual([5, 3, undefined]);
    });

    it('says every refusal, in the order of its writes, with the item only where it was asked for', async () => {
      const [full, there, missing, fine] = [aNewSku(), aNewSku(), aNewSku(), aNewSku()];
      await commit([put(full, 7), put(there, 1), put(fine, 0)]);

      expect(
        await transact([add(fine, 1, 9), add(full, 1, 7), put(there, 2), remove(there + fine), add(missing, 1, 9)]),
      ).toEqual([
        { kind: 'none', item: undefined },
        { kind: 'condition', item: { ...keyOf(full), n: 7 } },
        { kind: 'condition', item: undefined },
        { kind: 'none', item: undefined },
        { kind: 'condition', item: undefined },
      ]);

      expect(await Promise.all([full, there, missing, fine].map(numberAt))).toEqual([7, 1, undefined, 0]);
    });

    it('of the same items, 200 at once, goes through exactly as often as they allow', async () => {
      const [a, b] = [aNewSku(), aNewSku()];
      await commit([put(a, 0), put(b, 0)]);

      const refusals = await atOnce(200, (index) =>
        commit(index % 2 === 0 ? [add(a, 1, 50), add(b, 1, 60)] : [add(b, 1, 60), add(a, 1, 50)]),
      );

      expect(refusals.filter((refusal) => refusal === undefined)).toHaveLength(50);
      expect(await Promise.all([a, b].map(numberAt))).toEqual([50, 50]);
    });

    it.each([
      ['writes an item twice', () => [put('twice', 1), remove('twice')]],
      ['has more than 100 writes', () => Array.from({ length: 101 }, () => put(aNewSku(), 1))],
      ['names a value that it does not use', () => [withValue(add(aNewSku(), 1, 1), ':unused')]],
    ])('that %s is a fault, not a refusal', async (_, items) => {
      await expect(transact(items())).rejects.toMatchObject({ name: 'ValidationException' });
    });

    it('that cannot be carried out is a fault, even beside a condition', async () => {
      const [there, listless] = [aNewSku(), aNewSku()];
      await commit([put(there, 1), put(listless, 1)]);
      const append = {
        TableName,
        Key: keyOf(listless),
        UpdateExpression: 'SET entries = list_append(entries, :entry)',
        ExpressionAttributeValues: { ':entry': ['one'] },
      };

      await expect(transact([put(there, 2), { Update: append }])).rejects.toThrow();
      await expect(dynamodb.send(new UpdateCommand(append))).rejects.toMatchObject({ name: 'ValidationException' });
      expect(await numberAt(there)).toBe(1);
    });

    it('of 100 writes is taken', async () => {
      expect(await transact(Array.from({ length: 100 }, () => put(aNewSku(), 1)))).toBeUndefined();
    });
  });
});

function withValue({ Update }: TransactionItem, name: string): TransactionItem {
  if (Update === undefined) throw new Error('not an update');
  const ExpressionAttributeValues = { ...Update.ExpressionAttributeValues, [name]: 1 };
  return { Update: { ...Update, ExpressionAttributeValues } };
}
