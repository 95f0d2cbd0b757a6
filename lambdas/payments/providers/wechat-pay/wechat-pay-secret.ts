import * as z from 'zod/mini';

/** What the secret of WeChat Pay holds, as JSON: the merchant as WeChat Pay knows it. */
export const WeChatPayMerchant = z.object({
  mchid: z.string(),
  appid: z.string(),
  /** The serial number of the merchant's API certificate, and its key in PEM: with it we sign. */
  merchantSerial: z.string(),
  merchantPrivateKey: z.string(),
  /** With it notifications are encrypted. */
  apiV3Key: z.string().check(z.length(32)),
  /**
   * Public keys (or platform certificates) of WeChat Pay in PEM by `PUB_KEY_ID_…` or serial number; while one is
   * replaced, both, the new one last.
   */
  platformKeys: z.record(z.string(), z.string()),
  /** A page of the shop where the customer can go on paying; the order's id is added to it as `orderId`. */
  returnUrl: z.optional(z.url()),
});
export type WeChatPayMerchant = Readonly<z.output<typeof WeChatPayMerchant>>;
