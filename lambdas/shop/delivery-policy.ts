import * as z from 'zod';
import { TimeZone } from '../orders/time-zone.ts';
import { Country, faultOfRegion, type Holidays, nameOf, publicHolidays, Region } from './holiday-place.ts';

/*
 * What a shop promises of its deliveries, as its profile says it and `npm run deploy -- --shop FILE` checks it. Functions
 * get what was checked and import from here types only.
 */

const weekdays = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'] as const;

const Weekdays = z
  .array(z.enum(weekdays))
  .min(1)
  .default(['MON', 'TUE', 'WED', 'THU', 'FRI'])
  .transform((names) => [...new Set(names)].map((name) => weekdays.indexOf(name) + 1).sort());

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
      region: Region.optional(),
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

/** The holidays of a policy's places, by their names. */
function holidaysOf({ warehouse, services }: z.output<typeof Stated>): Readonly<Record<string, Holidays>> {
  const countries = services.flatMap((service) => service.countries ?? []).map((country) => ({ country }));
  return Object.fromEntries([warehouse, ...countries].map((place) => [nameOf(place), publicHolidays(place)]));
}

/** What a shop promises, with the holidays of the countries that it names. */
export const DeliveryPolicy = Stated.superRefine(({ warehouse }, context) => {
  const message = faultOfRegion(warehouse);
  if (message !== undefined) context.addIssue({ code: 'custom', path: ['warehouse', 'region'], message });
})
  .transform((stated) => ({ ...stated, holidays: holidaysOf(stated) }))
  .describe('When orders are promised to arrive; without, nothing is promised.');
export type DeliveryPolicy = Readonly<z.output<typeof DeliveryPolicy>>;

/** How parcels go to some countries. */
export type CarrierService = DeliveryPolicy['services'][number];
