import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { inOrder } from './in-order.ts';
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

/** A notification and what it was answered: a status, or why there was none. */
export interface SentNotification {
  readonly eventId: string;
  readonly type: string;
  readonly forge?: ForgedAs;
  readonly answers: (number | string)[];
}

const timeoutMilliseconds = 10_000;

/** Sends signed events, each again and again until it is answered with a 2xx. They overtake each other, as Stripe's do. */
export class StripeNotifier {
  /** The endpoint's signing secrets: the new one first while one is replaced. */
  secrets: readonly string[];
  /** The endpoint; nothing is sent without. */
  url: string | undefined;
  readonly #repeatMilliseconds: readonly number[];
  readonly #events = new Map<string, StripeEvent[]>();
  readonly #sent = new Map<string, SentNotification[]>();
  readonly #stopped = new AbortController();

  constructor(secrets: readonly string[], repeatMilliseconds: readonly number[], url: string | undefined) {
    this.secrets = secrets;
    this.url = url;
    this.#repeatMilliseconds = repeatMilliseconds;
  }

  /** Something happened to a PaymentIntent. */
  tell(intentId: string, type: string, object: StripeObject, isSilent: boolean): void {
    const event = { id: `evt_${randomBytes(12).toString('hex')}`, type, created: now(), object };
    this.#events.set(intentId, [...(this.#events.get(intentId) ?? []), event]);
    if (!isSilent && this.url !== undefined) void this.#sendUntilTaken(intentId, event);
  }

  /** Sends a PaymentIntent's events again, or something forged; each once, whatever it is answered. */
  async again(
    intentId: string,
    { times, order, forge }: { times: number; order?: unknown; forge?: ForgedAs | undefined },
  ): Promise<SentNotification[]> {
    const known = this.#events.get(intentId) ?? [];
    const once = inOrder(known, order);
    const sent: SentNotification[] = [];
    for (let time = 0; time < times; time++) {
      for (const event of once) {
        const record = this.#record(intentId, event, forge);
        record.answers.push(await this.#send(event, forge));
        sent.push(record);
      }
    }
    return sent;
  }

  /** What was sent about a PaymentIntent. */
  sentAbout(intentId: string): readonly SentNotification[] {
    return this.#sent.get(intentId) ?? [];
  }

  /** Sends nothing more. */
  stop(): void {
    this.#stopped.abort();
  }

  async #sendUntilTaken(intentId: string, event: StripeEvent): Promise<void> {
    const record = this.#record(intentId, event);
    for (const pause of [0, ...this.#repeatMilliseconds]) {
      await sleep(pause, undefined, { signal: this.#stopped.signal, ref: false }).catch(() => undefined);
      if (this.#stopped.signal.aborted) return;
      const answer = await this.#send(event);
      record.answers.push(answer);
      if (typeof answer === 'number' && answer >= 200 && answer < 300) return;
    }
  }

  #record(intentId: string, { id, type }: StripeEvent, forge?: ForgedAs): SentNotification {
    const record: SentNotification = { eventId: id, type, answers: [], ...(forge !== undefined && { forge }) };
    this.#sent.set(intentId, [...(this.#sent.get(intentId) ?? []), record]);
    return record;
  }

  async #send(event: StripeEvent, forge?: ForgedAs): Promise<number | string> {
    if (this.url === undefined) return 'no endpoint';
    const { headers, body } = signedEvent(event, this.secrets, forge);
    try {
      const response = await fetch(this.url, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json; charset=utf-8', 'user-agent': 'Stripe/1.0' },
        body: new Uint8Array(body),
        redirect: 'manual',
        signal: AbortSignal.any([AbortSignal.timeout(timeoutMilliseconds), this.#stopped.signal]),
      });
      await response.arrayBuffer();
      return response.status;
    } catch (error) {
      return error instanceof Error ? error.name : 'no answer';
    }
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
  return { headers: { 'stripe-signature': signature }, body };
}

function now(): number {
  return Math.floor(Date.now() / 1000);
}
