import { BatchWriteCommand, type BatchWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { batchesOf } from './batches.ts';
import { dynamodb } from './dynamodb.ts';
import { OverloadError } from './overload-error.ts';

/** One item to be put or deleted, among others. */
export type BatchRequest = NonNullable<BatchWriteCommandInput['RequestItems']>[string][number];

/** As many as DynamoDB takes in a call. */
const requestsPerCall = 25;
const attempts = 5;

/**
 * Puts and deletes items of one table, no two of them the same; what is left over of a call is asked for again.
 * @throws ItemsUnwritten worth a retry: the same requests do what was not done
 */
export async function batchWrite(
  tableName: string,
  requests: readonly BatchRequest[],
  documents: Pick<typeof dynamodb, 'send'> = dynamodb,
): Promise<void> {
  for (const batch of batchesOf(requests, requestsPerCall)) {
    let left: BatchRequest[] = [...batch];
    for (let attempt = 0; left.length > 0; attempt++) {
      if (attempt === attempts) throw new ItemsUnwritten(`DynamoDB left items of ${tableName} unwritten`);
      const { UnprocessedItems = {} } = await documents.send(
        new BatchWriteCommand({ RequestItems: { [tableName]: left } }),
      );
      left = UnprocessedItems[tableName] ?? [];
    }
  }
}

/** DynamoDB took only a part of what it was given, again and again. */
export class ItemsUnwritten extends OverloadError {
  override readonly name = 'ItemsUnwritten';
}
