import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { OrderId } from '../orders/order.ts';
import { dynamodb, isConditionFailure, query, type TransactionItem, transact } from '../runtime/dynamodb.ts';
import { read, readTogether } from '../runtime/dynamodb-read.ts';
import { atMost, below, type Put, tryWrite, writesTo } from '../runtime/dynamodb-write.ts';
import { environment } from '../runtime/environment.ts';
import type { EventHead } from './new-events.ts';
import { OrderEvent } from './order-event.ts';

/**
 * The OrderEvents table:
 * - `ORDER#<id>` / `HEAD`: how far the events of an order have been recorded; stays, so that they never begin anew
 * - `ORDER#<id>` / `EVENT#<sequence>`: an event; forgotten after 30 days
 * - `LISTENERS` / who: who wants to know of a storefront's events, or of everybody's
 * - `BEHIND` / the order: an order whose events could not be recorded; the clock tries again
 */
const keys = {
  order: (orderId: string) => `ORDER#${orderId}`,
  head: (orderId: string) => ({ pk: keys.order(orderId), sk: 'HEAD' }),
  event: (orderId: string, sequence: string) => ({ pk: keys.order(orderId), sk: `EVENT#${sequence}` }),
  listener: (storefront: string, name: string) => ({ pk: 'LISTENERS', sk: JSON.stringify([storefront, name]) }),
  behind: (orderId: string) => ({ pk: 'BEHIND', sk: orderId }),
} as const;

/** The name of the listener that reads `GET /events`. */
export const feedListener = 'feed';

/** So long events are kept, in days. */
export const keptDays = 30;

/** Who wants to know of the events of a storefront's orders. */
export const Listener = z.object({
  storefront: z.string(),
  /** What it is called beside the storefront's others: its webhook endpoint, or that it reads `GET /events`. */
  name: z.string(),
  /** Since when, ISO 8601 UTC. */
  since: z.string(),
  /** Of a webhook endpoint: the types of event that it wants; all where none is named. */
  types: z.optional(z.array(z.string())),
});
export type Listener = Readonly<z.output<typeof Listener>>;

const StoredEvent = z.object({ event: OrderEvent });

const StoredHead = z.object({
  sequence: z.int(),
  published: z.int(),
  seen: z.array(z.string()),
  shown: z.string(),
});

/** The functions of the OrderEvents table. */
export type OrderEventTable = ReturnType<typeof orderEventTable>;

