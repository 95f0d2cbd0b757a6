import { randomBytes } from 'node:crypto';
import { stripeEvents } from '../../../lambdas/payments/providers/stripe/stripe-events.ts';
import type * as notifier from '../notifier.ts';
import { Notifier, statusOf } from '../notifier.ts';
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

/**
 * Sends signed events, each again and again until it is answered with a 2xx. They overtake each other, as Stripe's do.
 */
export class StripeNotifier extends Notifier<StripeEvent, ForgedAs, number> {
  /** The endpoint's signing secrets: the new one first while one is replaced. */
  secrets: readonly string[];
  /** The endpoint; nothing is sent without. */
  url: string | undefined;
  protected override readonly timeoutMilliseconds = 10_000;

  constructor(secrets: readonly string[], repeatMilliseconds: readonly number[], url: string | undefined) {
    super(repeatMilliseconds);
    this.secrets = secrets;
    this.url = url;
  }

  /** Something happened to a PaymentIntent: the endpoint is told if it has asked for that, as it is to. */
  happened(intentId: string, type: string, object: StripeObject, isSilent: boolean): void {
    if (!Object.hasOwn(stripeEvents, type)) return;
    const event = { id: `evt_${randomBytes(12).toString('hex')}`, type, created: now(), object };
    this.tell(intentId, event, isSilent || this.url === undefined);
  }

  protected override named({ id, type }: StripeEvent) {
    return { eventId: id, type };
  }

  protected override request(event: StripeEvent, forge?: ForgedAs) {
    return this.url === undefined ? undefined : { url: this.url, ...signedEvent(event, this.secrets, forge) };
  }

  protected override answer(response: Response): Promise<number> {
    return statusOf(response);
  }

  protected override isTaken(answer: number | string): boolean {
    return typeof answer === 'number' && answer >= 200 && answer < 300;
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
