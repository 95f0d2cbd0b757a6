import * as z from 'zod/mini';
import { environment } from '../runtime/environment.ts';
import { queues } from '../runtime/sqs.ts';
import type { EndpointName } from './endpoint.ts';

/** A message that asks for what is due at an endpoint. */
export const DeliveryRequest = z.object({ storefront: z.string(), id: z.string() });

/** No queue delays a message for longer. */
export const longestDelaySeconds = 900;

/** Asks for what is due at an endpoint to be sent, at once or after a while. */
export async function requestDelivery({ storefront, id }: EndpointName, delaySeconds = 0): Promise<void> {
  await queues.sendMessage({
    QueueUrl: environment('WEBHOOK_QUEUE_URL'),
    MessageBody: JSON.stringify({ storefront, id }),
    DelaySeconds: delaySeconds,
  });
}
