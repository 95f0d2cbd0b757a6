import * as z from 'zod/mini';
import { fromQueue } from '../runtime/queue.ts';
import { storedObject } from '../runtime/stored-object.ts';
import { takeMail } from './take-mail.ts';

/** What S3 tells of objects that were put into a bucket, as far as it is read; at first it only tests (`s3:TestEvent`). */
const StoredMails = z.object({
  Records: z.optional(
    z.array(
      z.object({ s3: z.object({ bucket: z.object({ name: z.string() }), object: z.object({ key: z.string() }) }) }),
    ),
  ),
});

/** Consumer of the queue of mails that SES has put into their bucket. */
export const handler = fromQueue(StoredMails, async ({ Records = [] }) => {
  for (const { s3 } of Records) {
    const key = decodeURIComponent(s3.object.key.replaceAll('+', ' '));
    const raw = await storedObject(s3.bucket.name, key);
    if (raw !== undefined) await takeMail(raw, key);
  }
});
