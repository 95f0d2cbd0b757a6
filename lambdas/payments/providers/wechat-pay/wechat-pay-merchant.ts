import * as z from 'zod/mini';
import { environment } from '../../../runtime/environment.ts';
import { secret } from '../../../runtime/secrets.ts';

/** What the secret of WeChat Pay holds, as JSON. */
export const WeChatPayMerchant = z.object({
  mchid: z.string(),
  appid: z.string(),
  /** The serial number of the merchant's API certificate, and its key in PEM: with it we sign. */
  merchantSerial: z.string(),
  merchantPrivateKey: z.string(),
  /** With it notifications are encrypted. */
  apiV3Key: z.string().check(z.length(32)),
  /**
   * Public keys (or platform certificates) of WeChat Pay in PEM by `PUB_KEY_ID_…` or serial number; while one is replaced, both, the
   * new one last.
   */
  platformKeys: z.record(z.string(), z.string()),
  /** A page of the shop where the customer can go on paying; the order's id is added to it as `orderId`. */
  returnUrl: z.optional(z.url()),
});
export type WeChatPayMerchant = Readonly<z.output<typeof WeChatPayMerchant>>;

/**
 * The merchant as WeChat Pay knows it.
 * @throws Error when the secret is not there or not complete
 */
export async function weChatPayMerchant(): Promise<WeChatPayMerchant> {
  return z.parse(WeChatPayMerchant, JSON.parse(await secret(environment('WECHAT_PAY_SECRET_ARN'))));
}

/**
 * The key of WeChat Pay's with which it is to sign its answers: a public key where there is one, for while a merchant changes over
 * from certificates to the public key, every answer is signed with what its request names, and with the certificate when it names none.
 * Source: pay.weixin.qq.com/doc/v3/merchant/4012154180, section 4.5, 2026-11.
 */
export function preferredPlatformKey({ platformKeys }: Pick<WeChatPayMerchant, 'platformKeys'>): string | undefined {
  const serials = Object.keys(platformKeys);
  return serials.findLast((serial) => serial.startsWith('PUB_KEY_ID_')) ?? serials.at(-1);
}
