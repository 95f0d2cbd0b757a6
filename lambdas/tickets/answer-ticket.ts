import { keyReused } from '../runtime/idempotency-key.ts';
import { changeTicket, type TicketPorts, ticketPorts } from './change-ticket.ts';
import { messageIdOf } from './open-ticket.ts';
import type { Ticket, TicketAnswer, TicketMessage } from './ticket.ts';
import { answered, customerWrote } from './ticket-changes.ts';

/** Who writes, and their own name for it: the same two write it once. */
export interface Writer {
  readonly subject: string;
  readonly name: string;
  readonly key: string;
}

/**
 * Writes an answer, or a word for the team, once per key. The customer gets an answer by mail, and sees it on the page of
 * their order.
 * @throws Problem not-found, idempotency-key-reused
 */
export async function answerTicket(
  id: string,
  { subject, name, key }: Writer,
  { text, ...answer }: TicketAnswer,
  ports: TicketPorts = ticketPorts(),
): Promise<Ticket> {
  const now = ports.clock();
  const at = now.toISOString();
  const message: TicketMessage = {
    ...{ id: messageIdOf(`${subject} ${id}`, key), at, from: 'STAFF', channel: 'STAFF', name, text },
    ...(answer.isInternal ? { isInternal: true } : { delivery: 'PENDING', deliveryAt: at }),
  };
  const { ticket, isChanged } = await changeTicket(id, (ticket) => answered(ticket, message, answer, now), ports);
  if (!isChanged) await demandSame(id, message, ports);
  return ticket;
}

/** What a customer writes in a ticket that there is. */
export interface CustomersWords extends Pick<TicketMessage, 'text' | 'channel'> {
  /** By what the same is known, come twice. */
  readonly key: string;
  readonly more?: Partial<Omit<TicketMessage, 'id' | 'at' | 'channel' | 'text' | 'from'>>;
  readonly mailHash?: string | undefined;
}

/**
 * Adds what a customer writes to a ticket, once per key; it is ours to answer again.
 * @returns the ticket, and whether this was new
 * @throws Problem not-found
 */
export async function hearCustomer(
  id: string,
  { key, text, channel, more = {}, mailHash }: CustomersWords,
  ports: TicketPorts = ticketPorts(),
): Promise<{ readonly ticket: Ticket; readonly isChanged: boolean }> {
  const now = ports.clock();
  const message: TicketMessage = {
    ...more,
    ...{ id: messageIdOf(`customer of ${id}`, key), at: now.toISOString(), from: 'CUSTOMER', channel, text },
  };
  return changeTicket(id, (ticket) => customerWrote(ticket, message, now, ports.hasHelpdesk), ports, mailHash);
}

async function demandSame(ticketId: string, { id, text }: TicketMessage, { tickets }: TicketPorts): Promise<void> {
  const known = await tickets.findMessage(ticketId, id);
  if (known !== undefined && known.text !== text) {
    throw keyReused('another message');
  }
}
