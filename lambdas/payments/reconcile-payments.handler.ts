import { onEvent } from '../runtime/event.ts';
import { reconcilePayments } from './reconcile-payments.ts';

/** Every night: compares the providers' settled payments of the day before with our records and the orders. */
export const handler = onEvent(() => reconcilePayments());
