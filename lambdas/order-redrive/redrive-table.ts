import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { OrderId } from '../orders/order.ts';
import { batchesOf } from '../runtime/batches.ts';
import { dynamodb, query, transact } from '../runtime/dynamodb.ts';
import { type Read, read } from '../runtime/dynamodb-read.ts';
import { absent, atMost, oneOf, tryWrite, type When, writesTo } from '../runtime/dynamodb-write.ts';
import { eachOf } from '../runtime/each-of.ts';
import { environment } from '../runtime/environment.ts';
import { OutcomeCounts, Redrive, RedriveResult } from './redrive.ts';

/** A redrive as it is stored: its counts are attributes of their own, which grow by themselves. */
const StoredRedrive = z.object({
  ...z.omit(Redrive, { outcomes: true }).shape,
  /** The operator who began it, as their issuer knows them for good, and their roles. */
  who: z.string(),
  roles: z.array(z.string()),
  /** SHA-256 of the request that began it, to tell a repeat from another. */
  requestHash: z.string(),
  /** The order that had its outcome last: they are worked off by their ids. */
  after: z.optional(z.string()),
  /** Who works on it, and until when nobody else does. */
  worker: z.optional(z.string()),
  leasedUntil: z.optional(z.string()),
  ...OutcomeCounts.shape,
});
export type StoredRedrive = Readonly<z.output<typeof StoredRedrive>>;

/**
 * The keys of the Redrives table; all of it is forgotten after 90 days:
 * - `REDRIVES` / the id: a redrive
 * - `CHOSEN#<id>` / `ORDERS`: the orders that it was begun for, if they were named
 * - `REDRIVE#<id>` / `ORDER#<id>`: an order that it is about, and what became of it
 */
const keys = {
  redrives: 'REDRIVES',
  redrive: (id: string) => ({ pk: keys.redrives, sk: id }),
  chosen: (id: string) => ({ pk: `CHOSEN#${id}`, sk: 'ORDERS' }),
  results: (id: string) => `REDRIVE#${id}`,
  result: (id: string, orderId: string) => ({ pk: keys.results(id), sk: `ORDER#${orderId}` }),
} as const;

const keptSeconds = 90 * 86_400;

/** A transaction takes a hundred items; one is the redrive itself. */
export const mostResultsAtOnce = 99;

/** The functions of the Redrives table. */
export type RedriveTable = ReturnType<typeof redriveTable>;

