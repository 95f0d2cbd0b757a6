/*
 * What may happen to a ticket, each a function from the ticket as it stands to how it stands then. None writes anything.
 */
import type { OrderId } from '../orders/order.ts';
import { Problem } from '../runtime/problem.ts';
import type { BusinessCalendar } from './business-calendar.ts';
import { ticketChanged, ticketStateRefused } from './problems.ts';
import { askedSla, pausedSla, reratedSla } from './sla.ts';
import {
  type Errand,
  mayBecome,
  type Ticket,
  type TicketAnswer,
  type TicketChange,
  type TicketMessage,
  type TicketState,
} from './ticket.ts';

/** How a ticket stands after something has happened to it, and the message that came with that. */
export interface Change {
  readonly ticket: Ticket;
  readonly message?: TicketMessage;
}

/** What an errand waits for until somebody else takes it up: whoever asked for it may have been cut off. */
const errandSeconds = 120;

/** The customer writes: it is ours to answer again, whatever it was. A mail that nobody wrote opens nothing. */
export function customerWrote(ticket: Ticket, message: TicketMessage, now: Date, helpdesk: boolean): Change {
  const errands = helpdesk ? [errand(message.id, 'HELPDESK', now)] : [];
  if (message.isAutomatic) return { ticket: seen(ticket, now, { errands: [...ticket.errands, ...errands] }), message };
  return {
    ticket: seen(ticket, now, {
      state: 'OPEN',
      sla: askedSla(ticket.sla, ticket.severity, now),
      errands: [...ticket.errands, ...errands],
    }),
    message,
  };
}

/** We answer: the customer hears of it by mail, where there is an address; an internal word is for the team. */
export function answered(
  ticket: Ticket,
  message: TicketMessage,
  { isInternal, state }: Pick<TicketAnswer, 'isInternal' | 'state'>,
  now: Date,
): Change {
  if (isInternal) return { ticket: seen(ticket, now, {}), message };
  return {
    ticket: seen(ticket, now, {
      state,
      sla: {},
      ...(message.delivery !== undefined && { errands: [...ticket.errands, errand(message.id, 'MAIL', now)] }),
    }),
    message,
  };
}

/**
 * Staff change it, as they saw it.
 * @throws Problem ticket-changed, ticket-state-refused
 */
export function changed(
  ticket: Ticket,
  { version, owner, ...wanted }: TicketChange,
  now: Date,
  calendar: BusinessCalendar,
): Change {
  if (version !== ticket.version) {
    throw new Problem(ticketChanged, `The ticket has version ${ticket.version}: look at it again.`);
  }
  const { state = ticket.state, severity = ticket.severity, category = ticket.category } = wanted;
  demandTransition(ticket.state, state);
  const rated = reratedSla(ticket.sla, ticket.severity, severity);
  return {
    ticket: seen(ticket, now, {
      ...{ state, severity, category, sla: slaAs(state, severity, rated, now, calendar) },
      orderId: wanted.orderId ?? ticket.orderId,
      isOrderSought: wanted.orderId === undefined ? ticket.isOrderSought : undefined,
      owner: owner === undefined ? ticket.owner : (owner ?? undefined),
    }),
  };
}

/** An answer came back: its customer waits, and knows of no answer. */
export function cameBack(ticket: Ticket, message: TicketMessage, now: Date): Change {
  const isTheirs = ticket.state === 'WAITING_FOR_CUSTOMER' || ticket.state === 'SOLVED';
  const asked = { state: 'OPEN', sla: askedSla(ticket.sla, ticket.severity, now) } as const;
  return { ticket: seen(ticket, now, isTheirs ? asked : {}), message };
}

/** The customer says whether it is solved. */
export function judged(ticket: Ticket, isSolved: boolean, now: Date): Change | undefined {
  const state = isSolved ? 'SOLVED' : 'OPEN';
  if (ticket.state === state || !mayBecome(ticket.state, state)) return undefined;
  return {
    ticket: seen(ticket, now, { state, sla: isSolved ? {} : askedSla(ticket.sla, ticket.severity, now) }),
  };
}

/** Its order was looked for once more; staff may have said meanwhile which it is. */
export function orderFound(
  ticket: Ticket,
  order: { readonly id: OrderId; readonly storefront: string } | undefined,
  now: Date,
): Change | undefined {
  if (!ticket.isOrderSought) return undefined;
  const { isOrderSought: _, ...over } = ticket;
  if (order === undefined || order.id === ticket.orderId) return { ticket: over };
  return { ticket: seen(over, now, { orderId: order.id, storefront: order.storefront }) };
}

/** It was put off for long enough: it is ours to answer again. */
export function resumed(ticket: Ticket, now: Date): Change | undefined {
  if (ticket.state !== 'ON_HOLD') return undefined;
  return { ticket: seen(ticket, now, { state: 'OPEN', sla: askedSla(ticket.sla, ticket.severity, now) }) };
}

/** It was solved for long enough. */
export function closed(ticket: Ticket, now: Date): Change | undefined {
  return ticket.state === 'SOLVED' ? { ticket: seen(ticket, now, { state: 'CLOSED' }) } : undefined;
}

/** The same ticket where its clock is looked at: nobody sees a change of that, so its version stays. */
export function alerted(ticket: Ticket, alert: 'warnedAt' | 'escalatedAt', now: Date): Change {
  return { ticket: { ...ticket, sla: { ...ticket.sla, [alert]: now.toISOString() } } };
}

/** An errand is over. */
export function withoutErrand(ticket: Ticket, { messageId, to }: Pick<Errand, 'messageId' | 'to'>): Ticket {
  return { ...ticket, errands: ticket.errands.filter((one) => one.messageId !== messageId || one.to !== to) };
}

/** An errand is to be tried again, the later the more often it was. */
export function postponed(ticket: Ticket, { messageId, to }: Errand, now: Date): Ticket {
  return {
    ...ticket,
    errands: ticket.errands.map((one) =>
      one.messageId === messageId && one.to === to
        ? { ...one, tries: one.tries + 1, dueAt: after(now, errandSeconds * 2 ** Math.min(one.tries, 6)) }
        : one,
    ),
  };
}

/** An errand that somebody is about to run: a minute or two passes before anybody else does. */
export function errand(messageId: string, to: Errand['to'], now: Date): Errand {
  return { messageId, to, dueAt: after(now, errandSeconds), tries: 0 };
}

function demandTransition(from: TicketState, to: TicketState): void {
  if (mayBecome(from, to)) return;
  throw new Problem(ticketStateRefused, `A ticket that is ${from} cannot become ${to}.`);
}

/** The clock in a state: it runs while it is ours to answer, stands while it is put off, and is over otherwise. */
function slaAs(
  state: TicketState,
  severity: Ticket['severity'],
  sla: Ticket['sla'],
  now: Date,
  calendar: BusinessCalendar,
): Ticket['sla'] {
  if (state === 'OPEN') return askedSla(sla, severity, now);
  return state === 'ON_HOLD' ? pausedSla(sla, now, calendar) : {};
}

/** A change that people see. */
function seen(ticket: Ticket, now: Date, change: Partial<Ticket>): Ticket {
  return { ...ticket, ...change, version: ticket.version + 1, updatedAt: now.toISOString() };
}

function after(now: Date, seconds: number): string {
  return new Date(now.getTime() + seconds * 1000).toISOString();
}
