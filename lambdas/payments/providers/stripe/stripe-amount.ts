/**
 * Decimals of Stripe's amounts where they are not ISO 4217's, as [ISO 4217's, Stripe's]. Forint and Taiwan dollar are
 * whole in payouts only. Of the shilling Stripe's page says both; its special case is the more exact, and its example
 * leaves no doubt. Source: docs.stripe.com/currencies, "Zero-decimal currencies" and "Special cases", 2026-11.
 */
const decimals: Readonly<Record<string, readonly [iso: number, stripe: number]>> = {
  ISK: [0, 2],
  UGX: [0, 2],
  MGA: [2, 0],
};

/**
 * Thousandths, of which Stripe takes only whole tens. Source: docs.stripe.com/currencies, "Three-decimal currencies",
 * 2026-11.
 */
const wholeTens: readonly string[] = ['BHD', 'JOD', 'KWD', 'OMR', 'TND'];

/** Stripe's amount for one in minor units (ISO 4217), or undefined where Stripe cannot take exactly this. */
export function stripeAmount(amount: number, currency: string): number | undefined {
  const [iso, stripe] = decimals[currency] ?? [0, 0];
  const theirs = stripe >= iso ? amount * 10 ** (stripe - iso) : amount / 10 ** (iso - stripe);
  if (!Number.isSafeInteger(theirs) || theirs < 0) return undefined;
  return wholeTens.includes(currency) && theirs % 10 !== 0 ? undefined : theirs;
}

/**
 * The minor units (ISO 4217) of Stripe's amount.
 * @param currency as ISO 4217 writes it
 */
export function minorUnits(stripeAmount: number, currency: string): number {
  const [iso, stripe] = decimals[currency] ?? [0, 0];
  return iso >= stripe ? stripeAmount * 10 ** (iso - stripe) : Math.round(stripeAmount / 10 ** (stripe - iso));
}
