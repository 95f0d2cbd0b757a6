import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { ArrivalCounts, arrivalsTogether } from '../foresight/arrival-check.ts';
import { OrderId } from '../orders/order.ts';
import { indexShardOf, indexShards } from '../orders/order-keys.ts';
import { batchWrite } from '../runtime/batch-write.ts';
import { dynamodb, isConditionFailure, query, transact } from '../runtime/dynamodb.ts';
import { read } from '../runtime/dynamodb-read.ts';
import { writesTo } from '../runtime/dynamodb-write.ts';
import { environment } from '../runtime/environment.ts';
import { utcDay } from '../runtime/local-day.ts';

/**
 * The DeliveryWatch table:
 * - `DUE#<hour>#<shard>` / the order: an order whose delivery is to be looked at, from a moment of this hour on. Who reads
 *   what is due reads the hours that are, and nothing else. Two entries of an order for the same hour are one
 * - `HOUR` / `FIRST`: the first hour in which there may be entries
 * - `CLOSED#<order>` / `CLOSED`: that an order has been counted, for longer than anybody looks
 * - `MONTH#<month>` / `<carrier>#<country>#<shard>`: how the parcels of a lane did that left in that month
 * - `ARRIVALS#<history>` / `<day>#<shard>`: how the arrivals of a day had been foreseen, by what was learned from that
 *   history
 */
const keys = {
  due: (hour: string, orderId: string) => ({ pk: `DUE#${hour}#${indexShardOf(orderId)}`, sk: orderId }),
  shards: (hour: string) => Array.from({ length: indexShards }, (_, shard) => `DUE#${hour}#${shard}`),
  first: { pk: 'HOUR', sk: 'FIRST' },
  closed: (orderId: string) => ({ pk: `CLOSED#${orderId}`, sk: 'CLOSED' }),
  month: (month: string) => `MONTH#${month}`,
  lane: ({ month, carrier, country }: Lane, orderId: string) => ({
    pk: keys.month(month),
    sk: `${carrier}#${country}#${indexShardOf(orderId)}`,
  }),
  arrivals: (history: string) => `ARRIVALS#${history}`,
  arrivalsOf: (history: string, day: string, orderId: string) => ({
    pk: keys.arrivals(history),
    sk: `${day}#${indexShardOf(orderId)}`,
  }),
} as const;

/** An order that is to be looked at, and when, ISO 8601 UTC. */
export const DueDelivery = z.object({ orderId: OrderId, dueAt: z.string() });
export type DueDelivery = Readonly<z.output<typeof DueDelivery>>;

/** What parcels have in common: who carried them, to where, and in which month they left (`2026-11`). */
export interface Lane {
  readonly month: string;
  readonly carrier: string;
  readonly country: string;
}

const count = z._default(z.int(), 0);

/** How the parcels of a lane did. `days`: of those that were delivered, from the day they left, in sum. */
export const LaneCounts = z.object({
  parcels: count,
  delivered: count,
  late: count,
  lost: count,
  returned: count,
  silent: count,
  days: count,
});
export type LaneCounts = Readonly<z.output<typeof LaneCounts>>;

const StoredLane = z.extend(LaneCounts, { month: z.string(), carrier: z.string(), country: z.string() });
export type LaneScore = Readonly<z.output<typeof StoredLane>>;

/** How the arrival of an order had been foreseen, by what was learned from a history (its SHA-256). */
export interface CheckedArrival {
  readonly history: string;
  readonly counts: ArrivalCounts;
}

const hourMilliseconds = 3_600_000;
const closedForDays = 400;
const arrivalsForDays = 60;

/** The functions of the DeliveryWatch table. */
export type DeliveryWatchTable = ReturnType<typeof deliveryWatchTable>;

