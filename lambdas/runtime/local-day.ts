/*
 * Days of the calendar (`2026-11-27`), which have no zone and no clock: a week has seven of them, whatever the clocks do.
 */

const dayMilliseconds = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();

/** What the clocks of a time zone show at a moment: the day, and the time of it (`14:05`). */
export function localTime(moment: Date, timeZone: string): { readonly day: string; readonly time: string } {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en', {
      ...{ timeZone, calendar: 'iso8601', hourCycle: 'h23' },
      ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
    } as const);
    formats.set(timeZone, format);
  }
  const parts = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, value]));
  return { day: `${parts.year}-${parts.month}-${parts.day}`, time: `${parts.hour}:${parts.minute}` };
}

/** The day in UTC of a moment, or of one that is written as ISO 8601 UTC. */
export function utcDay(moment: Date | string): string {
  return (typeof moment === 'string' ? moment : moment.toISOString()).slice(0, '2026-11-27'.length);
}

/** The day so many days later; earlier when negative. */
export function daysAfter(day: string, days: number): string {
  return utcDay(new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMilliseconds));
}

/** The days from one to another; negative where the other is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMilliseconds);
}

/** Which day of the week it is, as ISO 8601 counts: 1 is Monday, 7 Sunday. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

/**
 * The first moment of a day by a time zone's clocks, found by halves, to the quarter of an hour by which zones differ from
 * UTC. Where they skip midnight, that after it; of a day that they have left out, the first moment of the next.
 */
export function startOfDay(day: string, timeZone: string): Date {
  // No zone is further than 14 hours ahead of UTC, or 12 behind it.
  let from = Date.parse(`${day}T00:00:00Z`) - 15 * 3_600_000;
  let to = from + 3 * dayMilliseconds;
  const quarter = 900_000;
  while (to - from > quarter) {
    const middle = from + Math.floor((to - from) / 2 / quarter) * quarter;
    if (localTime(new Date(middle), timeZone).day >= day) to = middle;
    else from = middle;
  }
  return new Date(to);
}

/** The first moment behind a day by a time zone's clocks. */
export function endOfDay(day: string, timeZone: string): Date {
  return startOfDay(daysAfter(day, 1), timeZone);
}
