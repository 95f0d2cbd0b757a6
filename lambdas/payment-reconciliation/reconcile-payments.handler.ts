import * as z from 'zod/mini';
import { onEvent } from '../runtime/on-event.ts';
import { reconcilePayments } from './reconcile-payments.ts';

/** The schedule names neither; an operator who repeats a day does. */
const Wanted = z.object({ provider: z.optional(z.string()), day: z.optional(z.iso.date()) });

/** A page takes seconds; what is not begun by then, the next run goes on with. */
const lastPageMilliseconds = 2 * 60 * 1000;

/**
 * Every hour: compares the providers' settled payments of the days that are complete since with our records and the
 * orders.
 */
export const handler = onEvent((event: unknown, context) =>
  reconcilePayments(z.parse(Wanted, event), () => context.getRemainingTimeInMillis() > lastPageMilliseconds),
);
