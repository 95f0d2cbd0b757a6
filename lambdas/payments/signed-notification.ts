import { createHmac } from 'node:crypto';
import { isSameInConstantTime } from '../runtime/constant-time.ts';
import { InvalidNotification } from './payment-errors.ts';

/** How old a signed notification may be, in seconds, and how far its sender's clock may be ahead. */
export const toleranceSeconds = 300;

/**
 * Signs a notification the way that card processors do: an HMAC-SHA256 over `timestamp.rawBody`.
 * @param timestamp seconds since the epoch
 * @returns the value of the signature header, `t=…,v1=…`
 */
export function signNotification(rawBody: Buffer, secret: string, timestamp: number): string {
  return `t=${timestamp},v1=${digest(rawBody, secret, timestamp).toString('hex')}`;
}

/**
 * Verifies a signature header against the exact bytes of the body, in constant time. Several `v1` may be sent while a
 * secret is being changed; one that fits is enough.
 * @throws InvalidNotification when it is missing, malformed, wrong, or its timestamp is out of tolerance
 */
export function verifySignature(header: string | undefined, rawBody: Buffer, secret: string, now: Date): void {
  const fields = (header ?? '').split(',').map((field) => field.trim().split('=', 2) as [string, string?]);
  const timestamp = Number(fields.find(([name]) => name === 't')?.[1] ?? Number.NaN);
  const signatures = fields.filter(([name]) => name === 'v1').map(([, value]) => Buffer.from(value ?? '', 'hex'));
  if (!Number.isSafeInteger(timestamp)) throw new InvalidNotification('The signature is missing.');
  const expected = digest(rawBody, secret, timestamp);
  if (!signatures.some((given) => isSameInConstantTime(given, expected))) {
    throw new InvalidNotification('The signature does not verify.');
  }
  if (Math.abs(now.getTime() / 1000 - timestamp) > toleranceSeconds) {
    throw new InvalidNotification('The signature is out of its time.');
  }
}

function digest(rawBody: Buffer, secret: string, timestamp: number): Buffer {
  return createHmac('sha256', secret).update(`${timestamp}.`).update(rawBody).digest();
}
