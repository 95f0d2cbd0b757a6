import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { onEvent } from '../runtime/event.ts';
import { logger } from '../runtime/logger.ts';
import { settleSandboxPayment } from './settle-sandbox-payment.ts';

/** Consumer of the sandbox's settlement queue; what fails is delivered again. */
export const handler = onEvent(async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
  const results = await Promise.allSettled(
    Records.map(async ({ body }) => settleSandboxPayment((JSON.parse(body) as { orderId: string }).orderId)),
  );
  const failed = Records.filter((_, index) => results[index]?.status === 'rejected');
  for (const result of results) {
    if (result.status === 'rejected') logger.error('settlement failed', result.reason as Error);
  }
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
});
