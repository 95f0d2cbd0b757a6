import { createPrivateKey, createPublicKey } from 'node:crypto';
import { AlipaySdk } from 'alipay-sdk';
import * as z from 'zod/mini';
import { environment } from '../../../runtime/environment.ts';
import { secret } from '../../../runtime/secrets.ts';
import { AlipaySecret } from './alipay-secret.ts';

/** Our account with Alipay. */
export interface AlipayAccount extends Pick<AlipaySecret, 'appId' | 'sellerId' | 'returnUrl'> {
  readonly sdk: AlipaySdk;
}

/** An answer that Alipay has not signed. It may say why, which is a hint and no more. */
export class UnsignedAnswer extends Error {
  override readonly name = 'UnsignedAnswer';

  readonly claim: string | undefined;

  constructor(claim: string | undefined) {
    super('an answer is not signed by Alipay');
    this.claim = claim;
  }
}

const timeoutMilliseconds = 5_000;

let known: { readonly text: string; readonly account: AlipayAccount } | undefined;

/**
 * The account as the secret says, with a client for `ALIPAY_BASE_URL`.
 * @throws Error when the secret is not there or not complete
 */
export async function alipayAccount(): Promise<AlipayAccount> {
  const text = await secret(environment('ALIPAY_SECRET_ARN'));
  if (known?.text !== text) known = { text, account: accountOf(text, environment('ALIPAY_BASE_URL')) };
  return known.account;
}

/** The account of a secret's text. */
export function accountOf(text: string, baseUrl: string, timeout = timeoutMilliseconds): AlipayAccount {
  const { appId, privateKey, alipayPublicKey, sellerId, returnUrl } = z.parse(AlipaySecret, JSON.parse(text));
  const sdk = new VerifyingSdk({
    appId,
    keyType: 'PKCS8',
    privateKey: pkcs8(privateKey),
    alipayPublicKey: spki(alipayPublicKey),
    signType: 'RSA2',
    gateway: new URL('/gateway.do', baseUrl).href,
    endpoint: baseUrl,
    timeout,
  });
  return { appId, sellerId, sdk, ...(returnUrl !== undefined && { returnUrl }) };
}

/** The SDK, which fails on an unsigned answer with whatever error comes first. */
class VerifyingSdk extends AlipaySdk {
  override checkResponseSign(raw: string, key: string, signature: string, traceId: string): void {
    try {
      super.checkResponseSign(raw, key, signature, traceId);
    } catch {
      throw new UnsignedAnswer(/"sub_code"\s*:\s*"([\w.-]{1,100})"/.exec(raw)?.[1]);
    }
  }
}

function pkcs8(text: string): string {
  for (const type of ['pkcs8', 'pkcs1'] as const) {
    try {
      const key = createPrivateKey({ key: der(text), format: 'der', type });
      return key.export({ type: 'pkcs8', format: 'der' }).toString('base64');
    } catch {}
  }
  throw new Error('the private key in the secret of Alipay cannot be read');
}

function spki(text: string): string {
  try {
    const key = createPublicKey({ key: der(text), format: 'der', type: 'spki' });
    return key.export({ type: 'spki', format: 'der' }).toString('base64');
  } catch {
    throw new Error('the public key in the secret of Alipay cannot be read');
  }
}

function der(text: string): Buffer {
  return Buffer.from(text.replace(/-----[^-]*-----|\s/g, ''), 'base64');
}
