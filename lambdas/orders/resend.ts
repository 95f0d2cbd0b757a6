import * as z from 'zod/mini';
import { NoticeEvent } from './notice-event.ts';

/**
 * A request of staff to send a notice again. The order's contact stays as it was taken; where this one names an
 * address, the notice goes to that instead.
 */
export const Resend = z.object({
  id: z.string(),
  event: NoticeEvent,
  about: z.optional(z.string()),
  email: z.optional(z.string()),
  /** Who asked, as their access token names them. */
  by: z.string(),
  /** When, ISO 8601 UTC. */
  at: z.string(),
});
export type Resend = Readonly<z.output<typeof Resend>>;
