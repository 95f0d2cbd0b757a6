import { GetCommand, PutCommand, ScanCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { dynamodb, type ItemUpdate, isConditionFailure, query } from '../runtime/dynamodb.ts';
import { environment } from '../runtime/environment.ts';
import type { Cancellation } from './cancellation.ts';
import type { Holds } from './holds.ts';
import { type NoticeEvent, storedEvent } from './notice-event.ts';
import { type NoticeChannel, NoticeMarker } from './notice-marker.ts';
import { Order, OrderContent, type OrderId, type OrderLine, type Shortage, type TimelineEntry } from './order.ts';
import { isOpen, type OrderStatus, orderStatuses, statusesBefore } from './order-status.ts';

/**
 * The Orders table. One partition per order:
 * - `ORDER`: what changes (status, hold, timeline); small, because every status change writes it whole
 * - `CONTENT#000`, `CONTENT#001`, …: what never changes (lines, contact, address), split so that no item nears 400 KB
 * - `NOTICE#<event>#<channel>`: the send-once marker of one notice
 *
 * The sparse index `open-orders` holds the orders that have no answer yet, `holding-orders` those that hold stock, each over
 * `indexShards` partitions. Orders that an earlier version wrote join `holding-orders` by `indexHolding`; `HOLDING` says how far that is.
 */
const keys = {
  partition: (orderId: string) => `ORDER#${orderId}`,
  order: 'ORDER',
  content: (index: number) => `CONTENT#${String(index).padStart(3, '0')}`,
  notice: (event: NoticeEvent, channel: NoticeChannel) => `NOTICE#${storedEvent(event)}#${channel}`,
  holdingIndex: { pk: 'INDEX#holding-orders', sk: 'HOLDING' },
} as const;

const indexShards = 10;
const linesPerItem = 200;
const batchSize = 100;

/** All that is stored of one order. */
export interface OrderRecord {
  readonly order: Order | undefined;
  readonly content: OrderContent | undefined;
  readonly notices: readonly NoticeMarker[];
}

/** The functions of the Orders table. */
export type OrderTable = ReturnType<typeof orderTable>;

/** The Orders table; the only place that knows its keys and expressions. */
export function orderTable(tableName = environment('ORDERS_TABLE')) {
  const orderKey = (orderId: string) => ({ pk: keys.partition(orderId), sk: keys.order });

  /** Everything of one order, strongly consistent. */
  async function find(orderId: string): Promise<OrderRecord> {
    const items: Readonly<Record<string, unknown>>[] = [];
    const ofOrder = {
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': keys.partition(orderId) },
    };
    for await (const item of query({ TableName: tableName, ...ofOrder, ConsistentRead: true })) items.push(item);

    const ofType = (prefix: string) => items.filter(({ sk }) => String(sk).startsWith(prefix));
    const order = items.find(({ sk }) => sk === keys.order);
    const contents = ofType('CONTENT#');
    return {
      order: order && orderFromItem(order),
      content:
        contents.length === 0
          ? undefined
          : z.parse(OrderContent, { ...contents[0], lines: contents.flatMap(({ lines }) => lines as OrderLine[]) }),
      notices: ofType('NOTICE#').map((item) => z.parse(NoticeMarker, item)),
    };
  }

  /** The changing part of one order, strongly consistent. */
  async function findOrder(orderId: string): Promise<Order | undefined> {
    const { Item } = await dynamodb.send(
      new GetCommand({ TableName: tableName, Key: orderKey(orderId), ConsistentRead: true }),
    );
    return Item && orderFromItem(Item);
  }

  /**
   * Writes the content of a new order, all of it or nothing.
   * @returns false when an order of this id has content already; nothing was written
   */
  async function addContent(content: OrderContent): Promise<boolean> {
    const { lines, ...head } = content;
    const puts = Array.from({ length: Math.ceil(lines.length / linesPerItem) }, (_, index) => ({
      TableName: tableName,
      Item: {
        pk: keys.partition(content.id),
        sk: keys.content(index),
        ...(index === 0 ? head : {}),
        lines: lines.slice(index * linesPerItem, (index + 1) * linesPerItem),
      },
      // An order's content is written once: a repeated or competing request never changes what was bought.
      ConditionExpression: 'attribute_not_exists(pk)',
    }));
    const [only] = puts;
    try {
      // A transaction costs twice as much as a put, and nearly every order fits into one item.
      if (puts.length === 1 && only !== undefined) await dynamodb.send(new PutCommand(only));
      else await dynamodb.send(new TransactWriteCommand({ TransactItems: puts.map((Put) => ({ Put })) }));
      return true;
    } catch (error) {
      if (isConditionFailure(error) || isCancelledByCondition(error)) return false;
      throw error;
    }
  }

  /**
   * Writes the changing part of a new order, PENDING, and lists it in `open-orders`.
   * Does nothing when it is there already.
   */
  async function addOrder(content: OrderContent): Promise<void> {
    const { id, storefront, currency, total, payment, createdAt } = content;
    const order: Order = {
      id,
      storefront,
      status: 'PENDING',
      currency,
      total,
      payment,
      createdAt,
      timeline: [{ at: createdAt, event: 'ORDER_ACCEPTED' }],
      heldSkus: 0,
      holdVersion: 0,
    };
    try {
      await dynamodb.send(
        new PutCommand({
          TableName: tableName,
          Item: { ...orderKey(id), ...order, openShard: openShardOf(id), openSince: createdAt },
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      );
    } catch (error) {
      if (!isConditionFailure(error)) throw error;
    }
  }

  /**
   * The write that changes what an order holds, from what it was read to hold. The mark and the stock move together, so no
   * unit is held twice, and nothing is held for an order that has ended.
   * @param expiresAt when the hold ends, ISO 8601 UTC
   * @param reserved moves the order to RESERVED as well
   */
  function holdUpdate(
    from: Pick<Order, 'id' | 'holdVersion'>,
    holds: Holds,
    expiresAt: string,
    reserved: TimelineEntry | undefined,
  ): ItemUpdate {
    const expires = {
      set: ', holdExpiresAt = :expires, heldShard = :heldShard',
      remove: [],
      values: { ':expires': expiresAt, ':heldShard': heldShardOf(from.id) },
    };
    if (reserved === undefined) return holdsUpdate(from, ['PENDING'], holds, expires);
    return holdsUpdate(from, ['PENDING'], holds, {
      set: `${expires.set}, #status = :reserved, timeline = list_append(timeline, :entry)`,
      remove: ['shortages'],
      values: { ...expires.values, ':reserved': 'RESERVED' satisfies OrderStatus, ':entry': [reserved] },
    });
  }

  /** The write that notes that an order which has ended holds less than before. */
  function giveUpUpdate(from: Pick<Order, 'id' | 'holdVersion'>, of: readonly OrderStatus[], holds: Holds): ItemUpdate {
    const remove = holds.heldSkus === 0 ? ['holdExpiresAt', 'heldShard'] : ['holdExpiresAt'];
    return holdsUpdate(from, of, holds, { set: '', remove, values: {} });
  }

  /**
   * The write that notes that an order got units which were backordered; as long as it stands as it was read.
   * @param arrivedAt when the last of them came, ISO 8601 UTC; absent while more are to come
   */
  function allocateUpdate(
    from: Pick<Order, 'id' | 'holdVersion' | 'status'>,
    holds: Holds,
    arrivedAt: string | undefined,
  ): ItemUpdate {
    const arrived = arrivedAt && {
      set: ', timeline = list_append(timeline, :entry)',
      remove: [],
      values: { ':entry': [{ at: arrivedAt, event: 'BACKORDERED_ITEMS_ARRIVED' }] },
    };
    return holdsUpdate(from, [from.status], holds, arrived || undefined);
  }

  function holdsUpdate(
    { id, holdVersion }: Pick<Order, 'id' | 'holdVersion'>,
    statuses: readonly OrderStatus[],
    { heldSkus, heldFrom, backorderedLines: late }: Holds,
    also: { set: string; remove: readonly string[]; values: Record<string, unknown> } = {
      set: '',
      remove: [],
      values: {},
    },
  ): ItemUpdate {
    const given = { heldFrom, late };
    const present = (['heldFrom', 'late'] as const).filter((name) => given[name] !== undefined);
    const absent = (['heldFrom', 'late'] as const).filter((name) => given[name] === undefined);
    const status = oneOf(statuses);
    return {
      TableName: tableName,
      Key: orderKey(id),
      ConditionExpression: `holdVersion = :version AND ${status.condition}`,
      UpdateExpression: `SET heldSkus = :heldSkus, holdVersion = :next${present
        .map((name) => `, ${name} = :${name}`)
        .join(
          '',
        )}${also.set}${[...absent, ...also.remove].map((name, index) => `${index === 0 ? ' REMOVE ' : ', '}${name}`).join('')}`,
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: {
        ...status.values,
        ':version': holdVersion,
        ':next': holdVersion + 1,
        ':heldSkus': heldSkus,
        ...Object.fromEntries(present.map((name) => [`:${name}`, given[name]])),
        ...also.values,
      },
    };
  }

  /** Notes what an order is short of, for the answer to the customer. */
  async function recordShortages(orderId: OrderId, shortages: readonly Shortage[]): Promise<void> {
    await updateUnless(isConditionFailure, {
      TableName: tableName,
      Key: orderKey(orderId),
      ConditionExpression: '#status = :pending',
      UpdateExpression: 'SET shortages = :shortages',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':pending': 'PENDING', ':shortages': shortages },
    });
  }

  /**
   * Ends the wait for an answer: moves an order to CONFIRMED, or to REJECTED with its reason, takes it off `open-orders`
   * and, when confirmed, keeps its stock for good.
   * @param seen only if its hold still ends when it was seen to
   * @returns false when its status or its hold does not allow that; nothing was written
   */
  async function end(
    orderId: OrderId,
    to: { status: 'CONFIRMED' } | { status: 'REJECTED'; rejection: NonNullable<Order['rejection']> },
    entry: TimelineEntry,
    seen?: Pick<Order, 'holdExpiresAt'>,
  ): Promise<boolean> {
    const { condition, values } = oneOf(statusesBefore(to.status));
    const hold = seen === undefined ? undefined : holdEndingAt(seen.holdExpiresAt);
    const rejection = to.status === 'REJECTED' ? { ':rejection': to.rejection } : {};
    return updateUnless(isConditionFailure, {
      TableName: tableName,
      Key: orderKey(orderId),
      ConditionExpression: `${condition}${hold?.condition ?? ''}`,
      UpdateExpression: `SET #status = :to, timeline = list_append(timeline, :entry)${
        to.status === 'REJECTED' ? ', rejection = :rejection' : ''
      } REMOVE openShard, openSince, holdExpiresAt`,
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: {
        ...values,
        ...hold?.values,
        ':to': to.status,
        ':entry': [entry],
        ...rejection,
      },
    });
  }

  /**
   * Cancels an order that has not ended otherwise, and takes it off `open-orders`. What it holds is released afterwards.
   * @returns false when its status does not allow that; nothing was written
   */
  async function cancel(orderId: OrderId, cancellation: Cancellation): Promise<boolean> {
    const { condition, values } = oneOf(statusesBefore('CANCELLED'));
    return updateUnless(isConditionFailure, {
      TableName: tableName,
      Key: orderKey(orderId),
      ConditionExpression: condition,
      UpdateExpression:
        'SET #status = :to, cancellation = :cancellation, timeline = list_append(timeline, :entry) REMOVE openShard, openSince, holdExpiresAt',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: {
        ...values,
        ':to': 'CANCELLED' satisfies OrderStatus,
        ':cancellation': cancellation,
        ':entry': [{ at: cancellation.at, event: 'ORDER_CANCELLED', detail: cancellation.reason }],
      },
    });
  }

  /**
   * Moves a confirmed order to SHIPPED, unless units of it are still to come. Its stock is taken out of the warehouse afterwards.
   * @returns false when its status or its backordered units do not allow that; nothing was written
   */
  async function ship(orderId: OrderId, at: string): Promise<boolean> {
    const { condition, values } = oneOf(statusesBefore('SHIPPED'));
    return updateUnless(isConditionFailure, {
      TableName: tableName,
      Key: orderKey(orderId),
      ConditionExpression: `${condition} AND attribute_not_exists(late)`,
      UpdateExpression: 'SET #status = :to, timeline = list_append(timeline, :entry)',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: {
        ...values,
        ':to': 'SHIPPED' satisfies OrderStatus,
        ':entry': [{ at, event: 'ORDER_SHIPPED' }],
      },
    });
  }

  /**
   * Lets the hold of an open order end at `until` (ISO 8601 UTC). A hold only ever grows.
   * @returns false when it lasts as long already, or the order has ended; nothing was written
   */
  async function extendHold(orderId: OrderId, until: string): Promise<boolean> {
    return updateUnless(isConditionFailure, {
      TableName: tableName,
      Key: orderKey(orderId),
      ConditionExpression: '#status IN (:pending, :reserved) AND holdExpiresAt < :until',
      UpdateExpression: 'SET holdExpiresAt = :until',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':pending': 'PENDING', ':reserved': 'RESERVED', ':until': until },
    });
  }

  /** Notes when the execution of an order failed, unless the order has its answer or is not there. */
  async function noteFailure(orderId: OrderId, failedAt: string): Promise<void> {
    const { condition, values } = oneOf(orderStatuses.filter(isOpen));
    await updateUnless(isConditionFailure, {
      TableName: tableName,
      Key: orderKey(orderId),
      ConditionExpression: condition,
      UpdateExpression: 'SET failedAt = :at',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ...values, ':at': failedAt },
    });
  }

  /** The ids of the orders that hold stock; may be a moment behind. */
  async function* holding(): AsyncGenerator<OrderId> {
    for (let shard = 0; shard < indexShards; shard++) {
      const found = query({
        TableName: tableName,
        IndexName: 'holding-orders',
        KeyConditionExpression: 'heldShard = :shard',
        ExpressionAttributeValues: { ':shard': `HELD#${shard}` },
      });
      for await (const { pk } of found) yield orderIdIn(pk);
    }
  }

  /**
   * Puts the orders into `holding-orders` that an earlier version of this service left holding stock; goes on where it stopped. A look
   * at one item once they are all in.
   * @param timeIsLeft whether a further page can be begun
   * @returns whether they are all in
   */
  async function indexHolding(timeIsLeft: () => boolean): Promise<boolean> {
    const { Item } = await dynamodb.send(
      new GetCommand({ TableName: tableName, Key: keys.holdingIndex, ConsistentRead: true }),
    );
    let from = Item?.from as Record<string, unknown> | undefined;
    if (Item !== undefined && from === undefined) return true;
    do {
      if (!timeIsLeft()) return false;
      const { Items = [], LastEvaluatedKey } = await dynamodb.send(
        new ScanCommand({
          TableName: tableName,
          FilterExpression: 'heldSkus > :none AND attribute_not_exists(heldShard)',
          ExpressionAttributeValues: { ':none': 0 },
          ConsistentRead: true,
          ExclusiveStartKey: from,
        }),
      );
      for (const { pk } of Items) await markHolding(orderIdIn(pk));
      from = LastEvaluatedKey;
      await dynamodb.send(
        new PutCommand({ TableName: tableName, Item: { ...keys.holdingIndex, ...(from && { from }) } }),
      );
    } while (from !== undefined);
    return true;
  }

  async function markHolding(orderId: OrderId): Promise<void> {
    await updateUnless(isConditionFailure, {
      TableName: tableName,
      Key: orderKey(orderId),
      ConditionExpression: 'heldSkus > :none',
      UpdateExpression: 'SET heldShard = :shard',
      ExpressionAttributeValues: { ':none': 0, ':shard': heldShardOf(orderId) },
    });
  }

  /** The ids of the orders without an answer that were accepted before `before` (ISO 8601 UTC), and not before `from`, oldest first. */
  async function findOpenSince(before: string, from?: string): Promise<readonly OrderId[]> {
    const shards = Array.from({ length: indexShards }, (_, shard) => `OPEN#${shard}`);
    const open = (await Promise.all(shards.map((shard) => openIn(shard, before, from)))).flat();
    return open.sort((a, b) => (a.since < b.since ? -1 : 1)).map(({ id }) => id);
  }

  /** The PENDING orders that were accepted at or after `from` and before `before` (ISO 8601 UTC), oldest first. */
  async function findPending(accepted: { readonly from?: string; readonly before: string }): Promise<readonly Order[]> {
    const open = await findOpenSince(accepted.before, accepted.from);
    const pending: Order[] = [];
    for (let start = 0; start < open.length; start += batchSize) {
      const orders = await Promise.all(open.slice(start, start + batchSize).map((id) => findOrder(id)));
      for (const order of orders) if (order?.status === 'PENDING') pending.push(order);
    }
    return pending;
  }

  async function openIn(
    shard: string,
    before: string,
    from: string | undefined,
  ): Promise<{ id: OrderId; since: string }[]> {
    const open: { id: OrderId; since: string }[] = [];
    const found = query({
      TableName: tableName,
      IndexName: 'open-orders',
      KeyConditionExpression: `openShard = :shard AND ${from === undefined ? 'openSince < :bound' : 'openSince >= :bound'}`,
      ExpressionAttributeValues: { ':shard': shard, ':bound': from ?? before },
    });
    for await (const { pk, openSince } of found) {
      if (String(openSince) >= before) break;
      open.push({ id: orderIdIn(pk), since: String(openSince) });
    }
    return open;
  }

  return {
    find,
    findOrder,
    addContent,
    addOrder,
    holdUpdate,
    giveUpUpdate,
    allocateUpdate,
    recordShortages,
    end,
    cancel,
    ship,
    extendHold,
    noteFailure,
    holding,
    indexHolding,
    findOpenSince,
    findPending,
    ...noticeMarkers(tableName),
  };
}