/** The OrderEvents table; the only place that knows its keys and expressions. */
export function orderEventTable(tableName = environment('ORDER_EVENTS_TABLE')) {
  const { put, update } = writesTo<EventHead & { expiresAt: number }>(tableName);

  /** How far the events of an order have been recorded, strongly consistent. */
  async function findHead(orderId: OrderId): Promise<EventHead | undefined> {
    return read({ tableName, key: keys.head(orderId), as: (item) => z.parse(StoredHead, item) });
  }

  /**
   * Records events of an order, all or none: each has its place, and no place is taken twice or left out.
   * @returns false when others have been recorded since the head was read; nothing was written
   */
  async function append(
    orderId: OrderId,
    from: EventHead | undefined,
    to: EventHead,
    events: readonly OrderEvent[],
    now: Date,
  ): Promise<boolean> {
    const expiresAt = Math.floor(now.getTime() / 1000) + keptDays * 86_400;
    const when = from === undefined ? { pk: undefined } : { sequence: from.sequence, published: from.published };
    const refusals = await transact([
      put({ ...keys.head(orderId), ...to }, when),
      ...events.map((event) =>
        put(
          {
            ...keys.event(orderId, event.sequence),
            event,
            expiresAt,
            feed: event.storefront,
            feedPosition: `${now.toISOString()}#${orderId}#${event.sequence}`,
          },
          { pk: undefined },
        ),
      ),
    ]);
    return refusals === undefined;
  }

  /** The events of an order behind a place, strongly consistent. */
  async function eventsBehind(orderId: OrderId, sequence: string): Promise<readonly OrderEvent[]> {
    const events: OrderEvent[] = [];
    const found = query({
      TableName: tableName,
      KeyConditionExpression: 'pk = :pk AND sk > :behind',
      ExpressionAttributeValues: { ':pk': keys.order(orderId), ':behind': keys.event(orderId, sequence).sk },
      ConsistentRead: true,
    });
    for await (const { event } of found) if (event !== undefined) events.push(z.parse(OrderEvent, event));
    return events;
  }

  /**
   * Makes a storefront a listener for as long as events are kept, because it reads them itself; what was before the
   * first time is no news to it.
   * @returns whether it has become one just now
   */
  async function listenToFeed(storefront: string, now: Date): Promise<boolean> {
    const listener = { storefront, name: feedListener, since: now.toISOString() };
    const seconds = Math.floor(now.getTime() / 1000);
    const expiresAt = seconds + keptDays * 86_400;
    const key = keys.listener(storefront, listener.name);
    const isNew = await tryWrite(
      put({ ...key, ...listener, expiresAt }, [{ pk: undefined }, { expiresAt: atMost(seconds) }]),
    );
    // Once a day is enough.
    if (!isNew) await tryWrite(update(key, { set: { expiresAt }, when: { expiresAt: atMost(expiresAt - 86_400) } }));
    return isNew;
  }

  /** The events of a storefront behind a position, and recorded before a moment, as they were recorded. */
  async function feed(
    storefront: string,
    after: string,
    before: string,
    limit: number,
  ): Promise<readonly { readonly position: string; readonly event: OrderEvent }[]> {
    const found: { readonly position: string; readonly pk: string; readonly sk: string }[] = [];
    const entries = query({
      TableName: tableName,
      IndexName: 'events-of-storefronts',
      KeyConditionExpression: 'feed = :feed AND feedPosition > :after',
      ExpressionAttributeValues: { ':feed': storefront, ':after': after === '' ? ' ' : after },
      Limit: limit,
    });
    for await (const { pk, sk, feedPosition } of entries) {
      if (String(feedPosition) >= before || found.length === limit) break;
      found.push({ pk: String(pk), sk: String(sk), position: String(feedPosition) });
    }
    const events = await readTogether(
      ...found.map(({ pk, sk }) => ({ tableName, key: { pk, sk }, as: (item: object) => z.parse(StoredEvent, item) })),
    );
    return found.flatMap(({ position }, index) => {
      const event = events[index]?.event;
      return event === undefined ? [] : [{ position, event }];
    });
  }

  /** Notes up to which place everybody was handed the events of an order. */
  async function markPublished(orderId: OrderId, published: number): Promise<void> {
    // Refused: somebody else was further.
    await tryWrite(update(keys.head(orderId), { set: { published }, when: { published: below(published) } }));
  }

  /** Who wants to know of events now, strongly consistent: whose request was answered is heeded. */
  async function listeners(now: Date): Promise<readonly Listener[]> {
    const all: Listener[] = [];
    const found = query({
      TableName: tableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': keys.listener('', '').pk },
      ConsistentRead: true,
    });
    for await (const item of found) {
      if (!(Number(item.expiresAt) <= now.getTime() / 1000)) all.push(z.parse(Listener, item));
    }
    return all;
  }

  /** The write that makes somebody a listener, for good or until they are forgotten (epoch seconds). */
  function listenWrite(listener: Listener, expiresAt?: number): Put {
    const key = keys.listener(listener.storefront, listener.name);
    return put({ ...key, ...listener, ...(expiresAt !== undefined && { expiresAt }) });
  }

  /** The write by which somebody no longer is one. */
  function forgetWrite({ storefront, name }: Pick<Listener, 'storefront' | 'name'>): TransactionItem {
    return { Delete: { TableName: tableName, Key: keys.listener(storefront, name) } };
  }

  /** Notes that the events of an order could not be recorded. */
  async function addBehind(orderId: OrderId, at: Date): Promise<void> {
    await dynamodb.send(
      new PutCommand({ TableName: tableName, Item: { ...keys.behind(orderId), at: at.toISOString() } }),
    );
  }

  /** The orders whose events could not be recorded, and when that was noted last. */
  async function* behind(): AsyncGenerator<{ readonly orderId: OrderId; readonly at: string }> {
    const found = query({
      TableName: tableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': keys.behind('').pk },
      ConsistentRead: true,
    });
    for await (const { sk, at } of found) yield { orderId: sk as OrderId, at: String(at) };
  }

  /** Notes that they were, unless it was noted anew since. */
  async function removeBehind({ orderId, at }: { readonly orderId: OrderId; readonly at: string }): Promise<void> {
    const command = new DeleteCommand({
      TableName: tableName,
      Key: keys.behind(orderId),
      ConditionExpression: '#at = :at',
      ExpressionAttributeNames: { '#at': 'at' },
      ExpressionAttributeValues: { ':at': at },
    });
    try {
      await dynamodb.send(command);
    } catch (error) {
      if (!isConditionFailure(error)) throw error;
    }
  }

  return {
    listenToFeed,
    feed,
    listeners,
    listenWrite,
    forgetWrite,
    findHead,
    append,
    eventsBehind,
    markPublished,
    addBehind,
    behind,
    removeBehind,
  };
}
