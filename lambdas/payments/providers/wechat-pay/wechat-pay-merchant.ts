import * as z from 'zod/mini';
import { environment } from '../../../runtime/environment.ts';
import { secret } from '../../../runtime/secrets.ts';
import { WeChatPayMerchant } from './wechat-pay-secret.ts';

/**
 * The merchant as WeChat Pay knows it.
 * @throws Error when the secret is not there or not complete
 */
export async function weChatPayMerchant(): Promise<WeChatPayMerchant> {
  return z.parse(WeChatPayMerchant, JSON.parse(await secret(environment('WECHAT_PAY_SECRET_ARN'))));
}

/**
 * The key of WeChat Pay's with which it is to sign its answers: a public key where there is one, for while a merchant
 * changes over from certificates to the public key, every answer is signed with what its request names, and with the
 * certificate when it names none. Source: pay.weixin.qq.com/doc/v3/merchant/4012154180, section 4.5, 2026-11.
 */
export function preferredPlatformKey({ platformKeys }: Pick<WeChatPayMerchant, 'platformKeys'>): string | undefined {
  const serials = Object.keys(platformKeys);
  return serials.findLast((serial) => serial.startsWith('PUB_KEY_ID_')) ?? serials.at(-1);
}
