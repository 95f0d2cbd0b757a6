import * as z from 'zod/mini';

/**
 * What is known of an order that may tell fraud from a purchase. What nobody knows is absent, which is not bad: a wallet
 * tells no risk, and a new customer has no history. No personal data.
 */
export const RiskSignals = z.object({
  /** What is to be paid, in the currency's minor unit. */
  amount: z.int(),
  /** About what that is worth, in US cents, which rules compare; absent of a currency that is not known (`worth.ts`). */
  worth: z.optional(z.int()),
  units: z.int(),
  /** The most units of one SKU. */
  mostOfOneSku: z.int(),
  /** The invoice goes to another country than the goods. */
  countriesDiffer: z.optional(z.boolean()),
  /** The e-mail address is one that is thrown away. */
  disposableMail: z.optional(z.boolean()),
  /** Orders, this one too, with the same e-mail address or telephone number within a day. */
  ordersByEmail: z.optional(z.int()),
  ordersByPhone: z.optional(z.int()),
  /** Orders, this one too, to the same address on this day and the one before it. */
  ordersByAddress: z.optional(z.int()),
  /** Payments that were declined: of this order, and of those of the customer within a day. */
  declines: z.optional(z.int()),
  /** Earlier orders of the customer that were paid for, and nobody disputed. */
  paidBefore: z.optional(z.int()),
  /** How many times the highest of these this one is. */
  timesHighest: z.optional(z.number()),
  /** Earlier orders of the customer that were disputed, or of which a card network warned, and that was not withdrawn. */
  disputesBefore: z.optional(z.int()),
  /** What the payment provider says of the risk, as it calls it. */
  providerLevel: z.optional(z.string()),
  /** The same in figures, from 0 to 100. */
  providerScore: z.optional(z.int()),
  /** How it stands with the provider's own people: whether they look at it, or what they have found. */
  providerReview: z.optional(z.enum(['OPEN', 'APPROVED', 'DENIED'])),
});
export type RiskSignals = Readonly<z.output<typeof RiskSignals>>;

/** What a payment provider says of the risk of a payment. */
export const ProviderRisk = z.pick(RiskSignals, { providerLevel: true, providerScore: true, providerReview: true });
export type ProviderRisk = Readonly<z.output<typeof ProviderRisk>>;
