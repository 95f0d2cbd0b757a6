import * as z from 'zod/mini';
import { Country } from './country.ts';
import { EmailAddress } from './email-address.ts';
import { GivenTotals } from './given-totals.ts';
import { defaultLocale, Locale } from './locale.ts';
import { Metadata } from './metadata.ts';
import { OwnOrderNumber } from './order-number.ts';
import { mostPaymentTries, PaymentInstruction } from './payment-instruction.ts';
import { shortText } from './short-text.ts';
import { Sku } from './sku.ts';
import { TimeZone } from './time-zone.ts';
import { VatId } from './vat-id.ts';
import { wholeNumber } from './whole-number.ts';

/*
 * An order as a storefront asks for it. Apart from what is stored, because most functions read orders and take none: they
 * need not know the countries, currencies and addresses of the world as they start.
 */

/** Where the goods go, as a customer says it. */
const GivenAddress = z.strictObject({
  name: shortText(100),
  company: z.optional(shortText(100)),
  line1: shortText(200),
  line2: z.optional(shortText(200)),
  city: shortText(100),
  region: z.optional(shortText(100)),
  postalCode: z.optional(shortText(20)),
  country: Country,
});

/** Whom the invoice goes to, as a customer says it. */
const GivenBillingAddress = z.extend(GivenAddress, { vatId: z.optional(VatId) });

/** How the customer is to be told; at least one way. */
const GivenContact = z
  .strictObject({
    email: z.optional(EmailAddress),
    copies: z.optional(z.array(EmailAddress).check(z.minLength(1), z.maxLength(5, 'must have at most 5 addresses'))),
    phone: z.optional(z.string().check(z.regex(/^\+[1-9]\d{6,14}$/, 'must be an E.164 number, such as +447400123456'))),
  })
  .check(
    z.refine(({ email, phone }) => email !== undefined || phone !== undefined, 'must have an email, a phone or both'),
    z.refine(({ email, copies }) => copies === undefined || email !== undefined, {
      error: 'are copies of the e-mails to an email, and there is none',
      path: ['copies'],
    }),
    z.meta({ minProperties: 1 }),
  );

/** An ISO 4217 code of money that is in use. */
export const Currency = z.enum(Intl.supportedValuesOf('currency'), 'must be an ISO 4217 code, such as GBP');

/** The body of `POST /orders`. Amounts are integers in the currency's minor unit. */
export const OrderRequest = z.strictObject({
  currency: Currency,
  lines: z
    .array(
      z.strictObject({
        sku: Sku,
        quantity: wholeNumber(1_000_000),
        unitPrice: z.optional(wholeNumber(1_000_000_000)),
      }),
    )
    .check(z.minLength(1, 'must have at least one line'), z.maxLength(1_000, 'must have at most 1,000 lines')),
  total: z.optional(wholeNumber(Number.MAX_SAFE_INTEGER, 0)),
  totals: z.optional(GivenTotals),
  number: z.optional(OwnOrderNumber),
  customerId: z.optional(shortText(100)),
  contact: GivenContact,
  locale: z._default(Locale, defaultLocale),
  shippingAddress: GivenAddress,
  billingAddress: z.optional(GivenBillingAddress),
  deliveryInstructions: z.optional(shortText(500)),
  giftMessage: z.optional(shortText(500)),
  timeZone: z.optional(TimeZone),
  metadata: z.optional(Metadata),
  payment: z.optional(PaymentInstruction),
  acceptPartial: z.optional(z.boolean()),
  paymentTries: z.optional(wholeNumber(mostPaymentTries)),
});
export type OrderRequest = Readonly<z.output<typeof OrderRequest>>;
