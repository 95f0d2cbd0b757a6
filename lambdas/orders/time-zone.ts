import * as z from 'zod/mini';

/** A time zone by its name in the IANA database, former names too: `Europe/London`, not `+01:00`. */
export const TimeZone = z
  .string()
  .check(
    z.refine((name) => /^[A-Za-z]/.test(name) && isTimeZone(name), 'must be an IANA time zone, such as Europe/London'),
  );

function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}
