import * as z from 'zod/mini';
import { type Payment, payBefore } from '../../payments/payment.ts';

/** How a payment that is awaited is made. */
export const Awaited = z.object({
  /** Where the customer pays. It came from outside: see `pay-link.ts`. */
  payUrl: z.optional(z.string()),
  /** Until when, ISO 8601 in UTC; absent where that is not known. */
  payBefore: z.optional(z.string()),
});

/** Whether a notice is of this try to pay, the first where it does not say. */
export function isAbout({ tryNumber = 1 }: Payment, about = '1'): boolean {
  return about === String(tryNumber);
}

/** Until when a payment is awaited. A step that was redriven waits anew: a moment which is over says nothing. */
export function momentAhead(payment: Payment, now: Date): string | undefined {
  const moment = payBefore(payment);
  return moment !== undefined && moment > now.toISOString() ? moment : undefined;
}
