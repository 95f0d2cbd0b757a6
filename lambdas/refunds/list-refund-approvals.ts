import { type Clock, systemClock } from '../runtime/clock.ts';
import { type RefundApproval, shown } from './refund-approval.ts';
import { type RefundLimitTable, refundLimitTable } from './refund-limit-table.ts';

/** What listing approvals touches. */
export interface ListRefundApprovalsPorts {
  readonly limits: Pick<RefundLimitTable, 'openApprovals'>;
  readonly clock: Clock;
}

const production = (): ListRefundApprovalsPorts => ({ limits: refundLimitTable(), clock: systemClock });

/** The approvals that can be decided now. */
export async function listRefundApprovals(
  { limits, clock }: ListRefundApprovalsPorts = production(),
): Promise<readonly RefundApproval[]> {
  return (await limits.openApprovals(clock().toISOString())).map(shown);
}
