import { onEvent } from '../runtime/on-event.ts';
import { measureOpenOrders } from './measure-open-orders.ts';

/** Every five minutes: how many orders wait, and for how long. */
export const handler = onEvent(() => measureOpenOrders());
