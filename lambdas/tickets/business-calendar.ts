import { utcDay } from '../runtime/local-day.ts';
import { type Weekday, weekdays } from '../shop/weekdays.ts';

/** When somebody is there to answer. */
export interface BusinessCalendar {
  /** An IANA time zone, whose clocks the hours are of. */
  readonly timeZone: string;
  /** From when until when on each day, `09:00` and `17:30`; nobody is there on a day that is left out. */
  readonly hours: { readonly [day in Weekday]?: { readonly from: string; readonly until: string } | undefined };
  /** Days on which nobody is there, `2026-12-25`. */
  readonly holidays: readonly string[];
}

/** So long is looked ahead for an open hour: a calendar that has none in two years has none. */
const longestDays = 731;

const minute = 60_000;

/**
 * The moment at which so many open minutes have passed. Where the clocks are changed within open hours, a minute is
 * sixty seconds all the same.
 * @throws NeverOpen where the calendar has no such moment within two years
 *
 * @example afterOpenMinutes(calendar, new Date('2026-12-24T16:30:00Z'), 60) // past the holidays
 */
export function afterOpenMinutes(calendar: BusinessCalendar, from: Date, minutes: number): Date {
  let left = minutes * minute;
  for (const { start, end } of openingsFrom(calendar, from)) {
    const begin = Math.max(start, from.getTime());
    if (end - begin >= left && end > begin) return new Date(begin + left);
    left -= Math.max(0, end - begin);
  }
  throw new NeverOpen(calendar);
}

/** How many open minutes lie between two moments; none where the second is not after the first. */
export function openMinutesBetween(calendar: BusinessCalendar, from: Date, until: Date): number {
  let sum = 0;
  for (const { start, end } of openingsFrom(calendar, from)) {
    if (start >= until.getTime()) break;
    sum += Math.max(0, Math.min(end, until.getTime()) - Math.max(start, from.getTime()));
  }
  return sum / minute;
}

/** Nobody is ever there: a fault of the shop's profile, which is refused when it is deployed. */
export class NeverOpen extends Error {
  override readonly name = 'NeverOpen';

  constructor({ timeZone }: BusinessCalendar) {
    super(`the business calendar (${timeZone}) has no open hours in the next ${longestDays} days`);
  }
}

/** The times at which somebody is there, in milliseconds since 1970: those of the day of a moment, and of those after it. */
function* openingsFrom({ timeZone, hours, holidays }: BusinessCalendar, from: Date) {
  const offsetAt = offsetsOf(timeZone);
  const localDay = new Date(from.getTime() + offsetAt(from.getTime()));
  localDay.setUTCHours(0, 0, 0, 0);
  // Its last day may have begun yesterday by the clocks of an earlier offset.
  for (let day = -1; day < longestDays; day++) {
    const local = localDay.getTime() + day * 1440 * minute;
    const date = new Date(local);
    const opening = hours[weekdays[(date.getUTCDay() + 6) % 7] ?? 'monday'];
    if (opening === undefined || holidays.includes(utcDay(date))) continue;
    const start = instantOf(local + minutesOf(opening.from) * minute, offsetAt);
    const end = instantOf(local + minutesOf(opening.until) * minute, offsetAt);
    if (end > from.getTime()) yield { start, end };
  }
}

function minutesOf(clock: string): number {
  const [hour = 0, minutes = 0] = clock.split(':').map(Number);
  return hour * 60 + minutes;
}

/**
 * The moment at which the clocks of a zone show this, given as if they were UTC's. What they leave out as they are put
 * forward is taken as the moment of that; what they show twice as the first time.
 */
function instantOf(local: number, offsetAt: (instant: number) => number): number {
  const [before, after] = [offsetAt(local - 1440 * minute), offsetAt(local + 1440 * minute)];
  if (before === after) return local - before;
  const candidates = [local - Math.max(before, after), local - Math.min(before, after)];
  const exact = candidates.find((instant) => instant + offsetAt(instant) === local);
  return exact ?? local - before;
}

/** What the clocks of a zone are ahead of UTC's at a moment, all in milliseconds. */
function offsetsOf(timeZone: string): (instant: number) => number {
  const format = formats.get(timeZone) ?? formatOf(timeZone);
  formats.set(timeZone, format);
  return (instant) => {
    const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 1, day = 1, hour = 0, minute: minutes = 0, second = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minutes, second) - Math.floor(instant / 1000) * 1000;
  };
}

/** To make one takes longer than to use it a hundred times. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en', {
    ...{ timeZone, hourCycle: 'h23' },
    ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
  });
}
