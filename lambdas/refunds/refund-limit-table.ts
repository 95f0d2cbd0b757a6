import * as z from 'zod/mini';
import type { OrderId } from '../orders/order.ts';
import { query, transact } from '../runtime/dynamodb.ts';
import { read } from '../runtime/dynamodb-read.ts';
import { above, atMost, below, tryWrite, writesTo } from '../runtime/dynamodb-write.ts';
import { environment } from '../runtime/environment.ts';
import { utcDay } from '../runtime/local-day.ts';
import { StoredApproval } from './refund-approval.ts';
import type { RefundLimit } from './refund-limit.ts';

/** A refund as it counts against the limits of who makes it. */
export interface LimitedRefund {
  readonly id: string;
  readonly orderId: OrderId;
  readonly who: string;
  readonly amount: number;
  readonly currency: string;
  /** When, ISO 8601 UTC: the day is that of UTC. */
  readonly at: string;
}

/** How somebody decides: `by`, as their issuer knows them. */
export interface Decision {
  readonly by: string;
  readonly state: 'APPROVED' | 'REFUSED';
  readonly decidedBy: string;
  readonly decidedAt: string;
}

/** What came of counting a refund. */
type Counting = 'counted' | 'again' | 'another' | 'beyond' | undefined;

/** What was given back within a limit. */
interface Counted {
  readonly sum: number;
  readonly refunds: number;
  /** Of a refund: false once it was refused. */
  readonly isCounted: boolean;
  /** Of a refund: so much. */
  readonly amount: number;
  readonly forgottenAt: number;
}

/**
 * The RefundLimits table:
 * - `REFUND#<id>` / `COUNTED`: a refund that was counted, so that a repeat is not
 * - `ORDER#<id>` / `COUNTED` and `PERSON#<who>` / `<day>#<currency>`: what people have given back on their own
 * - `APPROVALS` / the refund's id: a refund that waits for another person, or was decided
 */
const keys = {
  refund: ({ id }: Pick<LimitedRefund, 'id'>) => ({ pk: `REFUND#${id}`, sk: 'COUNTED' }),
  order: ({ orderId }: LimitedRefund) => ({ pk: `ORDER#${orderId}`, sk: 'COUNTED' }),
  day: ({ who, at, currency }: LimitedRefund) => ({ pk: `PERSON#${who}`, sk: `${utcDay(at)}#${currency}` }),
  approval: (id: string) => ({ pk: 'APPROVALS', sk: id }),
} as const;

/** Days until what was counted or decided is forgotten; the audit keeps it. */
const keptDays = 400;

/** The functions of the RefundLimits table. */
export type RefundLimitTable = ReturnType<typeof refundLimitTable>;

/** The RefundLimits table; the only place that knows its keys and expressions. */
export function refundLimitTable(tableName = environment('REFUND_LIMITS_TABLE')) {
  const counts = writesTo<Counted>(tableName);
  const approvals = writesTo<StoredApproval>(tableName);
  const forgottenAt = (at: string) => Math.floor(Date.parse(at) / 1000) + keptDays * 86_400;

  /**
   * Counts a refund against the limits of an order and of a person's day, all or nothing, once.
   * @returns `counted`; `again` when it was before; `another` when it was with another amount; `beyond` when it would go
   * beyond a limit; undefined when others were counted at the same moment
   */
  async function count(refund: LimitedRefund, limit: RefundLimit): Promise<Counting> {
    const { amount, at } = refund;
    if (amount > limit.perOrder || amount > limit.perDay || limit.refundsPerDay < 1) {
      return (await countedBefore(refund)) ?? 'beyond';
    }
    const set = { forgottenAt: forgottenAt(at) };
    const add = { sum: amount, refunds: 1 };
    const refusals = await transact([
      counts.put({ ...keys.refund(refund), ...set, isCounted: true, amount }, [
        { pk: undefined },
        { isCounted: false },
      ]),
      counts.update(keys.order(refund), {
        set,
        add,
        when: [{ sum: undefined }, { sum: atMost(limit.perOrder - amount) }],
      }),
      counts.update(keys.day(refund), {
        set,
        add,
        when: [{ sum: undefined }, { sum: atMost(limit.perDay - amount), refunds: below(limit.refundsPerDay) }],
      }),
    ]);
    if (refusals === undefined) return 'counted';
    if (refusals[0]?.kind === 'condition') return countedBefore(refund);
    return refusals.some(({ kind }) => kind === 'condition') ? 'beyond' : undefined;
  }

  /** Takes back that a refund was counted: it was refused, and nothing was given back. Once. */
  async function uncount(refund: LimitedRefund): Promise<void> {
    const add = { sum: -refund.amount, refunds: -1 };
    await transact([
      counts.update(keys.refund(refund), { set: { isCounted: false }, when: { isCounted: true } }),
      counts.update(keys.order(refund), { add }),
      counts.update(keys.day(refund), { add }),
    ]);
  }

  async function countedBefore({ id, amount }: LimitedRefund): Promise<'again' | 'another' | undefined> {
    const key = keys.refund({ id });
    const counted = await read({ tableName, key, as: (item) => (item.isCounted === true ? item.amount : undefined) });
    if (counted === undefined) return undefined;
    return counted === amount ? 'again' : 'another';
  }

  /** Asks for an approval, once: what stands there for this refund stays. */
  async function request(approval: StoredApproval): Promise<void> {
    const item = { ...keys.approval(approval.id), ...approval, forgottenAt: forgottenAt(approval.requestedAt) };
    await tryWrite(approvals.put(item, { pk: undefined }));
  }

  /** The approval of a refund, strongly consistent. */
  async function findApproval(id: string): Promise<StoredApproval | undefined> {
    return read({ tableName, key: keys.approval(id), as: (item) => z.parse(StoredApproval, item) });
  }

  /**
   * Decides an approval, once, by somebody else than who asked for it, and in time.
   * @returns false when it was decided, is over, or is their own
   */
  async function decide({ id, who }: Pick<StoredApproval, 'id' | 'who'>, decision: Decision): Promise<boolean> {
    const { by, ...set } = decision;
    if (by === who) return false;
    const when = { state: 'OPEN', who, expiresAt: above(decision.decidedAt) } as const;
    return tryWrite(approvals.update(keys.approval(id), { set, when }));
  }

  /** The approvals that can be decided now, by the refund's id. */
  async function openApprovals(now: string): Promise<readonly StoredApproval[]> {
    const open: StoredApproval[] = [];
    const items = query({
      TableName: tableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': 'APPROVALS' },
    });
    for await (const item of items) {
      const approval = z.parse(StoredApproval, item);
      if (approval.state === 'OPEN' && approval.expiresAt > now) open.push(approval);
    }
    return open;
  }

  return { count, uncount, request, findApproval, decide, openApprovals };
}
