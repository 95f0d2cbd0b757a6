import * as z from 'zod/mini';

/** What the secret of Alipay holds, as JSON. Keys in PEM, or in bare base64 as Alipay's key tool writes them. */
export const AlipaySecret = z.object({
  appId: z.string().check(z.minLength(1)),
  /** The app's key (PKCS#8 or PKCS#1): with it we sign. */
  privateKey: z.string(),
  /** Alipay's key, not the app's own public key. */
  alipayPublicKey: z.string(),
  /** The shop's user id at Alipay, 2088…. */
  sellerId: z.string().check(z.minLength(1)),
  /** Where the customer comes back to from the page: a page of the shop. */
  returnUrl: z.optional(z.url()),
});
export type AlipaySecret = Readonly<z.output<typeof AlipaySecret>>;
