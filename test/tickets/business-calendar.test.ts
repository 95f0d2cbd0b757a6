import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterOpenMinutes,
  type BusinessCalendar,
  NeverOpen,
  openMinutesBetween,
} from '../../lambdas/tickets/business-calendar.ts';
import { histories } from '../histories.ts';

const office = { from: '09:00', until: '17:00' };
const london: BusinessCalendar = {
  timeZone: 'Europe/London',
  hours: { monday: office, tuesday: office, wednesday: office, thursday: office, friday: office },
  holidays: ['2026-12-25', '2026-12-28'],
};

describe('the business calendar', () => {
  it.each([
    ['within a day', '2026-11-26T10:00:00Z', 60, '2026-11-26T11:00:00.000Z'],
    ['from before the shop opens', '2026-11-26T03:00:00Z', 60, '2026-11-26T10:00:00.000Z'],
    ['to the very end of a day', '2026-11-26T16:00:00Z', 60, '2026-11-26T17:00:00.000Z'],
    ['over a night', '2026-11-26T16:30:00Z', 60, '2026-11-27T09:30:00.000Z'],
    ['over a weekend', '2026-11-27T16:30:00Z', 60, '2026-11-30T09:30:00.000Z'],
    [
      'over Christmas, of which the substitute day is a holiday too',
      '2026-12-24T16:30:00Z',
      60,
      '2026-12-29T09:30:00.000Z',
    ],
    // British clocks go back on 25 October 2026: from Friday in summer time to Monday in winter time.
    ['over a change of the clocks', '2026-10-23T15:30:00Z', 60, '2026-10-26T09:30:00.000Z'],
    ['no time at all, while it is open', '2026-11-26T10:00:00Z', 0, '2026-11-26T10:00:00.000Z'],
  ])('counts %s', (_, from, minutes, until) => {
    expect(afterOpenMinutes(london, new Date(from), minutes).toISOString()).toBe(until);
  });

  it('counts sixty seconds a minute in a night in which the clocks are changed', () => {
    const whole = { from: '00:00', until: '24:00' };
    const nights = (timeZone: string): BusinessCalendar => ({
      timeZone,
      hours: { sunday: whole },
      holidays: [],
    });
    // 25 October 2026 has 25 hours in London, 29 March 2026 has 23.
    const long = [new Date('2026-10-24T12:00:00Z'), new Date('2026-10-26T12:00:00Z')] as const;
    const short = [new Date('2026-03-28T12:00:00Z'), new Date('2026-03-30T12:00:00Z')] as const;
    expect(openMinutesBetween(nights('Europe/London'), ...long)).toBe(25 * 60);
    expect(openMinutesBetween(nights('Europe/London'), ...short)).toBe(23 * 60);
    expect(openMinutesBetween(nights('Asia/Tokyo'), ...long)).toBe(24 * 60);
  });

  it('opens when the clocks are put forward over its hour', () => {
    // In New York 02:30 is left out on 8 March 2026.
    const early: BusinessCalendar = {
      timeZone: 'America/New_York',
      hours: { sunday: { from: '02:30', until: '04:00' } },
      holidays: [],
    };
    const minutes = openMinutesBetween(early, new Date('2026-03-08T00:00:00Z'), new Date('2026-03-09T00:00:00Z'));
    expect(minutes).toBe(30);
  });

  it('says so where nobody is ever there', () => {
    const never = { timeZone: 'Europe/London', hours: {}, holidays: [] };
    expect(() => afterOpenMinutes(never, new Date('2026-11-26T10:00:00Z'), 1)).toThrow(NeverOpen);
  });

  const zones = [
    'Europe/London',
    'America/New_York',
    'Asia/Tokyo',
    'Asia/Kathmandu',
    'Australia/Lord_Howe',
    'America/St_Johns',
    'Pacific/Apia',
    'Africa/Casablanca',
  ];
  const clock = fc.integer({ min: 0, max: 1439 }).map((minute) => {
    const two = (value: number) => String(value).padStart(2, '0');
    return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
  });
  const opening = fc
    .tuple(clock, clock)
    .filter(([a, b]) => a !== b)
    .map(([a, b]) => (a < b ? { from: a, until: b } : { from: b, until: a }));
  const days = fc.date({ min: new Date('2026-01-01'), max: new Date('2026-12-31'), noInvalidDate: true });
  const aCalendar: fc.Arbitrary<BusinessCalendar> = fc.record({
    timeZone: fc.constantFrom(...zones),
    hours: fc.record(
      { monday: opening, wednesday: opening, saturday: opening, sunday: opening },
      { requiredKeys: ['monday'] },
    ),
    holidays: fc.array(
      days.map((day) => day.toISOString().slice(0, 10)),
      { maxLength: 30 },
    ),
  });

  it('gives back by one function what the other counts, in any zone, over holidays and changes of the clocks', () => {
    fc.assert(
      fc.property(aCalendar, days, fc.integer({ min: 0, max: 6_000 }), (calendar, from, minutes) => {
        // Of a shop that opens a minute a week, no such time is found ahead.
        fc.pre(minutes <= openMinutesBetween(calendar, from, new Date(from.getTime() + 600 * 86_400_000)));
        const until = afterOpenMinutes(calendar, from, minutes);
        expect(until >= from).toBe(true);
        expect(openMinutesBetween(calendar, from, until)).toBeCloseTo(minutes, 6);
      }),
      { numRuns: histories(1_000) },
    );
  });

  it('counts a span as the sum of its parts, and never more than has passed', () => {
    fc.assert(
      fc.property(aCalendar, fc.tuple(days, days, days), (calendar, moments) => {
        const [a, b, c] = moments.toSorted((one, other) => one.getTime() - other.getTime()) as [Date, Date, Date];
        const whole = openMinutesBetween(calendar, a, c);
        expect(whole).toBeCloseTo(openMinutesBetween(calendar, a, b) + openMinutesBetween(calendar, b, c), 6);
        expect(whole).toBeGreaterThanOrEqual(0);
        expect(whole).toBeLessThanOrEqual((c.getTime() - a.getTime()) / 60_000 + 1e-6);
      }),
      { numRuns: histories(100) },
    );
  });

  it('is never open on a holiday', () => {
    const format = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' });
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 3_000 }), (from, minutes) => {
        const until = afterOpenMinutes(london, from, minutes);
        expect(london.holidays).not.toContain(format.format(until));
      }),
      { numRuns: histories(300) },
    );
  });
});
