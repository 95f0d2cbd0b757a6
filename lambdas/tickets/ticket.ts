import * as z from 'zod/mini';
import { EmailAddress } from '../orders/email-address.ts';
import { defaultLocale, Locale } from '../orders/locale.ts';
import { OrderId } from '../orders/order.ts';
import { shortText } from '../orders/short-text.ts';

/**
 * How a ticket stands: ours to answer; the customer's; put off; solved, as far as we know; over. What may follow what:
 * a message of the customer's opens any of them again.
 */
export const ticketTransitions = {
  OPEN: ['WAITING_FOR_CUSTOMER', 'ON_HOLD', 'SOLVED', 'CLOSED'],
  WAITING_FOR_CUSTOMER: ['OPEN', 'ON_HOLD', 'SOLVED', 'CLOSED'],
  ON_HOLD: ['OPEN', 'WAITING_FOR_CUSTOMER', 'SOLVED', 'CLOSED'],
  SOLVED: ['OPEN', 'CLOSED'],
  CLOSED: ['OPEN'],
} as const satisfies Record<string, readonly string[]>;

export type TicketState = keyof typeof ticketTransitions;
export const ticketStates = Object.keys(ticketTransitions) as [TicketState, ...TicketState[]];

/** Whether a ticket may go from a state to another, or stay there. */
export function mayBecome(from: TicketState, to: TicketState): boolean {
  return from === to || (ticketTransitions[from] as readonly TicketState[]).includes(to);
}

/** Whether nobody waits for anything any more, as far as is known. */
export function isOver({ state }: { readonly state: TicketState }): boolean {
  return state === 'SOLVED' || state === 'CLOSED';
}

/** What tickets are about. */
export const ticketCategories = [
  'ARRIVAL',
  'ADDRESS',
  'PAYMENT',
  'REFUND',
  'DAMAGED',
  'RETURN',
  'RATING',
  'OTHER',
] as const;
export type TicketCategory = (typeof ticketCategories)[number];

/** How much a ticket matters, the most urgent first. */
export const ticketSeverities = ['URGENT', 'HIGH', 'NORMAL', 'LOW'] as const;
export type TicketSeverity = (typeof ticketSeverities)[number];

/** How a message came in, or by whom a ticket was opened: SERVICE is one of our own capabilities. */
export const ticketChannels = ['PAGE', 'STAFF', 'MAIL', 'CHAT', 'HELPDESK', 'SERVICE'] as const;
export type TicketChannel = (typeof ticketChannels)[number];

/** How long our answer may still take: it runs since, or stands where it was put off. Empty while no answer is wanted. */
export const Sla = z.object({
  /** Open minutes; less than none where it is late. */
  left: z.optional(z.number()),
  /** ISO 8601 UTC. */
  runningSince: z.optional(z.string()),
  /** When somebody was warned, and when it was late. */
  warnedAt: z.optional(z.string()),
  escalatedAt: z.optional(z.string()),
});
export type Sla = Readonly<z.output<typeof Sla>>;

/** What a message is still to be handed to: to the customer's mailbox, or to the helpdesk. */
export const Errand = z.object({
  messageId: z.string(),
  to: z.enum(['MAIL', 'HELPDESK']),
  /** When it is tried again, should nobody have been at it by then; ISO 8601 UTC. */
  dueAt: z.string(),
  tries: z.int(),
});
export type Errand = Readonly<z.output<typeof Errand>>;

/** A ticket as it is stored. Who its customer is, its order says, or `requester` where it is of none. */
export const Ticket = z.object({
  id: z.uuid(),
  /** Grows with each change that somebody sees; `revision` with every one. */
  version: z.int(),
  revision: z.int(),
  state: z.enum(ticketStates),
  category: z.enum(ticketCategories),
  severity: z.enum(ticketSeverities),
  subject: z.string(),
  channel: z.enum(ticketChannels),
  locale: Locale,
  /** ISO 8601 UTC. */
  createdAt: z.string(),
  updatedAt: z.string(),
  /** The order that it is about: whoever opened it has shown that it is theirs, or is of the shop. */
  orderId: z.optional(OrderId),
  storefront: z.optional(z.string()),
  /**
   * That its order was looked for by nothing but the address of who asks: one that they placed a moment before may not be
   * found by it yet, so that the clock looks once more.
   */
  isOrderSought: z.optional(z.boolean()),
  /** What order somebody says it is about, who has not shown that it is theirs. */
  claimedOrder: z.optional(z.string()),
  requester: z.optional(z.object({ email: z.string(), name: z.optional(z.string()) })),
  /** Who of the shop sees to it. */
  owner: z.optional(z.string()),
  sla: Sla,
  errands: z.array(Errand),
  /** Its own id at the helpdesk. */
  helpdeskId: z.optional(z.string()),
  /** When who the customer is was erased. */
  erasedAt: z.optional(z.string()),
});
export type Ticket = Readonly<z.output<typeof Ticket>>;

