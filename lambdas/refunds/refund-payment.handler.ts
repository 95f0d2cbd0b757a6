import { isStaffClient } from '../access/scopes.ts';
import { audited } from '../audit/audited.ts';
import { demandUnchanged } from '../payments/demand-unchanged.ts';
import { bodyOf } from '../runtime/body.ts';
import { http, json } from '../runtime/http.ts';
import { pathParameter } from '../runtime/http-request.ts';
import { idempotencyKeyOf } from '../runtime/idempotency-key.ts';
import { invalidRefund } from './problems.ts';
import { RefundOrder } from './refund.ts';
import { type ByPerson, refundByPerson } from './refund-by-person.ts';
import { refundIdFor } from './refund-id.ts';
import { refundPayment } from './refund-payment.ts';

/**
 * Route `POST /orders/{orderId}/refunds`, for staff: gives money back, once per Idempotency-Key. Of a person beyond
 * their limits, once another has approved it.
 */
export const handler = http(async (request, caller) => {
  const key = idempotencyKeyOf(request);
  const refund = bodyOf(request, RefundOrder, invalidRefund);
  const orderId = pathParameter(request, 'orderId');
  const { reason, ...after } = refund;
  const give = async (): Promise<ByPerson> => {
    await demandUnchanged(request, caller, orderId, ({ order, payment }) =>
      (payment?.refunds ?? []).some(({ id }) => id === refundIdFor(order.id, key)),
    );
    return isStaffClient(caller)
      ? { refunded: await refundPayment(orderId, key, refund) }
      : refundByPerson(caller, orderId, key, refund);
  };
  const outcome = await audited(request, caller, { action: 'refundOrder', orderId, reason, after }, give, {
    detailOf: (given) => ('approval' in given ? 'approval-requested' : undefined),
  });
  return 'approval' in outcome ? json(202, outcome.approval) : json(200, outcome.refunded);
});
