import * as z from 'zod/mini';
import { OrderId } from '../orders/order.ts';
import { step } from '../orders/step.ts';
import { notifyCustomer } from './notify-customer.ts';

const Input = z.object({ orderId: OrderId });

/** Step "Notify customer": tells how the order ended, once over each channel. Safe to run twice. */
export const handler = step(Input, ({ orderId }) => notifyCustomer(orderId));
