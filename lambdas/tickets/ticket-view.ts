import * as z from 'zod/mini';
import { maskedEmail } from '../orders/masked-customer.ts';
import { Ticket, TicketMessage } from './ticket.ts';
import type { TicketRecord } from './ticket-table.ts';

/** A ticket as staff see it in a list: whom it is of as far as they need that to tell customers apart. */
export const TicketSummary = z.extend(
  z.pick(Ticket, {
    id: true,
    version: true,
    state: true,
    category: true,
    severity: true,
    subject: true,
    channel: true,
    locale: true,
    createdAt: true,
    updatedAt: true,
    orderId: true,
    storefront: true,
    claimedOrder: true,
    owner: true,
  }),
  {
    /** Who asks, of a ticket about no order: `a***@example.com`. */
    requester: z.optional(z.object({ email: z.string(), name: z.optional(z.string()) })),
    /** When our answer is late, ISO 8601 UTC; absent while none is wanted. */
    answerBy: z.optional(z.string()),
    warnedAt: z.optional(z.string()),
    escalatedAt: z.optional(z.string()),
  },
);
export type TicketSummary = Readonly<z.output<typeof TicketSummary>>;

/** A page of them. */
export const TicketPage = z.object({ tickets: z.array(TicketSummary), next: z.optional(z.string()) });
export type TicketPage = Readonly<z.output<typeof TicketPage>>;

/** A message as staff see it. */
const MessageView = z.omit(TicketMessage, { mailId: true });

/** An answer that is written already, with what is known of the order. */
const PreparedAnswer = z.object({ name: z.string(), title: z.string(), text: z.string() });

/** A ticket with all that was said in it, and what may be answered. */
export const TicketView = z.extend(TicketSummary, {
  messages: z.array(MessageView),
  answers: z.array(PreparedAnswer),
});
export type TicketView = Readonly<z.output<typeof TicketView>>;

/** A ticket as the API shows it. */
export function summaryOf(ticket: Ticket, answerBy: string | undefined): TicketSummary {
  const {
    revision: _r,
    errands: _e,
    sla,
    helpdeskId: _h,
    erasedAt: _a,
    isOrderSought: _o,
    requester,
    ...shown
  } = ticket;
  const { warnedAt, escalatedAt } = sla;
  return {
    ...shown,
    ...(requester !== undefined && { requester: { ...requester, email: maskedEmail(requester.email) } }),
    ...(answerBy !== undefined && { answerBy }),
    ...(warnedAt !== undefined && { warnedAt }),
    ...(escalatedAt !== undefined && { escalatedAt }),
  };
}

/** Its messages as the API shows them. */
export function messagesOf({ messages }: TicketRecord): TicketView['messages'] {
  return messages.map(({ mailId: _, ...message }) => message);
}