/** The DeliveryWatch table; the only place that knows its keys and expressions. */
export function deliveryWatchTable(tableName = environment('DELIVERY_WATCH_TABLE')) {
  const { put, update } = writesTo<LaneScore>(tableName);
  const { update: updateArrivals } = writesTo<ArrivalCounts & { readonly expiresAt: number }>(tableName);

  /** Has an order looked at from a moment on; what is past is due now, lest it stand in an hour that nobody reads again. */
  async function add(orderId: OrderId, at: Date, now: Date): Promise<DueDelivery> {
    const entry = dueAt(orderId, at, now);
    await dynamodb.send(new PutCommand({ TableName: tableName, Item: itemOf(entry) }));
    return entry;
  }

  /** The same with several orders, no two of them the same. @throws ItemsUnwritten worth a retry */
  async function addAll(looks: readonly { readonly orderId: OrderId; readonly at: Date }[], now: Date): Promise<void> {
    const entries = looks.map(({ orderId, at }) => dueAt(orderId, at, now));
    await batchWrite(
      tableName,
      entries.map((entry) => ({ PutRequest: { Item: itemOf(entry) } })),
    );
  }

  /** Takes an entry away that was dealt with, unless another for the same hour has come in its place. */
  async function remove({ orderId, dueAt }: DueDelivery): Promise<void> {
    const command = new DeleteCommand({
      TableName: tableName,
      Key: keys.due(hourOf(dueAt), orderId),
      ConditionExpression: '#dueAt = :dueAt',
      ExpressionAttributeNames: { '#dueAt': 'dueAt' },
      ExpressionAttributeValues: { ':dueAt': dueAt },
    });
    try {
      await dynamodb.send(command);
    } catch (error) {
      if (!isConditionFailure(error)) throw error;
    }
  }

  /** The orders that are due in an hour at a moment, strongly consistent. */
  async function* due(hour: string, now: Date): AsyncGenerator<DueDelivery> {
    for (const pk of keys.shards(hour)) {
      const found = query({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
        ConsistentRead: true,
      });
      for await (const item of found) {
        const entry = z.parse(DueDelivery, item);
        if (entry.dueAt <= now.toISOString()) yield entry;
      }
    }
  }

  /** The first hour in which there may be entries; undefined before the first time. */
  async function firstHour(): Promise<string | undefined> {
    return read({ tableName, key: keys.first, as: ({ hour }) => String(hour) });
  }

  /** Notes that there are none in the hours ahead of this. */
  async function beginAt(hour: string): Promise<void> {
    await dynamodb.send(new PutCommand({ TableName: tableName, Item: { ...keys.first, hour } }));
  }

  /**
   * Counts what became of an order's parcels, and how its arrival had been foreseen, once.
   * @returns whether they were counted by this; undefined when others counted the same at the same moment: worth a retry
   */
  async function close(
    orderId: OrderId,
    lanes: readonly { readonly lane: Lane; readonly counts: LaneCounts }[],
    arrival: CheckedArrival | undefined,
    now: Date,
  ): Promise<boolean | undefined> {
    const inDays = (days: number) => Math.floor(now.getTime() / 1000) + days * 86_400;
    const expiresAt = inDays(closedForDays);
    const day = utcDay(now);
    const refusals = await transact([
      put({ ...keys.closed(orderId), expiresAt }, { pk: undefined }),
      ...lanes.map(({ lane, counts }) => update(keys.lane(lane, orderId), { set: { ...lane }, add: counts })),
      ...(arrival === undefined
        ? []
        : [
            updateArrivals(keys.arrivalsOf(arrival.history, day, orderId), {
              set: { expiresAt: inDays(arrivalsForDays) },
              add: arrival.counts,
            }),
          ]),
    ]);
    return refusals?.some(({ kind }) => kind === 'contention') ? undefined : refusals === undefined;
  }

  /** How the lanes of a month did: of each as many counts as it has shards. */
  async function lanesOf(month: string): Promise<readonly LaneScore[]> {
    const lanes: LaneScore[] = [];
    const found = query({
      TableName: tableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': keys.month(month) },
    });
    for await (const item of found) lanes.push(z.parse(StoredLane, item));
    return lanes;
  }

  /** How the arrivals since a day had been foreseen, by what was learned from a history. */
  async function arrivalsSince(day: string, history: string): Promise<ArrivalCounts> {
    const counts: ArrivalCounts[] = [];
    const found = query({
      TableName: tableName,
      KeyConditionExpression: 'pk = :pk AND sk >= :day',
      ExpressionAttributeValues: { ':pk': keys.arrivals(history), ':day': day },
    });
    for await (const item of found) counts.push(z.parse(ArrivalCounts, item));
    return arrivalsTogether(counts);
  }

  return { add, addAll, remove, due, firstHour, beginAt, close, lanesOf, arrivalsSince };
}

function dueAt(orderId: OrderId, at: Date, now: Date): DueDelivery {
  return { orderId, dueAt: (at > now ? at : now).toISOString() };
}

function itemOf(entry: DueDelivery) {
  return { ...keys.due(hourOf(entry.dueAt), entry.orderId), ...entry };
}

/** The hour of a moment: `2026-11-27T14`. */
export function hourOf(moment: Date | string): string {
  return new Date(moment).toISOString().slice(0, 13);
}

/** The hours from one to another, both among them. */
export function hoursBetween(first: string, last: string): readonly string[] {
  const from = Date.parse(`${first}:00:00.000Z`);
  const hours = Math.floor((Date.parse(`${last}:00:00.000Z`) - from) / hourMilliseconds) + 1;
  return Array.from({ length: Math.max(0, hours) }, (_, index) => hourOf(new Date(from + index * hourMilliseconds)));
}
