import * as z from 'zod/mini';
import { ContendedLong, orLastingContention } from '../inventory/lasting-contention.ts';
import { OrderId } from '../orders/order.ts';
import { step } from '../orders/step.ts';
import { rejectingErrors, rejectOrder } from './reject-order.ts';

const Input = z.object({
  orderId: OrderId,
  error: z.enum(rejectingErrors),
  contendedLong: ContendedLong,
});

/** Step "Reject order": undoes what was done for it, or throws PaymentSettled. Safe to run twice. */
export const handler = step(Input, ({ orderId, error, contendedLong }) =>
  orLastingContention(contendedLong, () => rejectOrder(orderId, error)),
);
