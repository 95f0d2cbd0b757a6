import { createDecipheriv, createPublicKey, createSign, createVerify } from 'node:crypto';
import * as z from 'zod/mini';

/** How old what WeChat Pay has signed may be, in seconds, and how far its clock may be ahead. */
export const toleranceSeconds = 300;

/** How signatures that are wrong on purpose begin: WeChat Pay probes with them whether merchants verify at all. */
const probe = 'WECHATPAY/SIGNTEST/';

const tagBytes = 16;

/** Who signs a request: the merchant and the key whose certificate has this serial number. */
export interface RequestSigner {
  readonly mchid: string;
  readonly merchantSerial: string;
  readonly merchantPrivateKey: string;
}

/** The encrypted part of a notification. */
export const EncryptedResource = z.object({
  algorithm: z.literal('AEAD_AES_256_GCM'),
  ciphertext: z.string(),
  nonce: z.string(),
  associated_data: z.optional(z.string()),
});
export type EncryptedResource = z.output<typeof EncryptedResource>;

/**
 * The `Authorization` header of a request.
 * @param target path and query, as they are sent
 * @param timestamp seconds since the epoch
 */
export function authorization(
  { mchid, merchantSerial, merchantPrivateKey }: RequestSigner,
  request: { method: string; target: string; body: string; timestamp: number; nonce: string },
): string {
  const { method, target, body, timestamp, nonce } = request;
  const message = `${method}\n${target}\n${timestamp}\n${nonce}\n${body}\n`;
  const signature = createSign('RSA-SHA256').update(message).sign(merchantPrivateKey, 'base64');
  return `WECHATPAY2-SHA256-RSA2048 mchid="${mchid}",nonce_str="${nonce}",signature="${signature}",timestamp="${timestamp}",serial_no="${merchantSerial}"`;
}

/**
 * Says what is wrong with the signature of an answer or a notification, over the exact bytes of its body.
 * @param headers names in lower case
 * @param platformKeys public keys or certificates of WeChat Pay in PEM, by serial number or public key id
 * @returns undefined when nothing is wrong
 */
export function signatureFault(
  headers: Readonly<Record<string, string | undefined>>,
  body: Buffer,
  platformKeys: Readonly<Record<string, string>>,
  now: Date,
): string | undefined {
  const { 'wechatpay-timestamp': timestamp, 'wechatpay-nonce': nonce } = headers;
  const { 'wechatpay-signature': signature, 'wechatpay-serial': serial } = headers;
  if (!timestamp || !nonce || !signature || !serial) return 'The signature is missing.';
  if (signature.startsWith(probe)) return 'The signature is a probe.';
  if (!Object.hasOwn(platformKeys, serial)) return 'The signature is by a key that we do not know.';
  const key = createPublicKey(platformKeys[serial] ?? '');
  const signed = createVerify('RSA-SHA256').update(`${timestamp}\n${nonce}\n`).update(body).update('\n');
  const given = Buffer.from(signature, 'base64');
  // Node.js reads past what is no base64; a signature is taken in one spelling only.
  if (given.toString('base64') !== signature || !signed.verify(key, given)) return 'The signature does not verify.';
  const age = now.getTime() / 1000 - (/^\d{1,12}$/.test(timestamp) ? Number(timestamp) : Number.NaN);
  return Math.abs(age) <= toleranceSeconds ? undefined : 'The signature is out of its time.';
}

/**
 * Decrypts a notification's resource.
 * @param apiV3Key the merchant's APIv3 key, 32 bytes
 * @throws Error when it was not encrypted with this key, or was changed since
 */
export function decrypted(resource: EncryptedResource, apiV3Key: string): string {
  const sealed = Buffer.from(resource.ciphertext, 'base64');
  if (sealed.length < tagBytes) throw new Error('the ciphertext is too short');
  const decipher = createDecipheriv('aes-256-gcm', apiV3Key, resource.nonce, { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(resource.associated_data ?? ''));
  decipher.setAuthTag(sealed.subarray(-tagBytes));
  return decipher.update(sealed.subarray(0, -tagBytes), undefined, 'utf8') + decipher.final('utf8');
}
