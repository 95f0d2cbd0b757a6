import * as z from 'zod/mini';
import { query, scan } from '../runtime/dynamodb.ts';
import type { Read } from '../runtime/dynamodb-read.ts';
import { Order, OrderContent, OrderId } from './order.ts';
import { orderKeys } from './order-keys.ts';

/** Whose order it is: the storefront's that submitted it, and by which submission. */
const Submitter = z.pick(OrderContent, { id: true, storefront: true, submissionHash: true });
export type Submitter = Readonly<z.output<typeof Submitter>>;

/** What an operator sees of an order that was looked for. */
const OrderFound = z.pick(Order, { id: true, status: true, createdAt: true });
type OrderFound = Readonly<z.output<typeof OrderFound>>;

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

  /** The orders that were called so before there were order numbers. Reads the whole table. */
  async function* findByFormerReference(reference: string): AsyncGenerator<OrderFound> {
    const ofReference = {
      FilterExpression: 'sk = :sk AND begins_with(pk, :pk)',
      ExpressionAttributeValues: { ':sk': 'ORDER', ':pk': orderKeys.partition(reference.toLowerCase()) },
    };
    for await (const item of scan({ TableName: tableName, ...ofReference })) {
      // The id of an order that has a number may begin alike.
      if ((item.number ?? reference) === reference) yield z.parse(OrderFound, item);
    }
  }

  return { submitterToRead, findByOwnNumber, findByFormerReference };
}
