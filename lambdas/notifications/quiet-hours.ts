import { environment } from '../runtime/environment.ts';

/** The hours of a customer's night, from one hour of their clock to another, over midnight. */
export interface QuietHours {
  readonly from: number;
  readonly until: number;
}

/** When no text message disturbs a customer that can wait for the morning; undefined where the stage has no such hours. */
export function quietHours(): QuietHours | undefined {
  const said = environment('QUIET_HOURS');
  const [from, until] = said.split('-').map(Number);
  return said === 'none' || from === undefined || until === undefined ? undefined : { from, until };
}

/** Where a customer's clock stands. */
export interface Whereabouts {
  /** An IANA time zone. */
  readonly timeZone?: string | undefined;
  readonly shippingAddress: { readonly country: string };
  /** For a country that has no zone of its own, such as Kosovo. */
  readonly shop: { readonly timeZone: string };
}

const quarterHour = 15 * 60_000;

/**
 * When the night is over where the customer is: in the zone of their order or else, because nobody knows where they are,
 * in all zones of the country that the goods go to.
 * @returns undefined when it is day
 *
 * @example endOfNight(new Date('2026-11-26T23:10:00Z'), { from: 21, until: 8 }, { timeZone: 'Europe/London', … }) // 08:00 there
 */
export function endOfNight(now: Date, hours: QuietHours, customer: Whereabouts): Date | undefined {
  const clocks = zonesOf(customer).map(clockOf);
  const isDay = (among: typeof clocks) => (moment: Date) => among.every((hourAt) => !isWithin(hours, hourAt(moment)));
  // Every zone of today is so many quarters of an hour away from UTC.
  const quarter = Math.floor(now.getTime() / quarterHour);
  const next = Array.from({ length: 96 }, (_, index) => new Date((quarter + index + 1) * quarterHour));
  // It may be day nowhere at once, in Antarctica say: then one zone has to do.
  const morning = [now, ...next].find(isDay(clocks)) ?? [now, ...next].find(isDay(clocks.slice(0, 1)));
  return morning === now ? undefined : morning;
}

/** TypeScript does not know it yet: https://tc39.es/ecma402/#sec-Intl.Locale.prototype.getTimeZones. */
type LocaleWithTimeZones = Intl.Locale & { getTimeZones(): readonly string[] | undefined };

/** The zones in one of which the customer is. */
function zonesOf({ timeZone, shippingAddress: { country }, shop }: Whereabouts): readonly string[] {
  if (timeZone !== undefined) return [timeZone];
  const zones = (new Intl.Locale('und', { region: country }) as LocaleWithTimeZones).getTimeZones() ?? [];
  return zones.length > 0 ? zones : [shop.timeZone];
}

function clockOf(timeZone: string): (moment: Date) => number {
  const format = new Intl.DateTimeFormat('en', { timeZone, hour: 'numeric', hourCycle: 'h23' });
  return (moment) => Number(format.format(moment));
}

function isWithin({ from, until }: QuietHours, hour: number): boolean {
  return from < until ? hour >= from && hour < until : hour >= from || hour < until;
}
