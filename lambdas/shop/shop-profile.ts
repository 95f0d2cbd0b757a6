import * as z from 'zod';
import { EmailAddress } from '../orders/email-address.ts';
import { defaultLocale, type Locale, locales } from '../orders/locale.ts';
import { TimeZone } from '../orders/time-zone.ts';
import { type Colour, contrast } from './contrast.ts';
import { DeliveryPolicy } from './delivery-policy.ts';
import { Country, faultOfRegion, publicHolidayDays, Region } from './holiday-place.ts';
import { ReturnPolicy } from './return-policy.ts';
import { type Weekday, weekdays } from './weekdays.ts';

/*
 * What a shop says of itself to its customers, as `npm run deploy -- --shop FILE` checks it. Functions get what was
 * checked (`stage-shop.ts`) and import from here types only.
 */

/** What is said in the languages that the shop has it in; who reads another gets the default one. */
const byLocale = <Each extends z.core.$ZodType>(each: Each) =>
  z.strictObject({
    ...(Object.fromEntries(locales.map((locale) => [locale, z.optional(each)])) as {
      [locale in Locale]: z.ZodOptional<Each>;
    }),
    [defaultLocale]: each,
  });

/** A line of text: what would turn it around, break it or hide in it has no place in a name. */
const line = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(
      /^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]*$/u,
      'must be one line, without control characters and direction marks',
    );

/** On what mails show text, in light and dark: what `look.mjml` paints. */
export const grounds = {
  light: { card: '#ffffff', page: '#f3f3f5' },
  dark: { card: '#1e1e21', page: '#111113' },
} as const;

/** Text of usual size is read by (nearly) all from here on: WCAG 2.2, level AA. */
const readable = 4.5;

const colour = z
  .string()
  .regex(/^#[0-9a-fA-F]{6}$/, 'must be a colour such as #1f4fbf')
  .toLowerCase();

const colours = (scheme: keyof typeof grounds) =>
  z
    .strictObject({
      accent: colour.describe('The ground of buttons and logo, and the colour of links.'),
      onAccent: colour.describe('Text on that ground.'),
    })
    .superRefine(({ accent, onAccent }, context) => {
      const demand = (text: Colour, ground: Colour, key: 'accent' | 'onAccent', where: string) => {
        const ratio = contrast(text, ground);
        if (ratio >= readable) return;
        // Rounded down: 4.499 is not 4.5.
        const found = Math.floor(ratio * 100) / 100;
        context.addIssue({
          code: 'custom',
          path: [key],
          message: `${text} on ${where} ${ground} has a contrast of ${found}; it needs ${readable} (WCAG AA, ${scheme})`,
        });
      };
      demand(onAccent, accent, 'onAccent', 'the accent');
      for (const [name, ground] of Object.entries(grounds[scheme])) demand(accent, ground, 'accent', `the ${name}`);
    });

/** The colours of a brand that names none. */
export const defaultColours = {
  light: { accent: '#1f4fbf', onAccent: '#ffffff' },
  dark: { accent: '#9db8f7', onAccent: '#111113' },
};

/** Only https, and http on the loopback address: what a mail links to is the shop's own. */
export function isWebAddress(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, username } = new URL(url);
  const loopback = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return username === '' && (protocol === 'https:' || (protocol === 'http:' && loopback));
}

const number = '{number}';

/** Whom text messages come from, where a country shows it. */
export const SmsSenderId = z
  .string()
  .regex(
    /^(?=.*[A-Za-z])[A-Za-z0-9]{3,11}$/,
    'must be 3 to 11 letters and digits with at least one letter, such as NorthLane',
  );

/** How a shop is called. */
export const ShopName = line(60);

