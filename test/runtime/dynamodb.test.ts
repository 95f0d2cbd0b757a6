import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { transact } from '../../lambdas/runtime/dynamodb.ts';

const client = mockClient(DynamoDBDocumentClient);
const writes = [{ Delete: { TableName: 't', Key: { pk: 'a' } } }, { Delete: { TableName: 't', Key: { pk: 'b' } } }];
const untouched = { kind: 'none', item: undefined };

beforeEach(() => {
  client.reset();
});

describe('a transaction', () => {
  it('that commits has no refusals', async () => {
    client.on(TransactWriteCommand).resolves({});

    expect(await transact(writes)).toBeUndefined();
  });

  it('that met a condition says which, with the item as it stood', async () => {
    cancelledBecause({ Code: 'None' }, { Code: 'ConditionalCheckFailed', Item: { available: { N: '3' } } });

    expect(await transact(writes)).toEqual([untouched, { kind: 'condition', item: { available: 3 } }]);
  });

  it('that met a condition on an item that is not there has no item', async () => {
    cancelledBecause({ Code: 'ConditionalCheckFailed' }, { Code: 'None' });

    expect(await transact(writes)).toEqual([{ kind: 'condition', item: undefined }, untouched]);
  });

  it.each(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'])(
    'that met %s met contention, which is no shortage',
    async (Code) => {
      cancelledBecause({ Code: 'None' }, { Code });

      expect(await transact(writes)).toEqual([untouched, { kind: 'contention', item: undefined }]);
    },
  );

  it('tells a condition and contention apart when it met both', async () => {
    cancelledBecause({ Code: 'TransactionConflict' }, { Code: 'ConditionalCheckFailed' });

    expect((await transact(writes))?.map(({ kind }) => kind)).toEqual(['contention', 'condition']);
  });

  it.each(['ValidationError', 'ItemCollectionSizeLimitExceeded', 'AccessDenied', 'SomethingNew'])(
    'that is refused for %s is a fault, even beside a condition',
    async (Code) => {
      cancelledBecause({ Code: 'ConditionalCheckFailed' }, { Code });

      await expect(transact(writes)).rejects.toBeInstanceOf(TransactionCanceledException);
    },
  );

  it('that is cancelled without a reason is a fault', async () => {
    cancelledBecause();

    await expect(transact(writes)).rejects.toBeInstanceOf(TransactionCanceledException);
  });

  it('that fails in any other way lets the error through', async () => {
    client.on(TransactWriteCommand).rejects(new TypeError('socket'));

    await expect(transact(writes)).rejects.toThrow('socket');
  });
});

function cancelledBecause(...CancellationReasons: TransactionCanceledException['CancellationReasons'] & object): void {
  const error = new TransactionCanceledException({ $metadata: {}, message: 'cancelled', CancellationReasons });
  client.on(TransactWriteCommand).rejects(error);
}
