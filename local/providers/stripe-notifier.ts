import { randomBytes } from 'node:crypto';
import type * as notifier from './notifier.ts';
import { Notifier, type Repetition, statusOf } from './notifier.ts';
import { type StripeObject, stripeSignature } from './stripe-wire.ts';

/** How a notification is made wrong; `foreign` is genuine, but about something else. */
export type ForgedAs = 'signature' | 'timestamp' | 'amount' | 'merchant' | 'mode' | 'body' | 'garbage' | 'foreign';

/** Something that happened, as Stripe tells it. */
interface StripeEvent {
  readonly id: string;
  readonly type: string;
  readonly created: number;
  readonly object: StripeObject;
}

/** A notification and what it was answered. */
export type SentNotification = notifier.SentNotification<ForgedAs, number>;

/** Sends signed events, each again and again until it is answered with a 2xx. They overtake each other, as Stripe's do. */
export class StripeNotifier {
  /** The endpoint's signing secrets: the new one first while one is replaced. */
  secrets: readonly string[];
  /** The endpoint; nothing is sent without. */
  url: string | undefined;
  readonly #notifier: Notifier<StripeEvent, ForgedAs, number>;

  constructor(secrets: readonly string[], repeatMilliseconds: readonly number[], url: string | undefined) {
    this.secrets = secrets;
    this.url = url;
    this.#notifier = new Notifier<StripeEvent, ForgedAs, number>(
      {
        named: ({ id, type }) => ({ eventId: id, type }),
        request: (event, forge) =>
          this.url === undefined ? undefined : { url: this.url, ...signedEvent(event, this.secrets, forge) },
        timeoutMilliseconds: 10_000,
        answer: statusOf,
        isTaken: (answer) => typeof answer === 'number' && answer >= 200 && answer < 300,
      },
      repeatMilliseconds,
    );
  }

  /** Something happened to a PaymentIntent. */
  tell(intentId: string, type: string, object: StripeObject, isSilent: boolean): void {
    const event = { id: `evt_${randomBytes(12).toString('hex')}`, type, created: now(), object };
    this.#notifier.tell(intentId, event, isSilent || this.url === undefined);
  }

  /** Sends a PaymentIntent's events again, or something forged; each once, whatever it is answered. */
  again(intentId: string, repetition: Repetition<ForgedAs>) {
    return this.#notifier.again(intentId, repetition, () => []);
  }

  /** What was sent about a PaymentIntent. */
  sentAbout(intentId: string) {
    return this.#notifier.sentAbout(intentId);
  }

  /** Sends nothing more. */
  stop(): void {
    this.#notifier.stop();
  }
}

/** An event as it goes over the wire. */
function signedEvent(
  { id, type, created, object }: StripeEvent,
  secrets: readonly string[],
  forge?: ForgedAs,
): { headers: Record<string, string>; body: Buffer } {
  const event = {
    id: forge === 'foreign' ? `${id}x` : id,
    object: 'event',
    api_version: '2026-10-28.endive',
    created,
    livemode: forge === 'mode',
    type: forge === 'foreign' ? 'customer.created' : type,
    ...(forge === 'merchant' && { account: 'acct_another' }),
    data: {
      object:
        forge === 'foreign'
          ? { id: 'cus_1', object: 'customer' }
          : { ...object, ...(forge === 'amount' && { amount: Number(object.amount) + 1 }) },
    },
  };
  const signed = Buffer.from(forge === 'garbage' ? '\u0000{"id": nothing' : JSON.stringify(event, undefined, 2));
  const usedSecrets = forge === 'signature' ? ['whsec_of_somebody_else'] : secrets;
  const signature = stripeSignature(signed, usedSecrets, now() - (forge === 'timestamp' ? 600 : 0));
  const body = forge === 'body' ? Buffer.concat([signed, Buffer.from(' ')]) : signed;
  const contentType = 'application/json; charset=utf-8';
  return { headers: { 'stripe-signature': signature, 'content-type': contentType, 'user-agent': 'Stripe/1.0' }, body };
}

function now(): number {
  return Math.floor(Date.now() / 1000);
}