/** A brand of the shop: whom customers of some storefronts deal with. */
const BrandProfile = z.strictObject({
  storefronts: z
    .array(z.string().min(1))
    .default([])
    .describe(
      'The client ids, as access tokens have them, of the storefronts whose orders are this brand’s. All others are the first brand’s.',
    ),
  name: byLocale(ShopName).describe('How mails and text messages call the shop.'),
  logo: line(4)
    .optional()
    .describe('A mark of one to four characters, such as NL, shown in the accent colour before the name; no image.'),
  colours: z
    .strictObject({ light: colours('light'), dark: colours('dark') })
    .default(defaultColours)
    .describe('Each is checked to be readable: a contrast of 4.5 (WCAG AA) on all that it stands on.'),
  sender: byLocale(EmailAddress).describe('The address that mails come from; SES has to verify each, or its domain.'),
  support: z
    .strictObject({
      email: EmailAddress.check(z.describe('Where answers go: the Reply-To of every mail.')),
      telephone: z
        .string()
        .regex(/^\+[1-9](?:[ ()-]{0,2}\d){6,14}$/, 'must begin with + and the country code, such as +44 20 7946 0000')
        .optional()
        .describe('As customers read it.'),
      hours: byLocale(line(120)).optional().describe('When somebody answers the telephone.'),
    })
    .refine(({ telephone, hours }) => telephone !== undefined || hours === undefined, {
      path: ['hours'],
      message: 'says when somebody answers a telephone that is not given',
    })
    .describe('Who answers the customer.'),
  site: z.string().refine(isWebAddress, 'must be an https URL').optional().describe('The shop’s address on the web.'),
  orderPage: z
    .string()
    .refine(
      (template) => template.split(number).length === 2 && isWebAddress(template.replace(number, 'K7Q-4XW-2R9')),
      'must be an https URL that has {number} once, such as https://shop.example/orders/{number}',
    )
    .optional()
    .describe(
      'The page of an order on the shop’s site, which messages link in place of the service’s own; {number} stands for the order’s number.',
    ),
  legal: byLocale(z.array(line(300)).max(10))
    .optional()
    .describe('What the law wants below a business letter, a line each: company, seat, register, VAT id.'),
  timeZone: TimeZone.check(
    z.refine((name) => name.includes('/') && !/^Etc\//i.test(name), 'must be where the shop is, such as Europe/London'),
    z.describe('IANA time zone, in which times are written to who is in none that the order names.'),
  ),
  returns: ReturnPolicy.optional().describe(
    'What is taken back, until when and at whose cost; without it, what the law of the EU demands.',
  ),
  ratings: z
    .strictObject({
      afterDays: z
        .int()
        .min(1)
        .max(45)
        .describe('So many days after all of an order has arrived, its customer is asked what they make of it, once.'),
    })
    .optional()
    .describe('Whether customers are asked to rate their orders; without it, they are not.'),
  smsSenderId: SmsSenderId.optional().describe('Whom text messages come from, where a country shows it.'),
});

const clock = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time such as 09:00');

const Opening = z
  .strictObject({ from: clock, until: clock })
  .refine(({ from, until }) => from < until, { path: ['until'], message: 'must be after from' });

/** When the shop answers its customers: the hours by which it counts how long they wait. */
const AnswerTimes = z
  .strictObject({
    timeZone: z.optional(TimeZone).describe('IANA time zone of the hours; that of the first brand, unless told.'),
    hours: z
      .strictObject(
        Object.fromEntries(weekdays.map((day) => [day, Opening.optional()])) as {
          [day in Weekday]: z.ZodOptional<typeof Opening>;
        },
      )
      .refine((hours) => Object.values(hours).some((opening) => opening !== undefined), 'must have a day at least')
      .describe('From when until when on each day; nobody answers on a day that is left out.'),
    country: Country.optional().describe('On whose public holidays nobody answers.'),
    region: Region.optional(),
    holidays: z
      .array(z.iso.date('must be a day such as 2026-12-24'))
      .max(1000)
      .default([])
      .describe('Further days on which nobody answers.'),
  })
  .superRefine(({ country, region }, context) => {
    const message =
      country === undefined ? region && 'is of a country that is not given' : faultOfRegion({ country, region });
    if (message !== undefined) context.addIssue({ code: 'custom', path: ['region'], message });
  })
  .transform(({ country, region, ...times }) => ({
    ...times,
    holidays: [...(country === undefined ? [] : publicHolidayDays({ country, region })), ...times.holidays],
  }));

/** The profile of a shop; one file, one shop, several brands. */
export const ShopProfile = z
  .strictObject({
    $schema: z.string().optional(),
    brands: z.array(BrandProfile).min(1).max(50).describe('The first is that of whatever storefront no other names.'),
    delivery: DeliveryPolicy.optional(),
    answers: AnswerTimes.optional().describe(
      'When the shop answers its customers; Monday to Friday, 9 to 17, where its first brand is, unless told.',
    ),
  })
  .superRefine(({ brands }, context) => {
    const seen = new Set<string>();
    for (const [brand, { storefronts }] of brands.entries()) {
      for (const [index, storefront] of storefronts.entries()) {
        const path = ['brands', brand, 'storefronts', index];
        if (seen.has(storefront)) {
          context.addIssue({ code: 'custom', path, message: `${storefront} is named twice` });
        }
        seen.add(storefront);
      }
    }
  })
  .describe('What a shop says of itself to its customers: npm run deploy -- --shop FILE.');
export type ShopProfile = z.output<typeof ShopProfile>;

/**
 * What is wrong with what should be a profile, each by its field: `brands[0].timeZone: must be an IANA time zone`.
 * Nothing where it is one.
 */
export function faultsOf({ issues }: z.ZodError): readonly string[] {
  return issues.flatMap((issue) => {
    const field = issue.path.reduce<string>(
      (path, key) =>
        typeof key === 'number' ? `${path}[${key}]` : path === '' ? String(key) : `${path}.${String(key)}`,
      '',
    );
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => `${field === '' ? key : `${field}.${key}`}: there is no such field`);
    }
    return [`${field === '' ? 'the profile' : field}: ${issue.message}`];
  });
}
