import { setTimeout as sleep } from 'node:timers/promises';

/** A notification and what it was answered: as its wire format puts it, or why there was no answer. */
export interface SentNotification<ForgedAs extends string, Answer extends number | string> {
  readonly eventId: string;
  readonly type: string;
  readonly forge?: ForgedAs;
  readonly answers: (Answer | string)[];
}

/** One notification over HTTP. */
export interface NotificationRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string;
}

/** What is to be sent again: how often, in which order, and how it is made wrong. */
export interface Repetition<ForgedAs extends string> {
  readonly times: number;
  readonly order?: unknown;
  readonly forge?: ForgedAs | undefined;
}

/** The pauses, in milliseconds, after which a local provider sends a notification again that was not taken. */
export const defaultRepeats = [100, 300, 1_000, 3_000] as const;

/**
 * Sends a provider's notifications, each again and again until it is taken. They overtake each other, as real ones do.
 */
export abstract class Notifier<Event, ForgedAs extends string, Answer extends number | string> {
  readonly #repeatMilliseconds: readonly number[];
  readonly #events = new Map<string, Event[]>();
  readonly #sent = new Map<string, SentNotification<ForgedAs, Answer>[]>();
  readonly #stopped = new AbortController();

  constructor(repeatMilliseconds: readonly number[]) {
    this.#repeatMilliseconds = repeatMilliseconds;
  }

  /** The event's own id and type, for the record of what was sent. */
  protected abstract named(event: Event): { readonly eventId: string; readonly type: string };
  /** The event as it goes over the wire, and where to; without an address it stays unsent. */
  protected abstract request(event: Event, forge?: ForgedAs): NotificationRequest | undefined;
  /** The provider stops waiting for an answer then. */
  protected abstract readonly timeoutMilliseconds: number;
  protected abstract answer(response: Response): Promise<Answer>;
  /** Whether this answer ends the repeats. */
  protected abstract isTaken(answer: Answer | string): boolean;

  /** Something happened to a payment. */
  tell(payment: string, event: Event, isSilent: boolean): void {
    this.#events.set(payment, [...(this.#events.get(payment) ?? []), event]);
    if (!isSilent) void this.#sendUntilTaken(payment, event);
  }

  /**
   * Sends what happened to a payment again, or something forged, each once, whatever it is answered.
   * @param otherwise what is sent of a payment to which nothing has happened
   */
  async again(
    payment: string,
    { times, order, forge }: Repetition<ForgedAs>,
    otherwise: () => readonly Event[] = () => [],
  ) {
    const once = inOrder(this.#events.get(payment) ?? otherwise(), order);
    const sent: SentNotification<ForgedAs, Answer>[] = [];
    for (let time = 0; time < times; time++) {
      for (const event of once) {
        const record = this.#record(payment, event, forge);
        record.answers.push(await this.#send(event, forge));
        sent.push(record);
      }
    }
    return sent;
  }

  /** What was sent about a payment. */
  sentAbout(payment: string): readonly SentNotification<ForgedAs, Answer>[] {
    return this.#sent.get(payment) ?? [];
  }

  /** Sends nothing more. */
  stop(): void {
    this.#stopped.abort();
  }

  async #sendUntilTaken(payment: string, event: Event): Promise<void> {
    const record = this.#record(payment, event);
    for (const pause of [0, ...this.#repeatMilliseconds]) {
      await sleep(pause, undefined, { signal: this.#stopped.signal, ref: false }).catch(() => undefined);
      if (this.#stopped.signal.aborted) return;
      const answer = await this.#send(event);
      record.answers.push(answer);
      if (this.isTaken(answer)) return;
    }
  }

  #record(payment: string, event: Event, forge?: ForgedAs): SentNotification<ForgedAs, Answer> {
    const record = { ...this.named(event), answers: [], ...(forge !== undefined && { forge }) };
    this.#sent.set(payment, [...(this.#sent.get(payment) ?? []), record]);
    return record;
  }

  async #send(event: Event, forge?: ForgedAs): Promise<Answer | string> {
    const request = this.request(event, forge);
    if (request === undefined) return 'no endpoint';
    const { url, headers, body } = request;
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers,
        body: typeof body === 'string' ? body : new Uint8Array(body),
        redirect: 'manual',
        signal: AbortSignal.any([AbortSignal.timeout(this.timeoutMilliseconds), this.#stopped.signal]),
      });
      return await this.answer(response);
    } catch (error) {
      return error instanceof Error ? error.name : 'no answer';
    }
  }
}

/** The status alone, once the whole answer has come. */
export async function statusOf(response: Response): Promise<number> {
  await response.arrayBuffer();
  return response.status;
}

/** The events in the order that a test asks for: as they came, reversed, or those of these places. */
function inOrder<Event>(events: readonly Event[], order: unknown): readonly Event[] {
  if (Array.isArray(order)) return order.flatMap((index: number) => events[index] ?? []);
  return order === 'reverse' ? events.toReversed() : events;
}
