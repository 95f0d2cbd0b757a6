import type { SQSRecord } from 'aws-lambda';
import { environment } from '../runtime/environment.ts';
import { logger } from '../runtime/logger.ts';
import { queues } from '../runtime/sqs.ts';

/**
 * Lets a message that failed come again after the stage's pause: its visibility timeout, which outlasts the longest
 * run, would keep it for minutes. Where the queue does not hear of it, it does so all the same.
 * @throws whatever `run` throws
 */
export async function orAfterAPause(
  { receiptHandle: ReceiptHandle }: Pick<SQSRecord, 'receiptHandle'>,
  run: () => Promise<void>,
): Promise<void> {
  try {
    await run();
  } catch (error) {
    await queues
      .changeMessageVisibility({
        QueueUrl: environment('ORDER_QUEUE_URL'),
        ReceiptHandle,
        VisibilityTimeout: Number(environment('PAUSE_SECONDS')),
      })
      .catch((error: unknown) => logger.warn('a failed order comes again later', { error: error as Error }));
    throw error;
  }
}
