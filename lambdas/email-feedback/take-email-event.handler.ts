import { fromQueue } from '../runtime/queue.ts';
import { EmailEvent } from './email-event.ts';
import { takeEmailEvent } from './take-email-event.ts';

/** Consumer of SES's events: what became of the e-mails that it took. They come in any order, and some twice. */
export const handler = fromQueue(EmailEvent, (event) => takeEmailEvent(event));
