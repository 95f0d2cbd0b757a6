import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A call of a provider's API: what it is for, and the order that it is about, as far as that can be seen. */
export interface Call<Operation extends string> {
  readonly operation: Operation;
  readonly orderId: string | undefined;
}

/** What a provider does wrong, of the calls that this names: from now on, or so many times. */
export interface Mode<Operation extends string> {
  readonly orderId?: string;
  readonly operation?: Operation;
  /** Answers that it is down, and does nothing. */
  readonly down?: true | number;
  /** Cuts the connection and does nothing. */
  readonly reset?: true | number;
  /** Does it, and cuts the connection. */
  readonly answerLost?: true | number;
  /** Answers what is no JSON. */
  readonly malformed?: true | number;
  /** Answers this error, in its own words, and does nothing. */
  readonly error?: object;
  /** How often it answers `error`; for ever when it is not said. */
  readonly errors?: number;
  readonly slowMilliseconds?: number;
  /** Sends no notifications of these orders. */
  readonly silent?: true;
}

/** The faults of a mode that can happen so many times. */
type Fault<AMode> = { [Key in keyof AMode]-?: true | number extends AMode[Key] ? Key : never }[keyof AMode] & string;

/** What a local provider is told to do wrong, and how often it was called. */
export class Faults<Operation extends string, AMode extends Mode<Operation> = Mode<Operation>> {
  readonly #modes: Record<string, unknown>[] = [];
  readonly #calls = new Map<string, Record<string, number>>();

  /** Does this wrong too, or nothing any more (`clear`). */
  set(mode: Readonly<Record<string, unknown>>): void {
    if (mode.clear === true) this.#modes.length = 0;
    else this.#modes.push({ ...mode });
  }

  /**
   * Counts a call and lets happen to it what happens on any network.
   * @returns false where nobody waits for an answer any more
   */
  async begin(call: Call<Operation>, socket: Socket): Promise<boolean> {
    const { operation, orderId = '' } = call;
    const counted = this.callsOf(orderId);
    this.#calls.set(orderId, { ...counted, [operation]: (counted[operation] ?? 0) + 1 });
    const slow = this.#find(call, 'slowMilliseconds');
    if (slow !== undefined) await sleep(Number(slow.slowMilliseconds));
    if (!this.#takes(call, 'reset')) return true;
    socket.destroy();
    return false;
  }

  /** True when a fault is to happen to this call; that uses it up by one. */
  has(call: Call<Operation>, fault: Fault<AMode>): boolean {
    return this.#takes(call, fault);
  }

  /** The error that this call is to be answered, if there is one; that uses it up by one. */
  errorOf(call: Call<Operation>): AMode['error'] {
    const mode = this.#modes.find((mode) => isMeant(mode, call) && mode.error !== undefined && mode.errors !== 0);
    if (typeof mode?.errors === 'number') mode.errors -= 1;
    return mode?.error as AMode['error'];
  }

  /** True while something holds for an order that is not of a single call. */
  isOn(what: keyof AMode & string, orderId: string | undefined): boolean {
    return this.#modes.some((mode) => mode[what] === true && (mode.orderId ?? orderId) === orderId);
  }

  /** How often each operation was called for an order. */
  callsOf(orderId: string): Readonly<Record<string, number>> {
    return this.#calls.get(orderId) ?? {};
  }

  /** The orders that a call was about. */
  get orderIds(): Iterable<string> {
    return this.#calls.keys();
  }

  #takes(call: Call<Operation>, fault: string): boolean {
    const mode = this.#find(call, fault);
    if (typeof mode?.[fault] === 'number') mode[fault] -= 1;
    return mode !== undefined;
  }

  #find(call: Call<Operation>, fault: string): Record<string, unknown> | undefined {
    return this.#modes.find((mode) => isMeant(mode, call) && mode[fault] !== undefined && mode[fault] !== 0);
  }
}

function isMeant(mode: Readonly<Record<string, unknown>>, { operation, orderId }: Call<string>): boolean {
  return (mode.operation ?? operation) === operation && (mode.orderId ?? orderId) === orderId;
}
