import { audited } from '../audit/audited.ts';
import { bodyOf } from '../runtime/body.ts';
import { http } from '../runtime/http.ts';
import { pathParameter } from '../runtime/http-request.ts';
import { idempotencyKeyOf } from '../runtime/idempotency-key.ts';
import { invalidNoticeRequest } from './problems.ts';
import { ResendNotice, resendNotice } from './resend-notice.ts';

/** Route `POST /orders/{orderId}/notices`, for staff: sends a notice again, once per Idempotency-Key. */
export const handler = http(async (request, caller) => {
  const key = idempotencyKeyOf(request);
  const asked = bodyOf(request, ResendNotice, invalidNoticeRequest);
  const orderId = pathParameter(request, 'orderId');
  const { event, email } = asked;
  const action = { action: 'resendNotice', orderId, after: { event, toAnotherAddress: email !== undefined } };
  await audited(request, caller, action, () => resendNotice(orderId, key, asked, caller.client));
  return { statusCode: 202 };
});
