import { audited } from '../audit/audited.ts';
import { getOrder } from '../order-tracking/get-order.ts';
import { demandUnchanged } from '../payments/demand-unchanged.ts';
import { bodyOf } from '../runtime/body.ts';
import { http, json } from '../runtime/http.ts';
import { pathParameter } from '../runtime/http-request.ts';
import { idempotencyKeyOf } from '../runtime/idempotency-key.ts';
import { cancelLines, cancellationIdFor } from './cancel-lines.ts';
import { cancelOrder } from './cancel-order.ts';
import { CancellationRequest, namesLines } from './cancellation-request.ts';
import { invalidCancellation } from './problems.ts';

/**
 * Route `POST /orders/{orderId}/cancellation`: calls an order off, which repeating does not change; or some of its
 * lines, once per Idempotency-Key.
 */
export const handler = http(async (request, caller) => {
  const cancellation = bodyOf(request, CancellationRequest, invalidCancellation);
  const id = pathParameter(request, 'orderId');
  const { reason, text, lines } = cancellation;
  const asked = {
    action: 'cancelOrder',
    orderId: id,
    reason: text === undefined ? reason : `${reason}: ${text}`,
    after: { reason, lines: lines ?? 'all' },
  };
  const orderId = await audited(request, caller, asked, async () => {
    if (!namesLines(cancellation)) {
      await demandUnchanged(request, caller, id, ({ order }) => order.status === 'CANCELLED');
      return cancelOrder(caller, id, cancellation);
    }
    const key = idempotencyKeyOf(request);
    await demandUnchanged(request, caller, id, ({ order: { id, lineCancellations = [] } }) =>
      lineCancellations.some((cancelled) => cancelled.id === cancellationIdFor(id, key)),
    );
    return cancelLines(id, { caller, key, request: cancellation });
  });
  return json(200, await getOrder(caller, orderId));
});
