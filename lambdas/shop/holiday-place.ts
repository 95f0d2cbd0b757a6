import * as z from 'zod';
import { countries } from '../orders/country.ts';
import { holidays } from './holidays.generated.ts';

/** Public holidays by year, each by its month and day: `{ 2026: '01011225' }`. */
export type Holidays = (typeof holidays)[string];

/** A country, as a shop's profile names it. */
export const Country = z
  .string()
  .regex(/^[A-Z]{2}$/)
  .refine((code) => countries.includes(code), 'must be an ISO 3166-1 alpha-2 code, such as GB');

/** A region of a country, as a shop's profile names it. */
export const Region = z
  .string()
  .regex(/^[A-Z0-9]{1,3}$/, 'must be the part of an ISO 3166-2 code behind the country, such as ENG')
  .describe('Where the country has holidays of its regions.');

/** Where public holidays are kept: in a country, or in a region of it. */
export interface HolidayPlace {
  readonly country: string;
  readonly region?: string | undefined;
}

/** What is wrong with the region of a place; undefined where nothing is. */
export function faultOfRegion(place: HolidayPlace): string | undefined {
  if (place.region === undefined || nameOf(place) in holidays) return undefined;
  const known = Object.keys(holidays).flatMap((name) => name.split(`${place.country}-`)[1] ?? []);
  return `${place.country} has ${known.length === 0 ? 'none with holidays of its own' : known.join(', ')}`;
}

/** How a place is called: `GB`, or `GB-ENG` of a region. */
export function nameOf({ country, region }: HolidayPlace): string {
  return region === undefined ? country : `${country}-${region}`;
}

/** The public holidays of a place; of one that is not known, there are none. */
export function publicHolidays(place: HolidayPlace): Holidays {
  return holidays[nameOf(place)] ?? {};
}

/** The same as days: `2026-12-25`. */
export function publicHolidayDays(place: HolidayPlace): readonly string[] {
  return Object.entries(publicHolidays(place)).flatMap(([year, days]) =>
    [...days.matchAll(/(..)(..)/g)].map(([, month, day]) => `${year}-${month}-${day}`),
  );
}
