import { decimalAmount } from '../notifications/format.ts';

/** An amount as staff read it: `GBP 15.30`. */
export function amountIn(currency: string, minorUnits: number): string {
  return `${currency} ${decimalAmount(minorUnits, currency)}`;
}

/** A moment in a time zone, as one says it on the day itself, `14:02`, or on another: `25 Nov 14:02`, `25 Nov 2025 14:02`. */
export function momentIn(timeZone: string, iso: string, now: Date): string {
  const moment = new Date(iso);
  const partsOf = (date: Date) => {
    const parts = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      ...{ year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    } as const).formatToParts(date);
    return Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  };
  const [then, today] = [partsOf(moment), partsOf(now)];
  const isYear = then.year === today.year;
  const isDay = isYear && then.month === today.month && then.day === today.day;
  return [...(isDay ? [] : [then.day, then.month, ...(isYear ? [] : [then.year])]), `${then.hour}:${then.minute}`].join(
    ' ',
  );
}

/** A name of ours as people read it: `PAYMENT_AUTHORIZED` as `Payment authorized`, `startRedrive` as `Start redrive`. */
export function inWords(name: string): string {
  const words = withinWords(name);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The same within a sentence: `payment authorized`. */
export function withinWords(name: string): string {
  return name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
}
