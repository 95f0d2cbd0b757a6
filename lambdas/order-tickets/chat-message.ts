import * as z from 'zod/mini';
import { EmailAddress } from '../orders/email-address.ts';
import { defaultLocale, Locale } from '../orders/locale.ts';
import { shortText } from '../orders/short-text.ts';
import { longestText } from '../tickets/ticket.ts';

/** The body of `POST /chat/messages`. */
export const ChatMessage = z.object({
  /** The chat's own name of the conversation: one is one ticket. */
  conversation: shortText(200),
  text: shortText(longestText),
  locale: z._default(Locale, defaultLocale),
  customer: z._default(
    z.object({
      name: z.optional(shortText(200)),
      email: z.optional(EmailAddress),
      /** That the chat knows the address to be theirs: they have signed in, say. */
      isVerified: z._default(z.boolean(), false),
    }),
    { isVerified: false },
  ),
});
export type ChatMessage = Readonly<z.output<typeof ChatMessage>>;
