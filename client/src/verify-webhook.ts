import type { OrderEvent, TestEvent } from './api.generated.ts';

/** What is delivered, told apart by its `type`: what happened to an order, or a test, which tells of nothing. */
export type WebhookEvent = OrderEvent | TestEvent;

/** A delivery as it came in. */
export interface Delivery {
  readonly headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The body as it came, before anybody parsed it. */
  readonly body: string | Uint8Array<ArrayBuffer>;
  /** The endpoint's secret (`whsec_…`); while it is rotated, the old and the new one. */
  readonly secret: string | readonly string[];
  /** How far the sender's clock may be off, and how old a delivery may be; 300 unless told. */
  readonly toleranceSeconds?: number | undefined;
  /** Whether the event of this id was worked on already, by your own records: what is delivered again changes nothing. */
  readonly isKnown?: ((id: string) => boolean | Promise<boolean>) | undefined;
  /** The time; now unless told. */
  readonly now?: Date | undefined;
}

/** Why a delivery was refused. Answer REPEATED with 200, so that it is not sent again, everything else with 401. */
export type RefusalReason = 'MALFORMED' | 'WRONG_SIGNATURE' | 'TOO_OLD' | 'TOO_NEW' | 'REPEATED';

/** The delivery is not to be worked on. */
export class WebhookRefused extends Error {
  override readonly name = 'WebhookRefused';
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason, message: string) {
    super(message);
    this.reason = reason;
  }
}

/**
 * The event in a delivery, once it is sure that the service sent it, lately (Standard Webhooks 1.0).
 *
 * @throws WebhookRefused
 * @example const event = await verifyWebhook({ headers: request.headers, body: await text(request), secret });
 */
export async function verifyWebhook<Event = WebhookEvent>({
  headers,
  body,
  secret,
  toleranceSeconds = 300,
  isKnown = () => false,
  now = new Date(),
}: Delivery): Promise<Event> {
  const [id, timestamp, signatures] = ['id', 'timestamp', 'signature'].map((name) =>
    headerOf(headers, `webhook-${name}`),
  );
  if (!id || !signatures || !timestamp || !/^\d{1,12}$/.test(timestamp)) {
    throw new WebhookRefused(
      'MALFORMED',
      'The headers webhook-id, webhook-timestamp and webhook-signature are needed.',
    );
  }
  const ageSeconds = now.getTime() / 1000 - Number(timestamp);
  if (ageSeconds > toleranceSeconds) throw new WebhookRefused('TOO_OLD', `Sent ${Math.round(ageSeconds)} s ago.`);
  if (-ageSeconds > toleranceSeconds) throw new WebhookRefused('TOO_NEW', 'Its time is ahead of ours.');

  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const signed = new Uint8Array([...new TextEncoder().encode(`${id}.${timestamp}.`), ...bytes]);
  if (!(await isSignedByOne([secret].flat(), signatures, signed))) {
    throw new WebhookRefused('WRONG_SIGNATURE', 'No signature fits.');
  }
  if (await isKnown(id)) throw new WebhookRefused('REPEATED', `${id} was worked on already.`);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new WebhookRefused('MALFORMED', 'The body is not JSON.');
  }
}

/** `v1,<base64> v1,<base64>`: one is enough; other versions are not ours. */
async function isSignedByOne(
  secrets: readonly string[],
  header: string,
  signed: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const signatures = header.split(' ').flatMap((one) => (one.startsWith('v1,') ? [bytesOf(one.slice(3))] : []));
  for (const secret of secrets) {
    const raw = bytesOf(secret.replace(/^whsec_/, ''));
    if (raw === undefined || raw.length === 0) throw new TypeError('The secret is not base64 (whsec_…).');
    const key = await crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
    for (const signature of signatures) {
      // Compares in constant time.
      if (signature && (await crypto.subtle.verify('HMAC', key, signature, signed))) return true;
    }
  }
  return false;
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

function headerOf(headers: Delivery['headers'], name: string): string | undefined {
  const value = headers instanceof Headers ? headers.get(name) : headers[name];
  return typeof value === 'string' ? value : undefined;
}