/**
 * What became of a message as a mail. SENDING is claimed: of a claim that never became a record nobody knows whether it
 * went out, until it is found out and settled. BOUNCED: it was sent, and came back.
 */
export const deliveries = ['PENDING', 'SENDING', 'SENT', 'REFUSED', 'UNKNOWN', 'BOUNCED'] as const;
export type Delivery = (typeof deliveries)[number];

/** One message of a ticket. Never changed but for what became of it, and by an erasure. */
export const TicketMessage = z.object({
  id: z.string(),
  /** ISO 8601 UTC. */
  at: z.string(),
  from: z.enum(['CUSTOMER', 'STAFF', 'SERVICE']),
  /** Who wrote it, as their issuer calls them; of a customer, as they call themselves. */
  name: z.optional(z.string()),
  channel: z.enum(ticketChannels),
  text: z.string(),
  /** What a mail quoted below what is new. */
  quoted: z.optional(z.string()),
  /** For the team only. */
  isInternal: z.optional(z.boolean()),
  /** Of a mail that nobody wrote. */
  isAutomatic: z.optional(z.boolean()),
  /** Of a mail whose sender's domain does not vouch for it: anybody may have written it. */
  isUnverified: z.optional(z.boolean()),
  attachments: z.optional(z.array(z.object({ name: z.string(), type: z.string(), bytes: z.int() }))),
  /** By what mails name it (RFC 5322), without brackets. */
  mailId: z.optional(z.string()),
  /** Where in the bucket of mails the whole of it lies for a while. */
  rawKey: z.optional(z.string()),
  /** Of what is sent as a mail, and when that became so. */
  delivery: z.optional(z.enum(deliveries)),
  deliveryAt: z.optional(z.string()),
});
export type TicketMessage = Readonly<z.output<typeof TicketMessage>>;

/** The longest text of a message, in characters; what a mail says beyond is in the bucket. */
export const longestText = 20_000;

const Text = shortText(longestText);

/** The body of `POST /operations/tickets`. */
export const TicketRequest = z
  .strictObject({
    orderId: z.optional(OrderId),
    /** Who asks, of no order. */
    email: z.optional(EmailAddress),
    category: z._default(z.enum(ticketCategories), 'OTHER'),
    severity: z._default(z.enum(ticketSeverities), 'NORMAL'),
    subject: shortText(200),
    text: Text,
    locale: z._default(Locale, defaultLocale),
  })
  .check(
    z.refine(({ orderId, email }) => orderId === undefined || email === undefined, {
      error: 'an order has its own address: give either orderId or email',
    }),
  );
export type TicketRequest = Readonly<z.output<typeof TicketRequest>>;

/** The body of `POST /operations/tickets/{ticketId}/messages`. */
export const TicketAnswer = z.strictObject({
  text: Text,
  /** For the team only; changes nothing else. */
  isInternal: z._default(z.boolean(), false),
  /** How the ticket stands with it; an internal one leaves it as it is. */
  state: z._default(z.enum(['WAITING_FOR_CUSTOMER', 'ON_HOLD', 'SOLVED']), 'WAITING_FOR_CUSTOMER'),
});
export type TicketAnswer = Readonly<z.output<typeof TicketAnswer>>;

/** The body of `PATCH /operations/tickets/{ticketId}`: what is not named stays as it is. */
export const TicketChange = z.strictObject({
  /** As it was seen: of another one, nothing is changed. */
  version: z.int(),
  state: z.optional(z.enum(ticketStates)),
  category: z.optional(z.enum(ticketCategories)),
  severity: z.optional(z.enum(ticketSeverities)),
  owner: z.optional(z.nullable(shortText(255))),
  orderId: z.optional(OrderId),
});
export type TicketChange = Readonly<z.output<typeof TicketChange>>;
