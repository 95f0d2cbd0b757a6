import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { logger } from './logger.ts';
import { onEvent } from './on-event.ts';

/**
 * The middleware stack of a table stream's consumer that looks at each thing that changed.
 *
 * @example
 * export const handler = fromStream(({ dynamodb }) => dynamodb?.NewImage?.id?.S, (id) => watch(id));
 */
export function fromStream(
  nameOf: (record: DynamoDBRecord) => string | undefined,
  run: (name: string, changes: readonly DynamoDBRecord[]) => Promise<void>,
) {
  return onEvent(({ Records }: DynamoDBStreamEvent) => eachChange(Records, nameOf, run));
}

/**
 * Looks once at each thing that changed, however often it did.
 * @returns the first change of each that failed, so that the stream is read again from the earliest of them
 */
export async function eachChange(
  records: readonly DynamoDBRecord[],
  nameOf: (record: DynamoDBRecord) => string | undefined,
  run: (name: string, changes: readonly DynamoDBRecord[]) => Promise<void>,
): Promise<DynamoDBBatchResponse> {
  const changes = [...Map.groupBy(records, nameOf)].flatMap(([name, changes]) =>
    name === undefined ? [] : [[name, changes] as const],
  );
  const results = await Promise.allSettled(changes.map(([name, changes]) => run(name, changes)));
  return {
    batchItemFailures: changes.flatMap(([, [first]], index) => {
      const result = results[index];
      if (result?.status !== 'rejected') return [];
      logger.error('change failed', { error: result.reason as Error });
      return [{ itemIdentifier: first?.dynamodb?.SequenceNumber ?? '' }];
    }),
  };
}
