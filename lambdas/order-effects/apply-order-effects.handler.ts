import { OrderEffectsRequest } from '../orders/order-effects-queue.ts';
import { fromQueue } from '../runtime/queue.ts';
import { applyOrderEffects } from './apply-order-effects.ts';

/** Consumer of the order effects queue: stock and money of an order in line with its status. */
export const handler = fromQueue(OrderEffectsRequest, ({ orderId, ...wait }) => applyOrderEffects(orderId, wait));
