/*
 * Periods of days in a time zone, as Regulation (EEC, Euratom) No 1182/71 counts them, Art. 3: the day of the event does
 * not count, the last day counts to its end, and one that would end on a Saturday or Sunday ends with the next working
 * day. Public holidays are left out: they differ within countries, and a day more harms nobody.
 */

const dayMilliseconds = 86_400_000;

/** The date (ISO 8601) of a moment in a time zone. */
export function dateIn(timeZone: string, moment: Date): string {
  return formatOf(timeZone).format(moment);
}

/** When a period of so many days ends that an event begins: the first moment that is not of it. */
export function endOfDays(event: Date, days: number, timeZone: string): Date {
  return startOfDate(daysLater(workingDay(daysLater(dateIn(timeZone, event), days)), 1), timeZone);
}

/** When a period of so many months ends: the day of the month is the event's, or the month's last. */
export function endOfMonths(event: Date, months: number, timeZone: string): Date {
  const [year = 0, month = 0, day = 0] = dateIn(timeZone, event).split('-').map(Number);
  const lastOfMonth = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  const last = new Date(Date.UTC(year, month - 1 + months, Math.min(day, lastOfMonth))).toISOString().slice(0, 10);
  return startOfDate(daysLater(workingDay(last), 1), timeZone);
}

/**
 * The first moment of a date in a time zone, found by halves: clocks may jump over midnight, and zones are up to 14 hours
 * away from UTC. Of a date that a zone has left out, the first moment of the next.
 */
export function startOfDate(date: string, timeZone: string): Date {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  let before = midnight - dayMilliseconds;
  let at = midnight + dayMilliseconds;
  while (at - before > 1) {
    const middle = Math.floor((before + at) / 2);
    if (dateIn(timeZone, new Date(middle)) < date) before = middle;
    else at = middle;
  }
  return new Date(at);
}

/** The date so many days later. */
export function daysLater(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMilliseconds).toISOString().slice(0, 10);
}

function workingDay(date: string): string {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return daysLater(date, { 6: 2, 0: 1 }[weekday] ?? 0);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  // Swedish dates are those of ISO 8601.
  const made = new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  formats.set(timeZone, made);
  return made;
}
