import * as z from 'zod/mini';
import { OrderId } from '../orders/order.ts';
import { step } from '../orders/step.ts';
import { checkPayment } from './check-payment.ts';

/**
 * Step "Check payment": answers its task token once the payment is settled, or throws PaymentDeclined. An Express
 * workflow gives it none: then it ends, or throws PaymentPending. Safe to run twice.
 */
export const handler = step(
  z.object({ orderId: OrderId, taskToken: z.optional(z.string()), waitSeconds: z.int() }),
  ({ orderId, ...waiting }) => checkPayment(orderId, waiting),
);
