import { createHmac } from 'node:crypto';
import * as z from 'zod/mini';
import { isSameInConstantTime } from '../../runtime/constant-time.ts';
import type { Ticket, TicketMessage } from '../ticket.ts';
import type { Helpdesk } from './helpdesk.ts';

/*
 * Zendesk Support, by its Ticketing API (https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/).
 * Creating a ticket takes an Idempotency-Key, a comment does not: each carries the id of its message in its metadata,
 * and is looked for ahead of being made again.
 */

/** What a stage has to know of a shop's Zendesk: the secret that is filled by hand. */
export const ZendeskKeys = z.object({
  /** `https://shop.zendesk.com`. */
  url: z.url(),
  /** Of the agent by whom our messages come. */
  email: z.string(),
  apiToken: z.string(),
  /** The signing secret of the webhook that brings answers back. An empty one everybody knows. */
  webhookSecret: z.string().check(z.minLength(1)),
});
export type ZendeskKeys = Readonly<z.output<typeof ZendeskKeys>>;

const CreatedTicket = z.object({ ticket: z.object({ id: z.int() }) });
const FoundTickets = z.object({ tickets: z.array(z.object({ id: z.int() })) });
const Audits = z.object({
  audits: z.array(
    z.object({
      metadata: z.optional(z.object({ custom: z.optional(z.looseObject({ message: z.optional(z.string()) })) })),
    }),
  ),
});

const priorities: Readonly<Record<Ticket['severity'], string>> = {
  URGENT: 'urgent',
  HIGH: 'high',
  NORMAL: 'normal',
  LOW: 'low',
};

const timeoutMilliseconds = 10_000;

/** What Zendesk calls a customer of whom it is told no address: it needs none. */
const nobody = 'Customer';

/** The shop's Zendesk. */
export function zendesk({ url, email, apiToken }: ZendeskKeys, ask: typeof fetch = fetch): Helpdesk {
  async function call<Schema extends z.core.$ZodType>(
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    answer: Schema,
    { body, key }: { readonly body?: object; readonly key?: string } = {},
  ): Promise<z.output<Schema>> {
    const response = await ask(new URL(`/api/v2/${path}`, url), {
      method,
      headers: {
        authorization: `Basic ${Buffer.from(`${email}/token:${apiToken}`).toString('base64')}`,
        'content-type': 'application/json',
        ...(key !== undefined && { 'idempotency-key': key }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(timeoutMilliseconds),
    });
    // What it says of a request may quote the customer: only its status is told.
    if (!response.ok) throw new Error(`Zendesk answered ${response.status} to ${method}`);
    return z.parse(answer, await response.json());
  }

  const commentOf = (ticket: Ticket, message: TicketMessage) => ({
    comment: { body: message.text, public: !message.isInternal },
    metadata: { message: message.id, ticket: ticket.id },
  });

  async function create(ticket: Ticket, message: TicketMessage): Promise<string> {
    const { requester, subject, severity, category, locale, orderId } = ticket;
    const body = {
      ticket: {
        ...{ external_id: ticket.id, subject, priority: priorities[severity], ...commentOf(ticket, message) },
        requester: { name: requester?.name ?? message.name ?? nobody, ...(requester && { email: requester.email }) },
        tags: [category.toLowerCase(), locale.toLowerCase(), ...(orderId === undefined ? [] : [`order-${orderId}`])],
      },
    };
    const { ticket: made } = await call('POST', 'tickets.json', CreatedTicket, { body, key: message.id });
    return String(made.id);
  }

  return {
    async handOver(ticket, message) {
      // Its key is forgotten after two hours; its id of ours is not.
      const { tickets } = await call('GET', `tickets.json?external_id=${ticket.id}`, FoundTickets);
      const known = ticket.helpdeskId ?? tickets[0]?.id.toString();
      if (known === undefined) return create(ticket, message);
      const { audits } = await call('GET', `tickets/${known}/audits.json?sort_order=desc`, Audits);
      if (audits.some(({ metadata }) => metadata?.custom?.message === message.id)) return known;
      await call('PUT', `tickets/${known}.json`, CreatedTicket, { body: { ticket: commentOf(ticket, message) } });
      return known;
    },
  };
}

/** How old a message of the webhook may be, and how far its clock may be off. */
const toleranceMilliseconds = 5 * 60_000;

/** Whether a message is Zendesk's own: signed with the webhook's secret (https://developer.zendesk.com/documentation/webhooks/verifying/). */
export function isZendesks(
  headers: Readonly<Record<string, string | undefined>>,
  body: Uint8Array,
  webhookSecret: string,
  now: Date,
): boolean {
  const timestamp = headers['x-zendesk-webhook-signature-timestamp'] ?? '';
  const given = Buffer.from(headers['x-zendesk-webhook-signature'] ?? '', 'base64');
  const age = Math.abs(now.getTime() - Date.parse(timestamp));
  if (!(age <= toleranceMilliseconds)) return false;
  const expected = createHmac('sha256', webhookSecret).update(timestamp).update(body).digest();
  return isSameInConstantTime(given, expected);
}

/**
 * What the trigger in Zendesk is to send of an agent's public comment (docs/tickets.md says how it is set up): our own
 * id of the ticket, Zendesk's of the comment, and what it says.
 */
export const ZendeskComment = z.object({
  ticket: z.uuid(),
  comment: z.string().check(z.minLength(1)),
  text: z.string().check(z.trim(), z.minLength(1)),
  agent: z.string(),
  status: z._default(z.string(), 'pending'),
});
