import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterOpenMinutes } from '../../lambdas/tickets/business-calendar.ts';
import { serviceCalendar } from '../../lambdas/tickets/service-calendar.ts';
import { answerMinutes, askedSla, dueOf, pausedSla, reratedSla, resumedSla } from '../../lambdas/tickets/sla.ts';
import { type Sla, ticketSeverities } from '../../lambdas/tickets/ticket.ts';
import { noon } from '../builders.ts';
import { histories } from '../histories.ts';
import { aShop } from '../shop/a-brand.ts';

const calendar = serviceCalendar({
  ...aShop,
  brands: aShop.brands.map((brand) => ({ ...brand, timeZone: 'Europe/London' })),
});
const at = (iso: string) => new Date(iso);
const asked = askedSla({}, 'NORMAL', at(noon));
const lateAt = (sla: Sla) => dueOf({ sla, severity: 'NORMAL' }, calendar)?.lateAt.toISOString();

describe('the clock of a ticket', () => {
  it('wants an answer within the open time of its severity, and warns when a quarter of that is left', () => {
    // Monday, noon: eight open hours end on Tuesday at noon.
    const due = dueOf({ sla: asked, severity: 'NORMAL' }, calendar);
    expect(due?.warnAt.toISOString()).toBe('2026-11-24T10:00:00.000Z');
    expect(due?.lateAt.toISOString()).toBe('2026-11-24T12:00:00.000Z');
  });

  it('does not begin anew when the customer writes again before they have an answer', () => {
    expect(askedSla(asked, 'NORMAL', at('2026-11-23T15:00:00Z'))).toEqual(asked);
  });

  it('wants nothing while the customer has the answer', () => {
    expect(dueOf({ sla: {}, severity: 'URGENT' }, calendar)).toBeUndefined();
  });

  it('stands while it is put off, and has the same time left when it goes on', () => {
    const paused = pausedSla(asked, at('2026-11-23T14:00:00Z'), calendar);
    expect(dueOf({ sla: paused, severity: 'NORMAL' }, calendar)).toBeUndefined();
    expect(paused.left).toBe(360);

    // On Friday at 15:00: two hours are left of the day, four on Monday.
    expect(lateAt(resumedSla(paused, at('2026-11-27T15:00:00Z')))).toBe('2026-11-30T13:00:00.000Z');
  });

  it('is due at once when a higher severity has taken all that was left', () => {
    const late = pausedSla(asked, at('2026-11-23T16:00:00Z'), calendar);
    const urgent = resumedSla(reratedSla(late, 'NORMAL', 'URGENT'), at('2026-11-23T16:30:00Z'));
    const due = dueOf({ sla: urgent, severity: 'URGENT' }, calendar);
    expect(due?.lateAt.toISOString()).toBe('2026-11-23T16:30:00.000Z');
  });

  it('comes to the same open time in all, however often it is put off and goes on', () => {
    const moments = fc.array(fc.integer({ min: 0, max: 200 * 60 }), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(fc.constantFrom(...ticketSeverities), moments, (severity, minutes) => {
        const times = [...new Set(minutes)]
          .toSorted((a, b) => a - b)
          .map((minute) => new Date(Date.parse(noon) + minute * 60_000));
        let sla = askedSla({}, severity, at(noon));
        let used = 0;
        let since: Date | undefined = at(noon);
        for (const time of times) {
          if (since === undefined) {
            sla = resumedSla(sla, time);
            since = time;
          } else {
            const before = sla.left ?? 0;
            sla = pausedSla(sla, time, calendar);
            used += before - (sla.left ?? 0);
            since = undefined;
          }
        }
        expect((sla.left ?? 0) + used).toBeCloseTo(answerMinutes[severity], 6);
        const running = resumedSla(sla, times.at(-1) ?? at(noon));
        const due = dueOf({ sla: running, severity }, calendar);
        const from = at(running.runningSince ?? noon);
        expect(due?.lateAt).toEqual(afterOpenMinutes(calendar, from, Math.max(0, running.left ?? 0)));
        expect(due && due.warnAt <= due.lateAt).toBe(true);
      }),
      { numRuns: histories(500) },
    );
  });
});
