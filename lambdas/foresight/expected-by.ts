import type { Order } from '../orders/order.ts';
import { isOpen } from '../orders/order-status.ts';
import { foreseeTime } from './confirmation-times.ts';
import type { Known } from './known.ts';
import { paidBy } from './paid-by.ts';

/** By when an order will be confirmed, as most are, and how often that was so. */
export interface ExpectedConfirmation {
  /** ISO 8601 UTC. */
  readonly by: string;
  /** In how many of 100 orders lately it was so, with the first time that is said of an order. */
  readonly kept: number;
}

/**
 * By when an order will be confirmed: 90 of 100 such orders are. Once that has passed, when 99 of them are; and nothing
 * once that has passed, or where too little is known. It changes no more often than that, so that who has the answer has
 * it.
 */
export function expectedConfirmation(
  order: Pick<Order, 'status' | 'failedAt' | 'createdAt' | 'payment'>,
  { times, load }: Known,
  now: Date,
): ExpectedConfirmation | undefined {
  if (!isOpen(order.status) || order.failedAt !== undefined) return undefined;
  if (times === undefined || times.checked.orders === 0) return undefined;
  const accepted = Date.parse(order.createdAt);
  const circumstances = { provider: paidBy(order), hour: new Date(accepted).getUTCHours(), load };
  const { p90, p99 } = foreseeTime(times, circumstances);
  const by = [p90, p99].map((took) => accepted + took).find((at) => at > now.getTime());
  if (by === undefined) return undefined;
  const kept = Math.round((100 * times.checked.within) / times.checked.orders);
  return { by: new Date(by).toISOString(), kept };
}
