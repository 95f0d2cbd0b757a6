import { recorded } from '../audit/audited.ts';
import type { Order } from '../orders/order.ts';
import { despiteFailures } from '../runtime/despite-failures.ts';
import { logger } from '../runtime/logger.ts';
import { count } from '../runtime/metrics.ts';
import { changeTicket, type TicketPorts, ticketPorts } from './change-ticket.ts';
import { customerHash } from './customer-hash.ts';
import type { Ticket } from './ticket.ts';
import { alerted, closed, orderFound, resumed } from './ticket-changes.ts';
import { type Chore, choresOf } from './ticket-clock.ts';

/** What tending tickets touches. */
export interface TendTicketsPorts extends TicketPorts {
  readonly recorded: typeof recorded<void>;
  readonly customerHash: typeof customerHash;
  /** The latest order that was placed with an address by a moment, ISO 8601 UTC. */
  readonly latestOrderOf: (address: string, by: string) => Promise<Pick<Order, 'id' | 'storefront'> | undefined>;
}

/** What tending tickets touches in production, but for the orders. */
export const tendingTickets = (): Omit<TendTicketsPorts, 'latestOrderOf'> => ({
  ...ticketPorts(),
  recorded,
  customerHash,
});

/**
 * Does what the clock has to do about tickets, as long as there is time; the next call goes on. It warns that an answer
 * will be late, and says that it is, each once; looks once more for the order of who wrote right behind it; closes what is
 * solved, erases what is long over, and has errands run that nobody has.
 * @param timeIsLeft whether a further ticket can be begun
 * @throws AggregateError when some could not be seen to; the others were
 */
export async function tendTickets(timeIsLeft: () => boolean, ports: TendTicketsPorts): Promise<void> {
  const { attempt, conclude } = despiteFailures({
    each: 'a ticket was not seen to',
    all: 'tickets could not be seen to',
  });
  for (const id of await ports.tickets.dueBy(ports.clock())) {
    if (!timeIsLeft()) break;
    await attempt({ ticketId: id }, () => tend(id, ports));
  }
  conclude();
}

async function tend(id: string, ports: TendTicketsPorts): Promise<void> {
  const ticket = await ports.tickets.findTicket(id);
  if (ticket === undefined) return;
  const now = ports.clock();
  const due = choresOf(ticket, ports).filter(({ at }) => at <= now);
  for (const chore of new Set(due.map(({ chore }) => chore))) await doing[chore](ticket, now, ports);
}

const doing: Readonly<Record<Chore, (ticket: Ticket, now: Date, ports: TendTicketsPorts) => Promise<void>>> = {
  async order({ id, requester, createdAt }, now, ports) {
    const order = requester && (await ports.latestOrderOf(requester.email, createdAt));
    await changeTicket(id, (ticket) => orderFound(ticket, order, now), ports);
  },
  async warn({ id }, now, ports) {
    if (await alert(id, 'warnedAt', now, ports)) logger.warn('an answer will be late', { ticketId: id });
  },
  async escalate({ id, orderId, severity, owner = 'nobody' }, now, ports) {
    // Counted ahead: an alarm that rings twice is better than one that does not.
    count('TicketLate');
    if (!(await alert(id, 'escalatedAt', now, ports))) return;
    const told = {
      ...{ who: 'service', name: 'The clock', roles: [], action: 'escalateTicket', about: id },
      ...(orderId !== undefined && { orderId }),
      after: { severity, owner },
    };
    await ports.recorded(told, async () => {});
  },
  async resume({ id }, now, ports) {
    await changeTicket(id, (ticket) => resumed(ticket, now), ports);
  },
  async close({ id }, now, ports) {
    await changeTicket(id, (ticket) => closed(ticket, now), ports);
  },
  async erase({ id, requester }, now, { tickets, customerHash }) {
    await tickets.erase(id, now.toISOString(), requester && (await customerHash(requester.email)));
  },
  async errands({ id }, _now, { requestErrands }) {
    await requestErrands(id);
  },
};

/** @returns whether this has said it, and nobody before */
async function alert(
  id: string,
  what: 'warnedAt' | 'escalatedAt',
  now: Date,
  ports: TendTicketsPorts,
): Promise<boolean> {
  const { isChanged } = await changeTicket(
    id,
    (ticket) =>
      ticket.sla[what] === undefined && ticket.sla.runningSince !== undefined ? alerted(ticket, what, now) : undefined,
    ports,
  );
  return isChanged;
}
