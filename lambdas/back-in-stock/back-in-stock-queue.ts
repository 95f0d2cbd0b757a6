import * as z from 'zod/mini';
import { environment } from '../runtime/environment.ts';
import { queues } from '../runtime/sqs.ts';

/** A message that asks to tell the shoppers who wait for a SKU. */
export const BackInStock = z.object({ sku: z.string() });

/** Asks to tell the shoppers who wait for a SKU; asking twice tells each once. */
export async function requestBackInStockNotices(sku: string): Promise<void> {
  await queues.sendMessage({
    QueueUrl: environment('BACK_IN_STOCK_QUEUE_URL'),
    MessageBody: JSON.stringify({ sku }),
  });
}
