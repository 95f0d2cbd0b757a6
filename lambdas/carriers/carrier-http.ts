import { CarrierUnavailable } from './carrier-errors.ts';

const timeoutMilliseconds = 5_000;

/** The largest answer that is read, in characters: a parcel of a hundred scans has some fifty thousand. */
const largest = 1_000_000;

/** An answer of somebody who follows parcels. */
export interface CarrierAnswer {
  readonly status: number;
  /** What its body is as JSON. */
  readonly content: unknown;
}

/**
 * Asks somebody who follows parcels.
 * @throws CarrierUnavailable when there is no answer, it is a 5xx, 401, 403 or 429, or it is no JSON
 */
export async function askCarrier(provider: string, url: string, init: RequestInit): Promise<CarrierAnswer> {
  let status: number;
  let text: string;
  try {
    const answer = await fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(timeoutMilliseconds) });
    status = answer.status;
    text = await answer.text();
  } catch (error) {
    throw new CarrierUnavailable(provider, error instanceof Error ? error.name : 'no answer');
  }
  if (status >= 500 || [401, 403, 429].includes(status)) throw new CarrierUnavailable(provider, `answers ${status}`);
  const content = text.length > largest ? undefined : jsonIn(text);
  if (content === undefined) throw new CarrierUnavailable(provider, `answers ${status} with what is no JSON`);
  return { status, content };
}

/** What a text is as JSON; undefined where it is none. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
