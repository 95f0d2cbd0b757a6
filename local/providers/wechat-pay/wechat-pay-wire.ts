import { createCipheriv, randomBytes, sign, verify } from 'node:crypto';
import * as wallet from '../wallet-wire.ts';

/**
 * How WeChat Pay v3 signs, verifies and encrypts: the other side of what the service does, written on its own so that
 * both sides cannot share a mistake.
 */
export interface WeChatPayKeys {
  readonly mchid: string;
  readonly appid: string;
  readonly apiV3Key: string;
  readonly merchantSerial: string;
  readonly merchantPrivateKey: string;
  readonly merchantPublicKey: string;
  readonly platformSerial: string;
  readonly platformPrivateKey: string;
  readonly platformPublicKey: string;
}

/** One of WeChat Pay's own keys: the public key, by its id, or that of a platform certificate, by its serial number. */
export type PlatformKey = Pick<WeChatPayKeys, 'platformSerial' | 'platformPrivateKey' | 'platformPublicKey'>;

/** A new platform certificate's key. */
export function generateCertificateKey(): PlatformKey {
  const { privateKey, publicKey } = wallet.rsaKeys();
  const platformSerial = randomBytes(20).toString('hex').toUpperCase();
  return { platformSerial, platformPrivateKey: privateKey, platformPublicKey: publicKey };
}

/** New test keys of a merchant and of WeChat Pay. */
export function generateKeys(): WeChatPayKeys {
  const merchant = wallet.rsaKeys();
  const platform = wallet.rsaKeys();
  return {
    mchid: '1900000109',
    appid: 'wx8888888888888888',
    apiV3Key: randomBytes(16).toString('hex'),
    merchantSerial: randomBytes(20).toString('hex').toUpperCase(),
    merchantPrivateKey: merchant.privateKey,
    merchantPublicKey: merchant.publicKey,
    platformSerial: `PUB_KEY_ID_0${mchidDigits()}`,
    platformPrivateKey: platform.privateKey,
    platformPublicKey: platform.publicKey,
  };
}

/** Headers with WeChat Pay's signature of a body; what is given replaces what would be true. */
export function signedHeaders(
  body: Buffer,
  { platformPrivateKey, platformSerial }: PlatformKey,
  timestamp = Math.floor(Date.now() / 1000),
): Record<string, string> {
  const nonce = randomBytes(16).toString('hex');
  const message = Buffer.concat([Buffer.from(`${timestamp}\n${nonce}\n`), body, Buffer.from('\n')]);
  return {
    'Wechatpay-Timestamp': String(timestamp),
    'Wechatpay-Nonce': nonce,
    'Wechatpay-Signature': sign('sha256', message, platformPrivateKey).toString('base64'),
    'Wechatpay-Serial': platformSerial,
    'Wechatpay-Signature-Type': 'WECHATPAY2-SHA256-RSA2048',
  };
}

/**
 * True when a request's `Authorization` is the merchant's signature of this very request, not older than five minutes.
 */
export function isAuthorized(
  authorization: string | undefined,
  request: { readonly method: string; readonly target: string; readonly body: string },
  keys: WeChatPayKeys,
): boolean {
  const [scheme, list = ''] = (authorization ?? '').split(/ (.*)/s);
  const field = (name: string) => new RegExp(`(?:^|,)${name}="([^"]*)"`).exec(list)?.[1] ?? '';
  const message = `${request.method}\n${request.target}\n${field('timestamp')}\n${field('nonce_str')}\n${request.body}\n`;
  return (
    scheme === 'WECHATPAY2-SHA256-RSA2048' &&
    field('mchid') === keys.mchid &&
    field('serial_no') === keys.merchantSerial &&
    Math.abs(Date.now() / 1000 - Number(field('timestamp'))) <= 300 &&
    verify('sha256', Buffer.from(message), keys.merchantPublicKey, Buffer.from(field('signature'), 'base64'))
  );
}

/** A notification's resource, encrypted as WeChat Pay does it. */
export function encryptedResource(content: unknown, originalType: string, apiV3Key: string): Record<string, string> {
  const nonce = randomBytes(6).toString('hex');
  const cipher = createCipheriv('aes-256-gcm', apiV3Key, nonce);
  cipher.setAAD(Buffer.from(originalType));
  const sealed = Buffer.concat([cipher.update(JSON.stringify(content), 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return {
    original_type: originalType,
    algorithm: 'AEAD_AES_256_GCM',
    ciphertext: sealed.toString('base64'),
    associated_data: originalType,
    nonce,
  };
}

/** A time as WeChat Pay writes it, at China's offset. */
export function chinaTime(date: Date): string {
  return `${wallet.chinaTime(date)}+08:00`;
}

function mchidDigits(): string {
  return BigInt(`0x${randomBytes(16).toString('hex')}`)
    .toString()
    .padStart(39, '0')
    .slice(0, 39);
}
