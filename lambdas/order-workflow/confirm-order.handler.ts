import * as z from 'zod/mini';
import { OrderId } from '../orders/order.ts';
import { step } from '../orders/step.ts';
import { confirmOrder } from './confirm-order.ts';

/** Step "Confirm order": confirms it, or throws OrderCancelled. Safe to run twice. */
export const handler = step(z.object({ orderId: OrderId }), ({ orderId }) => confirmOrder(orderId));
