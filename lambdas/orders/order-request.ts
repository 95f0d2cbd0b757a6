import * as z from 'zod/mini';
import { addressesOf } from './contact-addresses.ts';
import { Country } from './country.ts';
import { GivenDeliveryInstructions } from './delivery-instructions.ts';
import { EmailAddress } from './email-address.ts';
import { GivenTotals } from './given-totals.ts';
import { defaultLocale, Locale } from './locale.ts';
import { Metadata } from './metadata.ts';
import { type NoticeKind, noticeKinds } from './notice-kind.ts';
import { noticeChannels } from './notice-marker.ts';
import type { Contact } from './order.ts';
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

/** Over which channels the customer wants a kind of notice; none, where it can be switched off. */
const givenChannels = (kind: NoticeKind) =>
  z.optional(
    z.array(z.enum(noticeChannels)).check(
      z.refine((channels) => new Set(channels).size === channels.length, 'must name each channel once'),
      ...(noticeKinds[kind].isEssential ? [z.minLength(1, 'cannot be switched off: name at least one channel')] : []),
    ),
  );

const kinds = Object.keys(noticeKinds) as readonly NoticeKind[];

/** How the customer is to be told; at least one way. */
const GivenContact = z
  .strictObject({
    email: z.optional(EmailAddress),
    copies: z.optional(z.array(EmailAddress).check(z.minLength(1), z.maxLength(5, 'must have at most 5 addresses'))),
    phone: z.optional(z.string().check(z.regex(/^\+[1-9]\d{6,14}$/, 'must be an E.164 number, such as +447400123456'))),
    channels: z.optional(
      z.strictObject({
        outcome: givenChannels('outcome'),
        money: givenChannels('money'),
        delivery: givenChannels('delivery'),
      } satisfies Readonly<Record<NoticeKind, unknown>>),
    ),
  })
  .check(
    z.refine(({ email, phone }) => email !== undefined || phone !== undefined, 'must have an email, a phone or both'),
    z.refine(({ email, copies }) => copies === undefined || email !== undefined, {
      error: 'are copies of the e-mails to an email, and there is none',
      path: ['copies'],
    }),
    ...kinds.map((kind) =>
      z.refine<Contact>(
        (contact) => (contact.channels?.[kind] ?? []).every((channel) => addressesOf(contact)[channel] !== undefined),
        {
          error: 'must name channels that the contact has: email needs an email, sms a phone',
          path: ['channels', kind],
        },
      ),
    ),
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
  deliveryInstructions: z.optional(GivenDeliveryInstructions),
  giftMessage: z.optional(shortText(500)),
  timeZone: z.optional(TimeZone),
  metadata: z.optional(Metadata),
  payment: z.optional(PaymentInstruction),
  acceptPartial: z.optional(z.boolean()),
  paymentTries: z.optional(wholeNumber(mostPaymentTries)),
});
export type OrderRequest = Readonly<z.output<typeof OrderRequest>>;
