import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type * as z from 'zod/mini';
import { rolesOf } from '../access/roles.ts';
import { OrderId } from '../orders/order.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import type { Caller } from '../runtime/caller.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { againIfOvertaken } from '../runtime/contention.ts';
import { keyReused } from '../runtime/idempotency-key.ts';
import { Problem } from '../runtime/problem.ts';
import { notFound, serviceUnavailable } from '../runtime/problems.ts';
import { approvalNotOpen } from './problems.ts';
import type { RefundedOrder, RefundOrder } from './refund.ts';
import { type RefundApproval, type StoredApproval, shown } from './refund-approval.ts';
import { refundIdFor } from './refund-id.ts';
import { limitOf, type RefundLimits, stageLimits } from './refund-limit.ts';
import { type RefundLimitTable, refundLimitTable } from './refund-limit-table.ts';
import { refundPayment } from './refund-payment.ts';

/** What a refund by a person touches. */
export interface RefundByPersonPorts {
  readonly orders: Pick<OrderTable, 'findOrder'>;
  readonly limits: RefundLimitTable;
  readonly stageLimits: () => RefundLimits;
  readonly refund: (id: string, key: string, asked: RefundOrder) => Promise<Refunded>;
  readonly clock: Clock;
  readonly pause: (milliseconds: number) => Promise<void>;
}

type Refunded = z.output<typeof RefundedOrder>;

const production = (): RefundByPersonPorts => ({
  orders: orderTable(),
  limits: refundLimitTable(),
  stageLimits,
  refund: refundPayment,
  clock: systemClock,
  pause: (milliseconds) => setTimeout(milliseconds),
});

/** So long another person has time to approve. */
const openMilliseconds = 3 * 86_400_000;

/** What became of a refund that a person asked for: it is made, or waits for another person. */
export type ByPerson = { readonly refunded: Refunded } | { readonly approval: RefundApproval };

/**
 * Gives money back as a person asks for it: at once within the limits of their roles, which are counted ahead of it by
 * one conditional write, so that no two refunds at once go beyond them; else once another person has approved it. Once
 * per key, and safe to run twice.
 * @throws Problem as refundPayment; idempotency-key-reused where another refund was counted or asked for under the key;
 * approval-not-open when it was refused, or nobody has approved it in time
 */
export async function refundByPerson(
  caller: Caller,
  id: string,
  key: string,
  asked: RefundOrder,
  ports: RefundByPersonPorts = production(),
): Promise<ByPerson> {
  const { orders, limits, refund, clock, pause } = ports;
  const orderId = OrderId.safeParse(id);
  const order = orderId.success ? await orders.findOrder(orderId.data) : undefined;
  if (order === undefined) throw new Problem(notFound, 'There is no such order.');
  const at = clock().toISOString();
  const { amount, reason } = asked;
  const { currency } = order;
  const counted = { id: refundIdFor(order.id, key), orderId: order.id, who: caller.subject, amount, currency, at };

  const standing = await limits.findApproval(counted.id);
  if (standing !== undefined) return afterApproval(standing, key, asked, ports);
  const limit = limitOf(rolesOf(caller), ports.stageLimits());
  const outcome = await againIfOvertaken(() => limits.count(counted, limit), pause);
  if (outcome === undefined) throw new Problem(serviceUnavailable, 'Others were quicker. Repeat with the same key.');
  if (outcome === 'another') throw reused();
  if (outcome === 'beyond') {
    const expiresAt = new Date(Date.parse(at) + openMilliseconds).toISOString();
    const { id: approvalId } = counted;
    const of = { id: approvalId, orderId: order.id, number: order.number, amount, currency, reason };
    const approval = { ...of, requestedBy: caller.name, requestedAt: at, expiresAt, state: 'OPEN' as const };
    await limits.request({ ...approval, who: caller.subject, key, refund: asked });
    return { approval };
  }
  try {
    return { refunded: await refund(order.id, key, asked) };
  } catch (error) {
    // Nothing was given back, so nothing counts; a call that is cut off leaves it counted, which is the safe side.
    if (outcome === 'counted' && error instanceof Problem && error.status < 500) await limits.uncount(counted);
    throw error;
  }
}

const reused = () => keyReused('a refund with another content');

/** The refund that was approved, made; or the approval as it stands. */
async function afterApproval(
  standing: StoredApproval,
  key: string,
  asked: RefundOrder,
  { refund, clock }: Pick<RefundByPersonPorts, 'refund' | 'clock'>,
): Promise<ByPerson> {
  const isSame = isDeepStrictEqual(standing.refund, asked);
  // What another person approved is made, and nothing else.
  if (standing.state !== 'REFUSED' && !isSame) throw reused();
  if (standing.state === 'APPROVED') return { refunded: await refund(standing.orderId, key, asked) };
  if (standing.state === 'OPEN' && standing.expiresAt > clock().toISOString()) return { approval: shown(standing) };
  const why = standing.state === 'REFUSED' ? `was refused by ${standing.decidedBy}` : 'was not approved in time';
  throw new Problem(approvalNotOpen, `This refund ${why}. Ask anew with a new Idempotency-Key.`);
}
