import type { OrderId } from '../orders/order.ts';
import { environment } from '../runtime/environment.ts';
import { type TicketRecord, type TicketTable, ticketTable } from '../tickets/ticket-table.ts';

/** A page is to open at once: of more tickets the latest are shown. */
const mostTickets = 5;

/**
 * What was asked about an order, and answered, the latest last; what only the team wrote is in no ticket of a
 * customer's. Undefined where the stage takes no questions.
 */
export async function ticketsOfOrder(
  orderId: OrderId,
  tickets: () => Pick<TicketTable, 'ofOrder' | 'find'> = ticketTable,
): Promise<readonly TicketRecord[] | undefined> {
  if (environment('AFTER_SALES') === 'off') return undefined;
  const table = tickets();
  const found = await Promise.all((await table.ofOrder(orderId)).map((id) => table.find(id)));
  return found
    .filter((record): record is TicketRecord => record !== undefined)
    .filter(({ ticket, messages }) => ticket.erasedAt === undefined && messages.some(({ isInternal }) => !isInternal))
    .sort((a, b) => (a.ticket.createdAt < b.ticket.createdAt ? -1 : 1))
    .slice(-mostTickets);
}
