import * as z from 'zod/mini';
import type { Order } from '../orders/order.ts';
import { environment } from '../runtime/environment.ts';

/** An order without payment waits for none; so long its step may take, with its retries. */
const nothingDueSeconds = 300;

/**
 * How long an order waits for its payment, in seconds: as long as its provider needs. One whose customer may try again
 * waits as long as any needs: with which they will, nobody knows.
 * @throws Error when the stage says nothing of it: a fault of the deployment
 */
export function paymentWaitSeconds({ payment, paymentTries = 1 }: Pick<Order, 'payment' | 'paymentTries'>): number {
  if (payment === undefined) return nothingDueSeconds;
  const { provider } = payment;
  const waits = z.parse(z.record(z.string(), z.int()), JSON.parse(environment('PAYMENT_WAIT_SECONDS')));
  const seconds = Object.hasOwn(waits, provider) ? waits[provider] : undefined;
  if (seconds === undefined) throw new Error(`no wait is set for payments with ${provider}`);
  return paymentTries > 1 ? Math.max(...Object.values(waits)) : seconds;
}
