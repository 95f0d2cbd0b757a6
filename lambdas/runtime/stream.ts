import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { logger } from './logger.ts';
import { onEvent } from './on-event.ts';

/**
 * The middleware stack of a table stream's consumer: looks once at each thing that changed, however often it did, and
 * reports the first change of each that failed, so that the stream is read again from the earliest of them.
 *
 * @example
 * export const handler = fromStream(({ dynamodb }) => dynamodb?.NewImage?.id?.S, (id) => watch(id));
 */
export function fromStream(
  nameOf: (record: DynamoDBRecord) => string | undefined,
  run: (name: string, changes: readonly DynamoDBRecord[]) => Promise<void>,
) {
  return onEvent(async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const changes = [...Map.groupBy(Records, nameOf)].flatMap(([name, records]) =>
      name === undefined ? [] : [[name, records] as const],
    );
    const results = await Promise.allSettled(changes.map(([name, records]) => run(name, records)));
    return {
      batchItemFailures: changes.flatMap(([, [first]], index) => {
        const result = results[index];
        if (result?.status !== 'rejected') return [];
        logger.error('change failed', { error: result.reason as Error });
        return [{ itemIdentifier: first?.dynamodb?.SequenceNumber ?? '' }];
      }),
    };
  });
}
