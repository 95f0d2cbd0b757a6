import { audited } from '../audit/audited.ts';
import { bodyOf } from '../runtime/body.ts';
import { http, json } from '../runtime/http.ts';
import { pathParameter } from '../runtime/http-request.ts';
import { idempotencyKeyOf } from '../runtime/idempotency-key.ts';
import { invalidRefund } from './problems.ts';
import { RefundOrder } from './refund.ts';
import { refundPayment } from './refund-payment.ts';

/** Route `POST /orders/{orderId}/refunds`, for staff: gives money back, once per Idempotency-Key. */
export const handler = http(async (request, caller) => {
  const key = idempotencyKeyOf(request);
  const refund = bodyOf(request, RefundOrder, invalidRefund);
  const orderId = pathParameter(request, 'orderId');
  const { reason, ...after } = refund;
  const asked = { action: 'refundOrder', orderId, reason, after };
  return json(200, await audited(request, caller, asked, () => refundPayment(orderId, key, refund)));
});