/** The send-once markers of an order's notices. */
function noticeMarkers(tableName: string) {
  const markerKey = (orderId: string, event: NoticeEvent, channel: NoticeChannel) => ({
    pk: keys.partition(orderId),
    sk: keys.notice(event, channel),
  });

  /**
   * Claims the sending of a notice, before anything is sent.
   * @returns undefined when claimed now, or the marker that stands there from before
   */
  async function claimNotice(
    orderId: OrderId,
    event: NoticeEvent,
    channel: NoticeChannel,
    at: string,
  ): Promise<NoticeMarker | undefined> {
    return markUnsent(orderId, { event, channel, state: 'SENDING', at });
  }

  /**
   * Records that a notice is not to be sent, for a reason of ours.
   * @returns undefined when recorded now, or the marker that stands there from before
   */
  async function withholdNotice(orderId: OrderId, notice: NoticeMarker): Promise<NoticeMarker | undefined> {
    return markUnsent(orderId, notice);
  }

  async function markUnsent(orderId: OrderId, marker: NoticeMarker): Promise<NoticeMarker | undefined> {
    const { event, channel } = marker;
    try {
      await dynamodb.send(
        new PutCommand({
          TableName: tableName,
          Item: { ...markerKey(orderId, event, channel), ...marker },
          // Whoever writes the marker sends; everybody else finds it there. What was surely not sent is anybody's.
          ConditionExpression:
            'attribute_not_exists(pk) OR #state = :delayed OR #state = :refused AND attribute_not_exists(reason)',
          ExpressionAttributeNames: { '#state': 'state' },
          ExpressionAttributeValues: { ':delayed': 'DELAYED', ':refused': 'REFUSED' },
        }),
      );
      return undefined;
    } catch (error) {
      if (!isConditionFailure(error)) throw error;
      const { Item } = await dynamodb.send(
        new GetCommand({ TableName: tableName, Key: markerKey(orderId, event, channel), ConsistentRead: true }),
      );
      return z.parse(NoticeMarker, Item);
    }
  }

  /** Records how the sending of a claimed notice ended; DELAYED leaves it free to be claimed again. */
  async function recordNotice(orderId: OrderId, notice: NoticeMarker): Promise<void> {
    await dynamodb.send(
      new PutCommand({
        TableName: tableName,
        Item: { ...markerKey(orderId, notice.event, notice.channel), ...notice },
      }),
    );
  }

  return { claimNotice, withholdNotice, recordNotice };
}

