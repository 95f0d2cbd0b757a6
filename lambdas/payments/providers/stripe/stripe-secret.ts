import * as z from 'zod/mini';

/** What the secret of Stripe holds, as JSON. */
export const StripeSecret = z.object({
  apiKey: z.string().check(z.regex(/^[sr]k_(?:test|live)_/)),
  /** The signing secrets of the webhook endpoint; two while one is replaced. */
  webhookSecrets: z.array(z.string().check(z.minLength(1))).check(z.minLength(1)),
  /** Where the bank sends the customer after 3-D Secure: a page of the shop. */
  returnUrl: z.url(),
});
export type StripeSecret = Readonly<z.output<typeof StripeSecret>>;
