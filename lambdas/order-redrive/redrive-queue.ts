import * as z from 'zod/mini';
import { environment } from '../runtime/environment.ts';
import { queues } from '../runtime/sqs.ts';

/** A message that asks for a redrive to be gone on with. */
export const RedriveRun = z.object({ redriveId: z.string() });

/** Asks for a redrive to be gone on with, at once or after a while. */
export type RequestRedriveRun = (redriveId: string, delaySeconds?: number) => Promise<void>;

/** Asks for a redrive to be gone on with: it is delivered until it was, or alarms. */
export const requestRedriveRun: RequestRedriveRun = async (redriveId, delaySeconds = 0) => {
  await queues.sendMessage({
    QueueUrl: environment('REDRIVE_QUEUE_URL'),
    MessageBody: JSON.stringify({ redriveId }),
    DelaySeconds: delaySeconds,
  });
};
