import type { BusinessCalendar } from './business-calendar.ts';
import { dueOf } from './sla.ts';
import type { Ticket } from './ticket.ts';

/** So long after its customer was content, or nobody said otherwise, a solved ticket is closed. */
export const solvedDays = 7;

/** And so long after it was put off a ticket is ours to answer again. */
export const holdDays = 3;

const dayMilliseconds = 86_400_000;

/** So long after a ticket was opened every order of before is found by its customer's address. */
const indexedMilliseconds = 60_000;

/** What the clock sees to. */
export type Chore = 'order' | 'warn' | 'escalate' | 'resume' | 'close' | 'erase' | 'errands';

/** What the clock sees to of a ticket, and when. */
export function choresOf(
  ticket: Omit<Ticket, 'revision'>,
  { calendar, retentionDays }: { readonly calendar: BusinessCalendar; readonly retentionDays: number },
): readonly { readonly chore: Chore; readonly at: Date }[] {
  const { state, sla, createdAt, updatedAt, orderId, isOrderSought, erasedAt, errands } = ticket;
  const due = dueOf(ticket, calendar);
  const later = (days: number) => new Date(Date.parse(updatedAt) + days * dayMilliseconds);
  return [
    ...(isOrderSought ? [{ chore: 'order' as const, at: new Date(Date.parse(createdAt) + indexedMilliseconds) }] : []),
    ...(due !== undefined && sla.warnedAt === undefined ? [{ chore: 'warn' as const, at: due.warnAt }] : []),
    ...(due !== undefined && sla.escalatedAt === undefined ? [{ chore: 'escalate' as const, at: due.lateAt }] : []),
    ...(state === 'ON_HOLD' ? [{ chore: 'resume' as const, at: later(holdDays) }] : []),
    ...(state === 'SOLVED' ? [{ chore: 'close' as const, at: later(solvedDays) }] : []),
    // One about an order is erased with it.
    ...(state === 'CLOSED' && orderId === undefined && erasedAt === undefined
      ? [{ chore: 'erase' as const, at: later(retentionDays) }]
      : []),
    ...errands.map(({ dueAt }) => ({ chore: 'errands' as const, at: new Date(dueAt) })),
  ];
}

/** When the clock has to see to a ticket next; undefined where it need not. */
export function clockAt(...of: Parameters<typeof choresOf>): Date | undefined {
  const moments = choresOf(...of).map(({ at }) => at.getTime());
  return moments.length === 0 ? undefined : new Date(Math.min(...moments));
}

/** Its place among those of its state: what is due first, else what has waited longest. */
export function queuedAt(ticket: Omit<Ticket, 'revision'>, calendar: BusinessCalendar): string {
  return dueOf(ticket, calendar)?.lateAt.toISOString() ?? ticket.updatedAt;
}
