import { DeleteCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { OrderId } from '../orders/order.ts';
import { indexShardOf, indexShards } from '../orders/order-keys.ts';
import { dynamodb, isConditionFailure, query } from '../runtime/dynamodb.ts';
import { type Read, read, readTogether } from '../runtime/dynamodb-read.ts';
import { atMost, below, tryWrite, type When, writesTo } from '../runtime/dynamodb-write.ts';
import { environment } from '../runtime/environment.ts';
import { Failure, type FailureClaim, type FailureRefusal } from './failure.ts';

/** That a failure was dealt with: the order went on, was given up, or has its answer in another way. */
const Settlement = z.object({
  failedAt: z.string(),
  /** The redrive that last let the order go on, and how. */
  by: z.optional(z.string()),
  as: z.optional(z.enum(['REDRIVEN', 'STARTED_ANEW'])),
});
export type Settlement = Readonly<z.output<typeof Settlement>>;

/** Where a page of a group ended. */
export const FailurePageEnd = z.object({
  failedAt: z.string().check(z.regex(/^[\x21-\x7e]{1,40}$/)),
  id: z.uuid(),
});
export type FailurePageEnd = Readonly<z.output<typeof FailurePageEnd>>;

/** The index of failures by their group. */
const byGroup = 'failures-by-group';

/** So long it is remembered that a failure was dealt with: longer than anybody tells of it once more. */
const rememberedSeconds = 15 * 86_400;

/**
 * The keys of the Failures table:
 * - `FAILED#<shard>` / `ORDER#<id>`: a failed order; the index `failures-by-group` has it by its group
 * - `ORDER#<id>` / `SETTLED`: that its last failure was dealt with; forgotten after 15 days
 */
const keys = {
  shards: () => Array.from({ length: indexShards }, (_, shard) => `FAILED#${shard}`),
  failure: (orderId: string) => ({ pk: `FAILED#${indexShardOf(orderId)}`, sk: `ORDER#${orderId}` }),
  settled: (orderId: string) => ({ pk: `ORDER#${orderId}`, sk: 'SETTLED' }),
} as const;

/** The functions of the Failures table. */
export type FailureTable = ReturnType<typeof failureTable>;

/**
 * The Failures table: the orders whose execution failed and that have not gone on since. Small, however many orders there
 * are.
 */
export function failureTable(tableName = environment('FAILURES_TABLE')) {
  const { put, update } = writesTo<Failure & { readonly expiresAt: number }>(tableName);

  /**
   * Notes a failure, in the place of an earlier one of the order.
   * @returns false when it, or a later one, stands there or was dealt with already; nothing was written
   */
  async function note(failure: Failure): Promise<boolean> {
    // Status events may come twice, and late.
    const settled = await findSettlement(failure.orderId);
    if (settled !== undefined && settled.failedAt >= failure.failedAt) return false;
    return tryWrite(
      put({ ...keys.failure(failure.orderId), ...failure }, [
        { failedAt: undefined },
        { failedAt: below(failure.failedAt) },
      ]),
    );
  }

  function failureToRead(orderId: string): Read<Failure> {
    return { tableName, key: keys.failure(orderId), as: (item) => z.parse(Failure, item) };
  }

  /** The failure of an order, strongly consistent; nothing when it has none that is not dealt with. */
  async function find(orderId: string): Promise<Failure | undefined> {
    return read(failureToRead(orderId));
  }

  /** That the last failure of an order was dealt with, strongly consistent. */
  async function findSettlement(orderId: string): Promise<Settlement | undefined> {
    return read({ tableName, key: keys.settled(orderId), as: (item) => z.parse(Settlement, item) });
  }

  /** Every failure; may be a moment behind. */
  async function all(): Promise<readonly Failure[]> {
    const shards = keys.shards().map(async (shard) => {
      const found: Failure[] = [];
      const ofShard = { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': shard } };
      for await (const { pk: _pk, sk: _sk, ...failure } of query({ TableName: tableName, ...ofShard })) {
        // Ten thousand times over: what this module wrote needs no second look.
        found.push(failure as Failure);
      }
      return found;
    });
    return (await Promise.all(shards)).flat();
  }

  /** A page of the failures of a group, the oldest first; may be a moment behind. */
  async function page(
    group: string,
    limit: number,
    from?: FailurePageEnd,
  ): Promise<{ readonly failures: readonly Failure[]; readonly end: FailurePageEnd | undefined }> {
    const { Items = [], LastEvaluatedKey } = await dynamodb.send(
      new QueryCommand({
        TableName: tableName,
        IndexName: byGroup,
        KeyConditionExpression: '#group = :group',
        ExpressionAttributeNames: { '#group': 'group' },
        ExpressionAttributeValues: { ':group': group },
        Limit: limit,
        ...(from && { ExclusiveStartKey: { ...keys.failure(from.id), group, failedAt: from.failedAt } }),
      }),
    );
    const found = await readTogether(...Items.map(({ sk }) => failureToRead(orderIdIn(sk))));
    // What has been dealt with since, or failed elsewhere, is not in the group any more.
    const failures = found.filter((failure) => failure !== undefined).filter((failure) => failure.group === group);
    if (LastEvaluatedKey === undefined) return { failures, end: undefined };
    return { failures, end: { failedAt: String(LastEvaluatedKey.failedAt), id: orderIdIn(LastEvaluatedKey.sk) } };
  }

  /**
   * Takes it on oneself to deal with a failure, as it was seen.
   * @returns false when it was dealt with, is a later one, or another is at it
   */
  async function claim({ orderId, failedAt }: Failure, claim: FailureClaim, now: Date): Promise<boolean> {
    const free: readonly When<Failure>[] = [
      { failedAt, claimedUntil: undefined },
      { failedAt, claimedUntil: atMost(now.toISOString()) },
      { failedAt, claimId: claim.claimId },
    ];
    return tryWrite(update(keys.failure(orderId), { set: claim, when: free }));
  }

  /** Lets others deal with a failure that could not be dealt with, and says why not. */
  async function refuse({ orderId, failedAt }: Failure, refusal: FailureRefusal): Promise<void> {
    const remove = ['claimedBy', 'claimId', 'claimedUntil'] as const;
    const when = { failedAt, claimId: refusal.redriveId };
    await tryWrite(update(keys.failure(orderId), { set: { refusal }, remove, when }));
  }

  /**
   * Takes a failure out: it was dealt with, as it was or an earlier one. A later one stays. Safe to run twice.
   * @param redrive which let the order go on, and how, if one did
   */
  async function settle(
    orderId: OrderId,
    failedAt: string,
    now: Date,
    redrive: Pick<Settlement, 'by' | 'as'> = {},
  ): Promise<void> {
    const { update } = writesTo<Settlement & { readonly expiresAt: number }>(tableName);
    const key = keys.settled(orderId);
    const expiresAt = Math.floor(now.getTime() / 1000) + rememberedSeconds;
    // First: should it be cut off here, the failure is dealt with once more, which changes nothing.
    const isNews = await tryWrite(
      update(key, {
        set: { failedAt, expiresAt, ...redrive },
        when: [{ failedAt: undefined }, { failedAt: below(failedAt) }],
      }),
    );
    // Its status event was here before.
    if (!isNews && redrive.by !== undefined) await tryWrite(update(key, { set: redrive }));
    await removeUntil(orderId, failedAt);
  }

  async function removeUntil(orderId: OrderId, failedAt: string): Promise<void> {
    try {
      await dynamodb.send(
        new DeleteCommand({
          TableName: tableName,
          Key: keys.failure(orderId),
          ConditionExpression: 'failedAt <= :failedAt',
          ExpressionAttributeValues: { ':failedAt': failedAt },
        }),
      );
    } catch (error) {
      if (!isConditionFailure(error)) throw error;
    }
  }

  /** Notes what is known of a failure by now: its step, or that its hold ends later. */
  async function change(
    { orderId, failedAt }: Pick<Failure, 'orderId' | 'failedAt'>,
    changes: Partial<Pick<Failure, 'step' | 'group' | 'holdEndsAt'>>,
  ): Promise<void> {
    await tryWrite(update(keys.failure(orderId), { set: changes, when: { failedAt } }));
  }

  return { note, find, findSettlement, all, page, claim, refuse, settle, change };
}

function orderIdIn(sk: unknown): OrderId {
  return String(sk).slice('ORDER#'.length) as OrderId;
}
