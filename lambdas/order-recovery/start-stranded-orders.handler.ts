import { onEvent } from '../runtime/on-event.ts';
import { startStrandedOrders } from './start-stranded-orders.ts';

/** Every minute: starts the orders whose request died before it could. */
export const handler = onEvent(() => startStrandedOrders());
