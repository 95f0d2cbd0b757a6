import { getOrder } from '../order-tracking/get-order.ts';
import { PaymentInstruction } from '../orders/payment-instruction.ts';
import { bodyOf } from '../runtime/body.ts';
import { http, json } from '../runtime/http.ts';
import { pathParameter } from '../runtime/http-request.ts';
import { idempotencyKeyOf } from '../runtime/idempotency-key.ts';
import { payAgain } from './pay-again.ts';
import { invalidPayment } from './problems.ts';

/** Route `POST /orders/{orderId}/payments`: a further try to pay, once per Idempotency-Key. */
export const handler = http(async (request, caller) => {
  const key = idempotencyKeyOf(request);
  const instruction = bodyOf(request, PaymentInstruction, invalidPayment);
  const orderId = await payAgain(caller, pathParameter(request, 'orderId'), key, instruction);
  return json(200, await getOrder(caller, orderId));
});
