import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { batchesOf } from '../runtime/batches.ts';
import { dynamodb, query } from '../runtime/dynamodb.ts';
import { type Read, read } from '../runtime/dynamodb-read.ts';
import { absent, tryWrite, writesTo } from '../runtime/dynamodb-write.ts';
import { environment } from '../runtime/environment.ts';
import { ChangedInstructions } from './delivery-instructions.ts';
import { deliveryInstructionsWrites } from './delivery-instructions-writes.ts';
import { holdMarks } from './hold-marks.ts';
import { newOrder, newOrderItem } from './new-order.ts';
import { NoticeMarker } from './notice-marker.ts';
import { noticeMarkers } from './notice-marker-table.ts';
import { type Order, OrderContent, type OrderId, type OrderLine } from './order.ts';
import { orderErasure } from './order-erasure.ts';
import { orderIndexes } from './order-indexes.ts';
import { orderFromItem, writesOf } from './order-item.ts';
import { type OrderItem, orderKeys } from './order-keys.ts';
import { orderLists } from './order-lists.ts';
import { formerReference } from './order-number.ts';
import { StoredReturn } from './order-return.ts';
import type { OrderStatus } from './order-status.ts';
import { orderTransitions } from './order-transitions.ts';
import { ordersByName } from './orders-by-name.ts';
import { reschedulingWrites } from './rescheduling-writes.ts';
import { Resend } from './resend.ts';
import { requestedAt, StoredReturnCase } from './return-case.ts';
import { returnCaseWrites } from './return-case-writes.ts';
import { returnWrites } from './return-writes.ts';
import { StoredShipment } from './shipment.ts';
import { shipmentWrites } from './shipment-writes.ts';

const linesPerItem = 200;
const batchSize = 100;

/** All that is known of one order. */
export interface OrderRecord {
  /** How it stands: where only its content is stored yet, as it was accepted. */
  readonly order: Order | undefined;
  /** Whether it is stored how it stands. */
  readonly isStored: boolean;
  readonly content: OrderContent | undefined;
  readonly notices: readonly NoticeMarker[];
  /** By which requests of staff notices are sent again, in the order of time. */
  readonly resends: readonly Resend[];
  /** What has left of it, in the order of time. */
  readonly shipments: readonly StoredShipment[];
  /** What came back of it, in the order of time. */
  readonly returns: readonly StoredReturn[];
  /** What its customer wanted to give back, exchange or complained about, in the order of time. */
  readonly cases: readonly StoredReturnCase[];
  /** What the carrier should know, where that was changed. */
  readonly changedInstructions: ChangedInstructions | undefined;
  /** Counts the writes of the order and of its notices. */
  readonly version: number;
}

/** The functions of the Orders table. */
export type OrderTable = ReturnType<typeof orderTable>;

