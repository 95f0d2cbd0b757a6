import { daysAfter, weekdayOf } from '../runtime/local-day.ts';
import type { Holidays } from '../shop/holiday-place.ts';

/** On which days something moves: the warehouse, or a carrier in a country. */
export interface WorkingDays {
  /** Of a week, as ISO 8601 counts them: 1 is Monday. There is at least one. */
  readonly weekdays: readonly number[];
  /** The public holidays that are kept there. */
  readonly holidays?: Holidays | undefined;
  /** Single days beside these on which nothing moves. */
  readonly closedOn?: readonly string[] | undefined;
}

/** Whether a day is a holiday. */
export function isHoliday(holidays: Holidays | undefined, day: string): boolean {
  const days = holidays?.[day.slice(0, 4)] ?? '';
  const wanted = day.slice(5, 7) + day.slice(8);
  for (let at = 0; at < days.length; at += wanted.length) if (days.startsWith(wanted, at)) return true;
  return false;
}

/** Whether something moves on a day. */
export function isWorkingDay({ weekdays, holidays, closedOn = [] }: WorkingDays, day: string): boolean {
  return weekdays.includes(weekdayOf(day)) && !isHoliday(holidays, day) && !closedOn.includes(day);
}

/** No calendar closes for longer; one that does is wrong, and is not searched for ever. */
const longestClosure = 400;

/** The day itself where something moves on it, else the next on which it does. */
export function workingDayFrom(calendar: WorkingDays, day: string): string {
  for (let later = 0; later < longestClosure; later++) {
    const candidate = daysAfter(day, later);
    if (isWorkingDay(calendar, candidate)) return candidate;
  }
  return day;
}

/** The day so many working days behind another; of none, the day itself or the next working day. */
export function workingDaysAfter(calendar: WorkingDays, day: string, days: number): string {
  let found = days === 0 ? workingDayFrom(calendar, day) : day;
  for (let left = days; left > 0; left--) found = workingDayFrom(calendar, daysAfter(found, 1));
  return found;
}
