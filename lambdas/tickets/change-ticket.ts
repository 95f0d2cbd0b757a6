import { setTimeout } from 'node:timers/promises';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { againIfOvertaken } from '../runtime/contention.ts';
import { environment } from '../runtime/environment.ts';
import { OverloadError } from '../runtime/overload-error.ts';
import { Problem } from '../runtime/problem.ts';
import { notFound } from '../runtime/problems.ts';
import type { BusinessCalendar } from './business-calendar.ts';
import { requestErrands } from './errand-queue.ts';
import { serviceCalendar } from './service-calendar.ts';
import type { Ticket } from './ticket.ts';
import type { Change } from './ticket-changes.ts';
import { clockAt, queuedAt } from './ticket-clock.ts';
import { type TicketTable, type TicketWrite, ticketTable } from './ticket-table.ts';

/** What changing a ticket touches. */
export interface TicketPorts {
  readonly tickets: TicketTable;
  /** Has the errands of a ticket run soon. */
  readonly requestErrands: (ticketId: string) => Promise<void>;
  readonly calendar: BusinessCalendar;
  readonly clock: Clock;
  readonly pause: (milliseconds: number) => Promise<void>;
  /** How long a closed ticket keeps who its customer is. */
  readonly retentionDays: number;
  /** Whether all that is said goes to a helpdesk too. */
  readonly hasHelpdesk: boolean;
}

/** What changing a ticket touches in production. */
export const ticketPorts = (): TicketPorts => ({
  tickets: ticketTable(),
  requestErrands,
  calendar: serviceCalendar(),
  clock: systemClock,
  pause: setTimeout,
  retentionDays: Number(environment('RETENTION_DAYS')),
  hasHelpdesk: environment('HELPDESK') !== 'none',
});

/** Others change the same ticket all the time: nothing was written. */
export class TicketContention extends OverloadError {
  override readonly name = 'TicketContention';
}

/**
 * Changes a ticket as it stands, anew where another overtakes it.
 * @param change what happens to it; undefined where nothing is to
 * @returns the ticket, and whether this has changed it: not where its message was there already
 * @throws Problem not-found
 * @throws TicketContention worth a retry
 */
export async function changeTicket(
  id: string,
  change: (ticket: Ticket) => Change | undefined,
  ports: TicketPorts = ticketPorts(),
  mailHash?: string,
): Promise<{ readonly ticket: Ticket; readonly isChanged: boolean }> {
  const changed = await againIfOvertaken(async () => {
    const before = await ports.tickets.findTicket(id);
    if (before === undefined) throw new Problem(notFound, 'There is no such ticket.');
    const next = change(before);
    if (next === undefined) return { ticket: before, isChanged: false };
    const written = await writeTicket({ before, after: next.ticket, message: next.message, mailHash }, ports);
    if (written === 'overtaken') return undefined;
    return written === 'known' ? { ticket: before, isChanged: false } : { ticket: next.ticket, isChanged: true };
  }, ports.pause);
  if (changed === undefined) throw new TicketContention(`ticket ${id} is changed by others all the time`);
  return changed;
}

/** Writes a ticket at its places in the queue and for the clock, and has its errands run. */
export async function writeTicket(
  write: Omit<TicketWrite, 'positions'>,
  { tickets, requestErrands, ...ports }: TicketPorts,
): Promise<Awaited<ReturnType<TicketTable['write']>>> {
  const { after } = write;
  const positions = { queuedAt: queuedAt(after, ports.calendar), clockAt: clockAt(after, ports)?.toISOString() };
  const written = await tickets.write({ ...write, positions });
  // Should this be cut off, the clock finds them.
  const hasNews = after.errands.some(({ tries }) => tries === 0);
  if (written === 'written' && hasNews && write.message !== undefined) await requestErrands(after.id);
  return written;
}