/** The Redrives table: each redrive of failed orders, and what became of each of its orders. */
export function redriveTable(tableName = environment('REDRIVES_TABLE')) {
  const { put, update } = writesTo<StoredRedrive & { readonly expiresAt: number }>(tableName);
  const results = writesTo<RedriveResult & { readonly expiresAt: number }>(tableName);
  const expiresAt = ({ createdAt }: Pick<Redrive, 'createdAt'>) =>
    Math.floor(Date.parse(createdAt) / 1000) + keptSeconds;

  /**
   * Stores a redrive and the orders that were named for it, unless it is stored.
   * @returns the one that stands under its id: this, or an earlier one
   */
  async function add(redrive: StoredRedrive, orders: readonly OrderId[] = []): Promise<StoredRedrive> {
    const forgotten = { expiresAt: expiresAt(redrive) };
    const refusals = await transact([
      put({ ...keys.redrive(redrive.id), ...redrive, ...forgotten }, { pk: absent }),
      put({ ...keys.chosen(redrive.id), orders, ...forgotten }, { pk: absent }),
    ]);
    return refusals === undefined ? redrive : ((await find(redrive.id)) ?? redrive);
  }

  /** The orders that were named for a redrive. */
  async function chosenOrders(id: string): Promise<readonly OrderId[]> {
    const as = (item: object) => z.parse(z.object({ orders: z.array(OrderId) }), item).orders;
    return (await read({ tableName, key: keys.chosen(id), as })) ?? [];
  }

  /** A redrive, strongly consistent. */
  async function find(id: string): Promise<StoredRedrive | undefined> {
    return read(redriveToRead(id));
  }

  function redriveToRead(id: string): Read<StoredRedrive> {
    return { tableName, key: keys.redrive(id), as: (item) => z.parse(StoredRedrive, item) };
  }

  /** The redrives of the last 90 days, the latest first. */
  async function list(): Promise<readonly StoredRedrive[]> {
    const found: StoredRedrive[] = [];
    const all = { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': keys.redrives } };
    for await (const item of query({ TableName: tableName, ...all })) found.push(z.parse(StoredRedrive, item));
    return found.sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  }

  /** Pauses a redrive, or lets it go on. @returns false when it has ended */
  async function move(id: string, state: 'RUNNING' | 'PAUSED'): Promise<boolean> {
    return tryWrite(update(keys.redrive(id), { set: { state }, when: { state: oneOf(['RUNNING', 'PAUSED']) } }));
  }

  /**
   * Takes it on oneself to work on a redrive that runs, until a moment.
   * @returns false when another does, or it does not run
   */
  async function lease(id: string, worker: string, now: Date, until: Date): Promise<boolean> {
    const free: readonly When<StoredRedrive>[] = [
      { state: 'RUNNING', leasedUntil: undefined },
      { state: 'RUNNING', leasedUntil: atMost(now.toISOString()) },
    ];
    return tryWrite(update(keys.redrive(id), { set: { worker, leasedUntil: until.toISOString() }, when: free }));
  }

  /** Lets others work on it. */
  async function release(id: string, worker: string): Promise<void> {
    await tryWrite(update(keys.redrive(id), { remove: ['worker', 'leasedUntil'], when: { worker } }));
  }

  /** Writes down which orders a redrive is about, beside those that are: what has an outcome keeps it. */
  async function addOrders(redrive: StoredRedrive, orderIds: readonly OrderId[]): Promise<void> {
    const write = (orderId: OrderId) =>
      results.put({ ...keys.result(redrive.id, orderId), orderId, expiresAt: expiresAt(redrive) }, { pk: absent });
    await eachOf(batchesOf([...new Set(orderIds)], 100), 5, async (batch) => {
      const refusals = await transact(batch.map(write));
      // A call that was cut off has written some of them, or nobody has and they only met others on their way.
      if (refusals !== undefined) await eachOf(batch, 25, async (orderId) => void (await tryWrite(write(orderId))));
    });
  }

  /** Notes that all orders of a redrive are written down. @returns how many there are */
  async function countOrders(id: string): Promise<number> {
    let orders = 0;
    for await (const _ of query({ ...ofRedrive(id), ProjectionExpression: 'sk' })) orders++;
    await tryWrite(update(keys.redrive(id), { set: { orders }, when: { orders: undefined } }));
    return orders;
  }

  /** A page of the orders of a redrive, by their ids, behind one of them. */
  async function page(
    id: string,
    limit: number,
    after?: string,
  ): Promise<{ readonly results: readonly RedriveResult[]; readonly isLast: boolean }> {
    const { Items = [], LastEvaluatedKey } = await dynamodb.send(
      new QueryCommand({
        ...ofRedrive(id),
        Limit: limit,
        ...(after !== undefined && { ExclusiveStartKey: keys.result(id, after) }),
      }),
    );
    return { results: Items.map((item) => z.parse(RedriveResult, item)), isLast: LastEvaluatedKey === undefined };
  }

  /**
   * Notes what became of orders, all of it or nothing, and of each order once: they come one behind the other.
   * @param last the order that had its outcome last before them
   * @returns false when another worker has gone on with the redrive; nothing was written
   */
  async function record(
    redrive: StoredRedrive,
    worker: string,
    last: string | undefined,
    outcomes: readonly RedriveResult[],
  ): Promise<boolean> {
    const counts = Map.groupBy(outcomes, ({ outcome }) => outcome);
    const add = Object.fromEntries([...counts].map(([outcome, { length }]) => [outcome, length]));
    const refusals = await transact([
      update(keys.redrive(redrive.id), {
        set: { after: outcomes.at(-1)?.orderId },
        add,
        when: { worker, after: last },
      }),
      ...outcomes.map((result) =>
        results.put({ ...keys.result(redrive.id, result.orderId), ...result, expiresAt: expiresAt(redrive) }),
      ),
    ]);
    return refusals === undefined;
  }

  /** Ends a redrive whose orders all have their outcome. */
  async function end(id: string, endedAt: string): Promise<void> {
    const ended = { state: 'DONE', endedAt } as const;
    await tryWrite(update(keys.redrive(id), { set: ended, when: { state: oneOf(['RUNNING', 'PAUSED']) } }));
  }

  function ofRedrive(id: string) {
    return {
      TableName: tableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': keys.results(id) },
      ConsistentRead: true,
    };
  }

  return { add, chosenOrders, find, list, move, lease, release, addOrders, countOrders, page, record, end };
}

/** A redrive as it is told: how many orders had each outcome. */
export function redriveView(stored: StoredRedrive): Redrive {
  return z.parse(Redrive, { ...stored, outcomes: z.parse(OutcomeCounts, stored) });
}
