import { audited } from '../audit/audited.ts';
import { bodyOf } from '../runtime/body.ts';
import { http, json } from '../runtime/http.ts';
import { pathParameter } from '../runtime/http-request.ts';
import { decideRefundApproval } from './decide-refund-approval.ts';
import { invalidRefund } from './problems.ts';
import { RefundDecision } from './refund-approval.ts';
import { refundLimitTable } from './refund-limit-table.ts';

/** Route `POST /operations/refund-approvals/{approvalId}/decision`: approves what another person asked for, or refuses. */
export const handler = http(async (request, caller) => {
  const { approve, reason } = bodyOf(request, RefundDecision, invalidRefund);
  const id = pathParameter(request, 'approvalId');
  const approval = await refundLimitTable().findApproval(id);
  const asked = {
    ...{ action: 'decideRefundApproval', about: id, reason, after: { approve } },
    ...(approval && {
      orderId: approval.orderId,
      before: { askedBy: approval.who, amount: approval.amount, currency: approval.currency },
    }),
  };
  return json(200, await audited(request, caller, asked, () => decideRefundApproval(caller, id, { approve })));
});
