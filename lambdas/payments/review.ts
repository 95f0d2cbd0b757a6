import { logger } from '../runtime/logger.ts';
import { count } from '../runtime/metrics.ts';
import type { Payment } from './payment.ts';

/** Calls a person, by an alarm, when a payment has come up for review since it was last seen. */
export function callForReview(before: Pick<Payment, 'review'> | undefined, after: Payment | undefined): void {
  if (after?.review === undefined || after.review === before?.review) return;
  logger.error('a person must decide about a payment', { orderId: after.orderId, review: after.review });
  count('PaymentForReview');
}
