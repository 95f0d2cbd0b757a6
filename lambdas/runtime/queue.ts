import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import * as z from 'zod/mini';
import { logger } from './logger.ts';
import { onEvent } from './on-event.ts';

/**
 * The middleware stack of a queue's consumer: parses each message and reports those that failed, so that only they are
 * delivered again. `run` gets the record too, for what the queue says of the message.
 *
 * @example
 * export const handler = fromQueue(Request, ({ id }) => apply(id));
 */
export function fromQueue<Schema extends z.core.$ZodType>(
  schema: Schema,
  run: (message: z.output<Schema>, record: SQSRecord) => Promise<void>,
) {
  return onEvent(async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const results = await Promise.allSettled(
      Records.map(async (record) => run(z.parse(schema, JSON.parse(record.body)), record)),
    );
    const failed = Records.filter(({ messageId }, index) => {
      const result = results[index];
      if (result?.status === 'rejected') logger.error('message failed', { error: result.reason as Error, messageId });
      return result?.status === 'rejected';
    });
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  });
}
