import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { dynamodb, query } from '../runtime/dynamodb.ts';
import { type Read, readTogether } from '../runtime/dynamodb-read.ts';
import { newOrder } from './new-order.ts';
import { type Order, OrderContent, OrderId } from './order.ts';
import { orderFromItem } from './order-item.ts';
import { acceptedOrderItem, orderKeys } from './order-keys.ts';
import { formerReference } from './order-number.ts';

/** Whose order it is: the storefront's that submitted it, and by which submission. */
const Submitter = z.pick(OrderContent, { id: true, storefront: true, submissionHash: true });
export type Submitter = Readonly<z.output<typeof Submitter>>;

/** How an order stands, and what was bought by whom; of one with hundreds of lines the first of them. */
export interface OrderHead {
  readonly order: Order;
  readonly content: OrderContent;
}

/** How orders of the Orders table are found by what people call them. */
export function ordersByName(tableName: string) {
  /** The read of whose order this is. */
  function submitterToRead(orderId: OrderId): Read<Submitter> {
    return { tableName, key: orderKeys.content(orderId, 0), as: (item) => z.parse(Submitter, item) };
  }

  /** The orders to which storefronts have given this number of their own, by their ids, strongly consistent. */
  async function findByOwnNumber(said: string): Promise<readonly OrderId[]> {
    const ids: OrderId[] = [];
    const ofNumber = {
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': orderKeys.ownNumbers(said) },
    };
    for await (const { orderId } of query({ TableName: tableName, ...ofNumber, ConsistentRead: true })) {
      ids.push(z.parse(OrderId, orderId));
    }
    return ids;
  }

  /**
   * A page of all orders, in no order; eventually consistent. The whole table is read for them.
   * @param from where the page before it ended
   * @param since only those that were accepted then or later, ISO 8601 UTC
   */
  async function acceptedPage(
    from?: string,
    since = '',
  ): Promise<{ readonly ids: readonly OrderId[]; readonly next?: string }> {
    const { Items = [], LastEvaluatedKey } = await dynamodb.send(
      new ScanCommand({
        TableName: tableName,
        FilterExpression: 'sk = :accepted AND createdAt >= :since',
        ExpressionAttributeValues: { ':accepted': acceptedOrderItem, ':since': since },
        ...(from !== undefined && { ExclusiveStartKey: JSON.parse(from) }),
      }),
    );
    return {
      ids: Items.map(({ pk }) => orderKeys.orderIdIn(pk)),
      ...(LastEvaluatedKey && { next: JSON.stringify(LastEvaluatedKey) }),
    };
  }

  /** The heads of these orders, by id, strongly consistent; of an id that is no order's there is none. */
  async function findHeads(ids: readonly OrderId[]): Promise<ReadonlyMap<OrderId, OrderHead>> {
    const [orders, contents] = await Promise.all([
      readTogether(...ids.map((id) => ({ tableName, key: orderKeys.order(id), as: orderFromItem }))),
      readTogether(...ids.map((id) => ({ tableName, key: orderKeys.content(id, 0), as: contentFromItem }))),
    ]);
    return new Map(
      contents.flatMap((content, index) =>
        content === undefined ? [] : [[content.id, { order: orders[index] ?? newOrder(content), content }]],
      ),
    );
  }

  return { submitterToRead, findHeads, findByOwnNumber, acceptedPage };
}

/** The content of an order, of its first item: further ones hold lines only. */
function contentFromItem(item: Readonly<Record<string, unknown>>): OrderContent {
  return z.parse(OrderContent, { number: formerReference(String(item.id)), ...item });
}
