import * as z from 'zod/mini';
import { OrderId } from '../orders/order.ts';

/** What the step "Check payment" is given. */
export const CheckPaymentInput = z.object({
  orderId: OrderId,
  taskToken: z.optional(z.string()),
  waitSeconds: z.int(),
});
