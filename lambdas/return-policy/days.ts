import { daysAfter, endOfDay, localTime, utcDay, weekdayOf } from '../runtime/local-day.ts';

/*
 * Periods of days in a time zone, as Regulation (EEC, Euratom) No 1182/71 counts them, Art. 3: the day of the event does
 * not count, the last day counts to its end, and one that would end on a Saturday or Sunday ends with the next working
 * day. Public holidays are left out: they differ within countries, and a day more harms nobody.
 */

/** When a period of so many days ends that an event begins: the first moment that is not of it. */
export function endOfDays(event: Date, days: number, timeZone: string): Date {
  return endOfDay(workingDay(daysAfter(localTime(event, timeZone).day, days)), timeZone);
}

/** When a period of so many months ends: the day of the month is the event's, or the month's last. */
export function endOfMonths(event: Date, months: number, timeZone: string): Date {
  const [year = 0, month = 0, day = 0] = localTime(event, timeZone).day.split('-').map(Number);
  const lastOfMonth = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  const last = utcDay(new Date(Date.UTC(year, month - 1 + months, Math.min(day, lastOfMonth))));
  return endOfDay(workingDay(last), timeZone);
}

function workingDay(date: string): string {
  return daysAfter(date, { 6: 2, 7: 1 }[weekdayOf(date)] ?? 0);
}
