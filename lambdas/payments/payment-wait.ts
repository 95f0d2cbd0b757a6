import * as z from 'zod/mini';
import { environment } from '../runtime/environment.ts';

/** An order without payment waits for none; so long its step may take, with its retries. */
const nothingDueSeconds = 300;

/**
 * How long an order that pays with this provider, if with any, waits for its payment, in seconds.
 * @throws Error when the stage says nothing of it: a fault of the deployment
 */
export function paymentWaitSeconds(provider: string | undefined): number {
  if (provider === undefined) return nothingDueSeconds;
  const waits = z.parse(z.record(z.string(), z.int()), JSON.parse(environment('PAYMENT_WAIT_SECONDS')));
  const seconds = Object.hasOwn(waits, provider) ? waits[provider] : undefined;
  if (seconds === undefined) throw new Error(`no wait is set for payments with ${provider}`);
  return seconds;
}
