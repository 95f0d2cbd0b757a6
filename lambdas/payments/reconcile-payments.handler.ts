import * as z from 'zod/mini';
import { onEvent } from '../runtime/event.ts';
import { reconcilePayments } from './reconcile-payments.ts';

/** The schedule names no day; an operator who repeats a night does. */
const Reconciliation = z.object({ day: z.optional(z.iso.date()) });

/** Every night: compares the providers' settled payments of the day before with our records and the orders. */
export const handler = onEvent((event: unknown) => reconcilePayments(z.parse(Reconciliation, event).day));
