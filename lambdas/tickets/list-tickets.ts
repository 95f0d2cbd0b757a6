import type { OrderId } from '../orders/order.ts';
import { cursorOf, endIn, KeyText } from '../runtime/cursor.ts';
import { Problem } from '../runtime/problem.ts';
import { notFound } from '../runtime/problems.ts';
import type { BusinessCalendar } from './business-calendar.ts';
import { preparedAnswersTo } from './prepared-answers.ts';
import { serviceCalendar } from './service-calendar.ts';
import { dueOf } from './sla.ts';
import type { Ticket, TicketState } from './ticket.ts';
import { type TicketTable, ticketTable } from './ticket-table.ts';
import { messagesOf, summaryOf, type TicketPage, type TicketSummary, type TicketView } from './ticket-view.ts';

/** What looking at tickets touches. */
export interface ListTicketsPorts {
  readonly tickets: Pick<TicketTable, 'inState' | 'findTickets' | 'find' | 'ofOrder'>;
  readonly calendar: BusinessCalendar;
  readonly preparedAnswersTo: typeof preparedAnswersTo;
}

const production = (): ListTicketsPorts => ({ tickets: ticketTable(), calendar: serviceCalendar(), preparedAnswersTo });

/** Which tickets are listed. */
export interface TicketList {
  readonly state: TicketState;
  /** Those about this order, in whatever state. */
  readonly orderId?: OrderId | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** A page of the tickets in a state, those whose answer is due first ahead; or all about an order, the latest first. */
export async function listTickets(
  { state, orderId, limit, cursor }: TicketList,
  ports: ListTicketsPorts = production(),
): Promise<TicketPage> {
  const { tickets } = ports;
  if (orderId !== undefined) {
    const found = await tickets.findTickets((await tickets.ofOrder(orderId)).slice(0, limit));
    const latest = [...found].sort((a, b) => (a.createdAt > b.createdAt ? -1 : 1));
    return { tickets: latest.map((ticket) => shown(ticket, ports)) };
  }
  const behind = cursor === undefined ? '0' : endIn(cursor, KeyText);
  const found = await tickets.inState(state, behind, limit);
  // The index is a moment old: what has gone elsewhere since is not shown as if it had not.
  const current = new Map((await tickets.findTickets(found.map(({ id }) => id))).map((ticket) => [ticket.id, ticket]));
  const page = found.flatMap(({ id }) => {
    const ticket = current.get(id);
    return ticket?.state === state ? [shown(ticket, ports)] : [];
  });
  const last = found.length === limit ? found.at(-1) : undefined;
  return { tickets: page, ...(last !== undefined && { next: cursorOf(last.position) }) };
}

/** A ticket with all that was said in it, and the answers that it may get. @throws Problem not-found */
export async function getTicket(id: string, ports: ListTicketsPorts = production()): Promise<TicketView> {
  const record = await ports.tickets.find(id);
  if (record === undefined) throw new Problem(notFound, 'There is no such ticket.');
  const answers = await ports.preparedAnswersTo(record.ticket);
  return { ...shown(record.ticket, ports), messages: messagesOf(record), answers };
}

function shown(ticket: Ticket, { calendar }: ListTicketsPorts): TicketSummary {
  return summaryOf(ticket, dueOf(ticket, calendar)?.lateAt.toISOString());
}