/** The Orders table: an order's content and status, how it moves on, what it holds, and the markers of its notices. */
export function orderTable(tableName = environment('ORDERS_TABLE')) {
  const { put } = writesTo<OrderItem>(tableName);
  const { listAsHolding, ...marks } = holdMarks(tableName);
  const indexes = orderIndexes(tableName, listAsHolding);

  /** Everything of one order, strongly consistent. */
  async function find(orderId: string): Promise<OrderRecord> {
    const items: Readonly<Record<string, unknown>>[] = [];
    const ofOrder = {
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': orderKeys.partition(orderId) },
    };
    for await (const item of query({ TableName: tableName, ...ofOrder, ConsistentRead: true })) items.push(item);

    const ofType = (prefix: string) => items.filter(({ sk }) => String(sk).startsWith(prefix));
    const order = items.find(({ sk }) => sk === orderKeys.order(orderId).sk);
    const instructions = items.find(({ sk }) => sk === orderKeys.deliveryInstructions(orderId).sk);
    const contents = ofType('CONTENT#');
    const content =
      contents.length === 0
        ? undefined
        : z.parse(OrderContent, {
            number: formerReference(orderId),
            ...contents[0],
            lines: contents.flatMap(({ lines }) => lines as OrderLine[]),
          });
    const standing = order === undefined ? content && newOrder(content) : orderFromItem(order);
    const notices = ofType('NOTICE#');
    const resends = ofType('RESEND#').map((item) => z.parse(Resend, item));
    return {
      order: standing,
      isStored: order !== undefined,
      content,
      notices: notices.map((item) => z.parse(NoticeMarker, item)),
      resends: resends.sort((a, b) => (a.at < b.at ? -1 : 1)),
      shipments: ofType('SHIPMENT#')
        .map((item) => z.parse(StoredShipment, item))
        .sort((a, b) => (a.at < b.at ? -1 : 1)),
      returns: ofType('RETURN#')
        .map((item) => z.parse(StoredReturn, item))
        .sort((a, b) => (a.at < b.at ? -1 : 1)),
      cases: ofType('CASE#')
        .map((item) => z.parse(StoredReturnCase, item))
        .sort((a, b) => (requestedAt(a) < requestedAt(b) ? -1 : 1)),
      changedInstructions: instructions && z.parse(ChangedInstructions, instructions),
      version: notices.reduce((sum, item) => sum + writesOf(item), (standing?.version ?? 0) + resends.length),
    };
  }

  /** The read of how one order stands, once anything has changed about it. */
  function orderToRead(orderId: string): Read<Order> {
    return { tableName, key: orderKeys.order(orderId), as: orderFromItem };
  }

  /** How one order stands, strongly consistent. */
  async function findOrder(orderId: string): Promise<Order | undefined> {
    return (await read(orderToRead(orderId))) ?? (await read(acceptedToRead(orderId)));
  }

  function acceptedToRead(orderId: string): Read<Order> {
    const as = (item: object) => newOrder(z.parse(OrderContent, { number: formerReference(orderId), ...item }));
    return { tableName, key: orderKeys.content(orderId, 0), as };
  }

  /**
   * Writes the content of a new order, all of it or nothing.
   * @param ownNumber the number that the storefront has given the order, if it has: it is the order's from then on
   * @returns false when an order of this id has content already, or another has that number; nothing was written
   */
  async function addContent(content: OrderContent, ownNumber?: string): Promise<boolean> {
    const { lines, ...head } = content;
    const puts = batchesOf(lines, linesPerItem).map((batch, index) =>
      put(
        {
          ...orderKeys.content(content.id, index),
          ...(index === 0 ? head : {}),
          lines: batch,
        },
        // An order's content is written once: a repeated or competing request never changes what was bought.
        { pk: absent },
      ),
    );
    if (ownNumber !== undefined) {
      // A number that a storefront gives is one order's, whoever asks for it at the same time.
      puts.push(put({ ...orderKeys.ownNumber(ownNumber, content.storefront), orderId: content.id }, { pk: absent }));
    }
    const [only] = puts;
    // A transaction costs twice as much as a put, and nearly every order fits into one item.
    if (puts.length === 1 && only !== undefined) return tryWrite(only);
    try {
      await dynamodb.send(new TransactWriteCommand({ TransactItems: puts }));
      return true;
    } catch (error) {
      if (isCancelledByCondition(error)) return false;
      throw error;
    }
  }

  /** Stores a new order and lists it in `open-orders`. Does nothing when it is stored already, however it stands. */
  async function addOrder(order: Order): Promise<void> {
    await tryWrite(put({ ...newOrderItem(order), ...orderKeys.open(order) }, { pk: absent }));
  }

  /** Stores a request to send a notice again. @returns the one that stands under its id: this, or an earlier one */
  async function addResend(orderId: OrderId, resend: Resend): Promise<Resend> {
    const key = orderKeys.resend(orderId, resend.id);
    if (await tryWrite(put({ ...key, ...resend }, { pk: absent }))) return resend;
    return (await read({ tableName, key, as: (item) => z.parse(Resend, item) })) ?? resend;
  }

  /** The listed orders of one status that were accepted at or after `from` and before `before` (ISO 8601 UTC), oldest first. */
  async function findListed(
    status: OrderStatus,
    accepted: { readonly from?: string; readonly before: string },
  ): Promise<readonly Order[]> {
    const open = await indexes.findOpenSince(accepted.before, accepted.from);
    const found: Order[] = [];
    for (let start = 0; start < open.length; start += batchSize) {
      const orders = await Promise.all(open.slice(start, start + batchSize).map((id) => findOrder(id)));
      for (const order of orders) if (order?.status === status) found.push(order);
    }
    return found;
  }

  return {
    find,
    orderToRead,
    findOrder,
    addContent,
    addOrder,
    addResend,
    findListed,
    ...orderTransitions(tableName),
    ...marks,
    ...indexes,
    ...noticeMarkers(tableName),
    ...shipmentWrites(tableName),
    ...reschedulingWrites(tableName),
    returnWrites: returnWrites(tableName),
    ...returnCaseWrites(tableName),
    instructionsWrites: deliveryInstructionsWrites(tableName),
    ...ordersByName(tableName),
    ...orderErasure(tableName),
    ...orderLists(tableName),
  };
}

function isCancelledByCondition(error: unknown): boolean {
  const reasons = (error as { CancellationReasons?: { Code?: string }[] }).CancellationReasons ?? [];
  return reasons.some(({ Code }) => Code === 'ConditionalCheckFailed');
}
