import * as z from 'zod/mini';
import { OrderId } from '../orders/order.ts';
import { step } from '../orders/step.ts';
import { confirmOrder } from './confirm-order.ts';

const Input = z.object({ orderId: OrderId });

/** Step "Confirm order": confirms it, or throws OrderCancelled. Safe to run twice. */
export const handler = step(Input, ({ orderId }) => confirmOrder(orderId));
