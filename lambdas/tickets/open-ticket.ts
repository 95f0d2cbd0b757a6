import type { Locale } from '../orders/locale.ts';
import type { OrderId } from '../orders/order.ts';
import { againIfOvertaken } from '../runtime/contention.ts';
import { keyedId, keyReused } from '../runtime/idempotency-key.ts';
import { TicketContention, type TicketPorts, ticketPorts, writeTicket } from './change-ticket.ts';
import { customerHash } from './customer-hash.ts';
import { cut } from './cut.ts';
import { askedSla } from './sla.ts';
import {
  longestText,
  type Ticket,
  type TicketCategory,
  type TicketChannel,
  type TicketMessage,
  type TicketSeverity,
} from './ticket.ts';
import { errand } from './ticket-changes.ts';

/** A ticket that is to be opened. */
export interface NewTicket {
  /** Who opens it, and their own name for that: the same two open it once. */
  readonly opener: string;
  readonly key: string;
  readonly channel: TicketChannel;
  readonly category: TicketCategory;
  readonly severity: TicketSeverity;
  readonly subject: string;
  readonly locale: Locale;
  /** The order that it is about; only where who opens it has shown that it is theirs, or is of the shop. */
  readonly orderId?: OrderId | undefined;
  readonly storefront?: string | undefined;
  readonly claimedOrder?: string | undefined;
  readonly isOrderSought?: boolean | undefined;
  readonly requester?: Ticket['requester'];
  /** What is said first. What the shop itself says of it is for its team. */
  readonly message: Pick<TicketMessage, 'text'> & Partial<Omit<TicketMessage, 'id' | 'at' | 'channel'>>;
  /** Of the mail that opens it. */
  readonly mailHash?: string | undefined;
  /** That nobody waits for an answer: it is kept, and in no queue. */
  readonly isClosed?: boolean | undefined;
}

/** The namespace (RFC 9562) of the ids of tickets and their messages. Changing it would let repeats open a second one. */
const ticketIds = '0c6e3a52-9d07-4c51-9a43-5a1f4f0c7e21';

/** What opening a ticket touches. */
export interface OpenTicketPorts extends TicketPorts {
  readonly customerHash: (address: string) => Promise<string>;
}

const production = (): OpenTicketPorts => ({ ...ticketPorts(), customerHash });

/**
 * Opens a ticket, once per opener and key.
 * @returns the ticket, and whether it is new
 * @throws Problem idempotency-key-reused where the key stands for another text
 * @throws TicketContention worth a retry
 *
 * @example
 * await openTicket({ opener: 'ratings', key: orderId, channel: 'SERVICE', category: 'RATING', severity: 'HIGH', … });
 */
export async function openTicket(
  { opener, key, message, mailHash, isClosed = false, ...asked }: NewTicket,
  ports: OpenTicketPorts = production(),
): Promise<{ readonly ticket: Ticket; readonly isNew: boolean }> {
  const { tickets, clock, hasHelpdesk } = ports;
  const now = clock();
  const at = now.toISOString();
  const id = messageIdOf(opener, key);
  const from = message.from ?? 'SERVICE';
  const first: TicketMessage = {
    ...(from !== 'CUSTOMER' && { isInternal: true }),
    ...message,
    from,
    ...{ id, at, channel: asked.channel, text: cut(message.text, longestText) },
  };
  const { requester, orderId, storefront, claimedOrder, isOrderSought, ...always } = asked;
  const ticket: Ticket = {
    ...always,
    ...(orderId !== undefined && { orderId }),
    ...(storefront !== undefined && { storefront }),
    ...(claimedOrder !== undefined && { claimedOrder }),
    ...(isOrderSought && !isClosed && { isOrderSought }),
    ...(requester !== undefined && { requester }),
    ...{ id, version: 1, revision: 1, createdAt: at, updatedAt: at },
    state: isClosed ? 'CLOSED' : 'OPEN',
    sla: isClosed ? {} : askedSla({}, asked.severity, now),
    errands: hasHelpdesk && !isClosed ? [errand(id, 'HELPDESK', now)] : [],
  };
  const hash = orderId === undefined && requester !== undefined ? await ports.customerHash(requester.email) : undefined;
  const write = { before: undefined, after: ticket, message: first, customerHash: hash, mailHash };
  const written = await againIfOvertaken(async () => {
    const outcome = await writeTicket(write, ports);
    return outcome === 'overtaken' ? undefined : outcome;
  }, ports.pause);
  if (written === 'written') return { ticket, isNew: true };

  const known = await tickets.find(id);
  if (known === undefined) throw new TicketContention(`ticket ${id} was not opened: another was at it`);
  const said = known.messages.find((one) => one.id === id)?.text;
  if (said !== first.text && known.ticket.erasedAt === undefined) {
    throw keyReused('another ticket');
  }
  return { ticket: known.ticket, isNew: false };
}

/** The id of what somebody writes under a key of theirs: always the same one. */
export function messageIdOf(opener: string, key: string): string {
  return keyedId(ticketIds, opener, key);
}