/**
 * An order as it is stored. Its backordered lines are stored as `late`, their first name: while a release replaces another,
 * functions of both write beside each other. A timeline may have their arrival by its former name.
 */
export function orderFromItem({ late, ...item }: Readonly<Record<string, unknown>>): Order {
  const order = z.parse(Order, { ...item, ...(late !== undefined && { backorderedLines: late }) });
  const timeline = order.timeline.map((entry) =>
    entry.event === 'LATE_ITEMS_ARRIVED' ? { ...entry, event: 'BACKORDERED_ITEMS_ARRIVED' } : entry,
  );
  return { ...order, timeline };
}

/** The condition that an order's status is one of these. */
function oneOf(statuses: readonly OrderStatus[]) {
  return {
    condition: `#status IN (${statuses.map((_, index) => `:from${index}`).join(', ')})`,
    values: Object.fromEntries(statuses.map((status, index) => [`:from${index}`, status])),
  };
}

/** The condition that a hold ends at this moment, or has no end yet; to be added to another. */
function holdEndingAt(moment: string | undefined) {
  return moment === undefined
    ? { condition: ' AND attribute_not_exists(holdExpiresAt)', values: {} }
    : { condition: ' AND holdExpiresAt = :seen', values: { ':seen': moment } };
}

/** Updates, or returns false when the error is the expected one. */
async function updateUnless(expected: (error: unknown) => boolean, update: ItemUpdate): Promise<boolean> {
  try {
    await dynamodb.send(new UpdateCommand(update));
    return true;
  } catch (error) {
    if (expected(error)) return false;
    throw error;
  }
}

function isCancelledByCondition(error: unknown): boolean {
  const reasons = (error as { CancellationReasons?: { Code?: string }[] }).CancellationReasons ?? [];
  return reasons.some(({ Code }) => Code === 'ConditionalCheckFailed');
}

function openShardOf(orderId: string): string {
  return `OPEN#${indexShardOf(orderId)}`;
}

function heldShardOf(orderId: string): string {
  return `HELD#${indexShardOf(orderId)}`;
}

/** Spreads the orders over an index: one partition takes 1,000 writes a second. The id is a hash, so its end is even. */
function indexShardOf(orderId: string): number {
  return Number.parseInt(orderId.slice(-4), 16) % indexShards;
}

function orderIdIn(pk: unknown): OrderId {
  return String(pk).slice('ORDER#'.length) as OrderId;
}
