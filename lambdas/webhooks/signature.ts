import { createHmac, randomBytes } from 'node:crypto';
import { isSameInConstantTime } from '../runtime/constant-time.ts';

/*
 * Signatures as Standard Webhooks has them (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md).
 */

/** A secret of an endpoint; one that was replaced signs too until `until` (ISO 8601 UTC). */
export interface EndpointSecret {
  readonly secret: string;
  readonly until?: string | undefined;
}

const prefix = 'whsec_';
const secretBytes = 32;

/** A new secret of an endpoint. */
export function newSecret(): string {
  return `${prefix}${randomBytes(secretBytes).toString('base64')}`;
}

/** The headers of a message to a receiver: signed with each secret that is valid, so that one can be replaced. */
export function signedHeaders(
  id: string,
  body: string,
  secrets: readonly EndpointSecret[],
  now: Date,
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const signatures = secrets
    .filter(({ until }) => until === undefined || until > now.toISOString())
    .map(
      ({ secret }) => `v1,${createHmac('sha256', keyIn(secret)).update(`${id}.${timestamp}.${body}`).digest('base64')}`,
    );
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}

/** How far the clock of who sends may be off, and how old a message may be. */
const toleranceSeconds = 300;

/** The specification asks for 24 to 64 bytes. Of none, everybody knows the key; and a mark that is not base64's ends it. */
const leastKeyBytes = 24;

function keyIn(secret: string): Buffer {
  const key = Buffer.from(secret.startsWith(prefix) ? secret.slice(prefix.length) : secret, 'base64');
  if (key.length < leastKeyBytes) throw new Error(`a secret is to be ${leastKeyBytes} bytes at least, in base64`);
  return key;
}

/**
 * Whether a message that others send us is signed with the secret, lately.
 * @throws Error when the secret is too short to be one: whoever put it there has to mend it
 */
export function isSignedNow(
  headers: Readonly<Record<string, string | undefined>>,
  body: Uint8Array,
  secret: string,
  now: Date,
): boolean {
  const { 'webhook-id': id = '', 'webhook-timestamp': timestamp = '', 'webhook-signature': signatures = '' } = headers;
  const isRecent = Math.abs(now.getTime() / 1000 - Number(timestamp)) <= toleranceSeconds;
  if (id === '' || !/^\d{1,12}$/.test(timestamp) || !isRecent) return false;
  const expected = createHmac('sha256', keyIn(secret)).update(`${id}.${timestamp}.`).update(body).digest();
  return signatures.split(' ').some((one) => {
    const given = Buffer.from(one.startsWith('v1,') ? one.slice('v1,'.length) : '', 'base64');
    return isSameInConstantTime(given, expected);
  });
}
