import { BatchWriteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { batchWrite } from '../../lambdas/runtime/batch-write.ts';

const documents = mockClient(DynamoDBDocumentClient);
const table = 'a-table';
const puts = Array.from({ length: 60 }, (_, index) => ({ PutRequest: { Item: { pk: `ITEM#${index}`, sk: 'ITEM' } } }));

/** DynamoDB with room for so many requests in each call. */
function dynamodbTakes(room: number) {
  const written: unknown[] = [];
  documents.on(BatchWriteCommand).callsFake(({ RequestItems }: { RequestItems: Record<string, unknown[]> }) => {
    const requests = RequestItems[table] ?? [];
    if (requests.length > 25) throw new Error('Too many items requested for the BatchWriteItem call');
    written.push(...requests.slice(0, room));
    return requests.length > room ? { UnprocessedItems: { [table]: requests.slice(room) } } : {};
  });
  return written;
}

beforeEach(() => {
  documents.reset();
});

describe('a write of many items', () => {
  it('takes as many calls as it needs', async () => {
    const written = dynamodbTakes(25);
    await batchWrite(table, puts);
    expect(written).toEqual(puts);
    expect(documents.calls()).toHaveLength(3);
  });

  it('asks again for what DynamoDB left over, and for nothing else', async () => {
    const written = dynamodbTakes(10);
    await batchWrite(table, puts);
    expect(written).toEqual(puts);
  });

  it('says that items are unwritten, worth a retry, when none is taken', async () => {
    dynamodbTakes(0);
    await expect(batchWrite(table, puts)).rejects.toMatchObject({ name: 'ItemsUnwritten' });
  });
});
