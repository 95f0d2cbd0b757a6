import * as z from 'zod/mini';
import { OrderId } from '../orders/order.ts';
import { step } from '../orders/step.ts';
import { ContendedLong, orLastingContention } from './lasting-contention.ts';
import { reserveInventory } from './reserve-inventory.ts';

const Input = z.object({ orderId: OrderId, contendedLong: ContendedLong });

/** Step "Reserve inventory": promises the order's stock, or throws OutOfStock. Safe to run twice. */
export const handler = step(Input, ({ orderId, contendedLong }) =>
  orLastingContention(contendedLong, () => reserveInventory(orderId)),
);
