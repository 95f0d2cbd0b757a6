import * as z from 'zod/mini';
import { OrderId } from '../orders/order.ts';
import { step } from '../runtime/step.ts';
import { reserveInventory } from './reserve-inventory.ts';

/** Step "Reserve inventory": promises the order's stock, or throws OutOfStock. Safe to run twice. */
export const handler = step(z.object({ orderId: OrderId }), ({ orderId }) => reserveInventory(orderId));
