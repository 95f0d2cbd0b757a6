import * as z from 'zod';
import { countries } from '../orders/country.ts';
import { TimeZone } from '../orders/time-zone.ts';
import { holidays } from './holidays.generated.ts';

/*
 * What a shop promises of its deliveries, as its profile says it and `npm run deploy -- --shop FILE` checks it. Functions
 * get what was checked and import from here types only.
 */

/** Public holidays by year, each by its month and day: `{ 2026: '01011225' }`. */
export type Holidays = (typeof holidays)[string];

const weekdays = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'] as const;

const Weekdays = z
  .array(z.enum(weekdays))
  .min(1)
  .default(['MON', 'TUE', 'WED', 'THU', 'FRI'])
  .transform((names) => [...new Set(names)].map((name) => weekdays.indexOf(name) + 1).sort());

const Country = z
  .string()
  .regex(/^[A-Z]{2}$/)
  .refine((code) => countries.includes(code), 'must be an ISO 3166-1 alpha-2 code, such as GB');

const Days = z.int().min(0).max(90);

const Service = z
  .strictObject({
    carrier: z.string().trim().min(1).max(60).describe('As shipments name it.'),
    name: z.string().trim().min(1).max(60).optional().describe('What the carrier calls the service.'),
    countries: z.array(Country).min(1).optional().describe('Where it goes to; without, to every other country.'),
    days: z
      .strictObject({ from: Days, to: Days })
      .refine(({ from, to }) => from <= to, { path: ['to'], message: 'must not be less than from' })
      .describe('Working days from the hand-over to the delivery.'),
    workingDays: Weekdays.describe('On which days the carrier delivers.'),
    tracked: z.boolean().default(true).describe('Whether the carrier says where a parcel is.'),
  })
  .describe('How parcels go to some countries.');

const Stated = z.strictObject({
  warehouse: z
    .strictObject({
      country: Country,
      region: z
        .string()
        .regex(/^[A-Z0-9]{1,3}$/, 'must be the part of an ISO 3166-2 code behind the country, such as ENG')
        .optional()
        .describe('Where the country has holidays of its regions.'),
      timeZone: TimeZone.check(z.describe('IANA time zone of the warehouse.')),
      cutOff: z
        .string()
        .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of the day, such as 14:00')
        .describe('What is ordered before is handled from the same day on.'),
      workingDays: Weekdays,
      closedOn: z.array(z.iso.date()).max(200).default([]).describe('Days beside the public holidays.'),
    })
    .describe('Where the goods leave from.'),
  handlingDays: Days.describe('Working days of the warehouse until the hand-over; 0: on the same.'),
  services: z.array(Service).min(1).max(200).describe('The first that goes to the country of an order counts.'),
  firstScanDays: z.int().min(1).max(30).default(2).describe('Working days until the carrier has scanned a parcel.'),
  silentDays: z.int().min(1).max(60).default(3).describe('Working days that a carrier may say nothing of a parcel.'),
});

/** The place whose holidays a warehouse keeps: `GB`, or `GB-ENG` of a region. */
export function placeOf({ country, region }: { readonly country: string; readonly region?: string | undefined }) {
  return region === undefined ? country : `${country}-${region}`;
}

/** The holidays of a policy's places, by place; of a country that is not known, there are none. */
function holidaysOf({ warehouse, services }: z.output<typeof Stated>): Readonly<Record<string, Holidays>> {
  const places = new Set([placeOf(warehouse), ...services.flatMap((service) => service.countries ?? [])]);
  return Object.fromEntries([...places].map((place) => [place, holidays[place] ?? {}]));
}

/** What a shop promises, with the holidays of the countries that it names. */
export const DeliveryPolicy = Stated.superRefine(({ warehouse }, context) => {
  if (warehouse.region === undefined || placeOf(warehouse) in holidays) return;
  const known = Object.keys(holidays).flatMap((place) => place.split(`${warehouse.country}-`)[1] ?? []);
  const message = `${warehouse.country} has ${known.length === 0 ? 'none with holidays of its own' : `${known.join(', ')}`}`;
  context.addIssue({ code: 'custom', path: ['warehouse', 'region'], message });
})
  .transform((stated) => ({ ...stated, holidays: holidaysOf(stated) }))
  .describe('When orders are promised to arrive; without, nothing is promised.');
export type DeliveryPolicy = Readonly<z.output<typeof DeliveryPolicy>>;

/** How parcels go to some countries. */
export type CarrierService = DeliveryPolicy['services'][number];
