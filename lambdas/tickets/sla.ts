import { afterOpenMinutes, type BusinessCalendar, openMinutesBetween } from './business-calendar.ts';
import type { Sla, Ticket, TicketSeverity } from './ticket.ts';

/** In how many open minutes the shop wants to answer. */
export const answerMinutes: Readonly<Record<TicketSeverity, number>> = {
  URGENT: 60,
  HIGH: 240,
  NORMAL: 480,
  LOW: 960,
};

/** Somebody is warned when so much of that is left. */
const warningShare = 0.25;

/** The customer writes: an answer is wanted from now on, unless one is already. */
export function askedSla(sla: Sla, severity: TicketSeverity, at: Date): Sla {
  return resumedSla(sla.left === undefined ? { left: answerMinutes[severity] } : sla, at);
}

/** It was put off: the clock stands, unless it does already. */
export function pausedSla({ runningSince, ...sla }: Sla, at: Date, calendar: BusinessCalendar): Sla {
  if (runningSince === undefined || sla.left === undefined) return sla;
  return { ...sla, left: sla.left - openMinutesBetween(calendar, new Date(runningSince), at) };
}

/** It goes on: the clock runs, unless it does already. */
export function resumedSla(sla: Sla, at: Date): Sla {
  return sla.left === undefined || sla.runningSince !== undefined ? sla : { ...sla, runningSince: at.toISOString() };
}

/** Another severity wants the answer sooner, or leaves more time for it. */
export function reratedSla(sla: Sla, from: TicketSeverity, to: TicketSeverity): Sla {
  return sla.left === undefined ? sla : { ...sla, left: sla.left + answerMinutes[to] - answerMinutes[from] };
}

/** When somebody is to be warned that an answer will be late, and when it is. */
export interface Due {
  readonly warnAt: Date;
  readonly lateAt: Date;
}

/** When the answer to a ticket is due; undefined while none is, or its clock stands. */
export function dueOf(
  { sla, severity }: Pick<Ticket, 'sla' | 'severity'>,
  calendar: BusinessCalendar,
): Due | undefined {
  if (sla.left === undefined || sla.runningSince === undefined) return undefined;
  const since = new Date(sla.runningSince);
  const left = Math.max(0, sla.left);
  return {
    warnAt: afterOpenMinutes(calendar, since, Math.max(0, left - answerMinutes[severity] * warningShare)),
    lateAt: afterOpenMinutes(calendar, since, left),
  };
}
