import type { Caller } from '../runtime/caller.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { Problem } from '../runtime/problem.ts';
import { notFound } from '../runtime/problems.ts';
import { approvalNotOpen } from './problems.ts';
import type { RefundOrder } from './refund.ts';
import { type RefundApproval, type RefundDecision, type StoredApproval, shown } from './refund-approval.ts';
import { type RefundLimitTable, refundLimitTable } from './refund-limit-table.ts';
import { refundPayment } from './refund-payment.ts';

/** What deciding touches. */
export interface DecideRefundApprovalPorts {
  readonly limits: Pick<RefundLimitTable, 'findApproval' | 'decide'>;
  readonly refund: (id: string, key: string, asked: RefundOrder) => Promise<unknown>;
  readonly clock: Clock;
}

const production = (): DecideRefundApprovalPorts => ({
  limits: refundLimitTable(),
  refund: refundPayment,
  clock: systemClock,
});

/**
 * Decides a refund that another person has asked for, once; approved, it is made. Safe to run twice: who approves again
 * has it made again, which it is once.
 * @throws Problem not-found; approval-not-open when it is one's own, decided otherwise or over; as refundPayment
 */
export async function decideRefundApproval(
  caller: Caller,
  id: string,
  { approve }: Pick<RefundDecision, 'approve'>,
  { limits, refund, clock }: DecideRefundApprovalPorts = production(),
): Promise<RefundApproval> {
  const asked = await findRefundApproval(id, limits);
  if (caller.subject === asked.who) throw new Problem(approvalNotOpen, 'Another person decides what you asked for.');
  const state = approve ? 'APPROVED' : 'REFUSED';
  const decision = { by: caller.subject, state, decidedBy: caller.name, decidedAt: clock().toISOString() } as const;
  await limits.decide(asked, decision);
  const standing = await findRefundApproval(id, limits);
  if (standing.state !== state) {
    const why =
      standing.state === 'OPEN' ? 'nobody has decided in time' : `${standing.decidedBy} has decided otherwise`;
    throw new Problem(approvalNotOpen, `It is too late: ${why}.`);
  }
  if (approve) await refund(standing.orderId, standing.key, standing.refund);
  return shown(standing);
}

/** @throws Problem not-found */
async function findRefundApproval(id: string, limits: Pick<RefundLimitTable, 'findApproval'>): Promise<StoredApproval> {
  const approval = await limits.findApproval(id);
  if (approval === undefined) throw new Problem(notFound, 'There is no such approval.');
  return approval;
}
