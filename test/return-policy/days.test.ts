import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endOfDays, endOfMonths } from '../../lambdas/return-policy/days.ts';
import { daysAfter, localTime, startOfDay } from '../../lambdas/runtime/local-day.ts';
import { histories } from '../histories.ts';

const runs = { numRuns: histories(5_000) };
const zone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
const moment = fc.date({
  min: new Date('2020-01-01T00:00:00Z'),
  max: new Date('2035-01-01T00:00:00Z'),
  noInvalidDate: true,
});

describe('a period of days', () => {
  it('counts from the day behind the event, to the end of its last day, in the zone of the customer', () => {
    // Thursday: of fourteen days the last is Thursday, 10 December.
    const delivered = new Date('2026-11-26T22:15:00Z');

    expect(endOfDays(delivered, 14, 'Europe/Berlin').toISOString()).toBe('2026-12-10T23:00:00.000Z');
    // There it is Friday already.
    expect(endOfDays(delivered, 14, 'Asia/Tokyo').toISOString()).toBe('2026-12-11T15:00:00.000Z');
  });

  it('that would end on a Saturday or Sunday ends with Monday', () => {
    const friday = new Date('2026-11-27T12:00:00Z');

    expect(endOfDays(friday, 1, 'UTC').toISOString()).toBe('2026-12-01T00:00:00.000Z');
    expect(endOfDays(friday, 2, 'UTC').toISOString()).toBe('2026-12-01T00:00:00.000Z');
    expect(endOfDays(friday, 3, 'UTC').toISOString()).toBe('2026-12-01T00:00:00.000Z');
    expect(endOfDays(friday, 4, 'UTC').toISOString()).toBe('2026-12-02T00:00:00.000Z');
  });

  it('begins a date at its first moment, also where clocks jump over midnight or skip the date', () => {
    // Beirut's clocks jump from midnight to one; Samoa had no 30 December 2011.
    expect(startOfDay('2025-03-30', 'Asia/Beirut').toISOString()).toBe('2025-03-29T22:00:00.000Z');
    expect(startOfDay('2011-12-30', 'Pacific/Apia')).toEqual(startOfDay('2011-12-31', 'Pacific/Apia'));
  });

  it('in any zone, at any moment, is never too short, ends with a working day, and grows with its days', () => {
    fc.assert(
      fc.property(zone, moment, fc.integer({ min: 0, max: 400 }), (timeZone, event, days) => {
        const end = endOfDays(event, days, timeZone);
        const last = localTime(new Date(end.getTime() - 1), timeZone).day;
        const first = localTime(event, timeZone).day;

        expect(last >= daysAfter(first, days)).toBe(true);
        expect(last <= daysAfter(first, days + 2)).toBe(true);
        expect(localTime(end, timeZone).day > last).toBe(true);
        expect([1, 2, 3, 4, 5]).toContain(new Date(`${last}T00:00:00Z`).getUTCDay());
        expect(end.getTime()).toBeLessThanOrEqual(endOfDays(event, days + 1, timeZone).getTime());
      }),
      runs,
    );
  });
});

describe('a period of months', () => {
  it.each([
    ['2026-11-26T12:00:00Z', 24, '2028-11-28T00:00:00.000Z'],
    ['2024-02-29T12:00:00Z', 24, '2026-03-03T00:00:00.000Z'],
    ['2026-01-31T12:00:00Z', 1, '2026-03-03T00:00:00.000Z'],
  ])('from %s, of %i months, ends at %s', (event, months, end) => {
    expect(endOfMonths(new Date(event), months, 'UTC').toISOString()).toBe(end);
  });
});
