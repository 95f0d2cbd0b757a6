import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { dynamodb } from '../runtime/dynamodb.ts';
import { readTogether } from '../runtime/dynamodb-read.ts';
import { type Order, OrderId } from './order.ts';
import { orderFromItem } from './order-item.ts';
import { orderKeys } from './order-keys.ts';

/** A list of orders: an index of the Orders table, and the partitions of it that make up the list, one after another. */
export interface OrderList {
  readonly index: string;
  readonly partitionKey: string;
  readonly sortKey: string;
  readonly partitions: readonly string[];
  readonly isNewestFirst: boolean;
}

/** Where a page of a list ended: the partition by its place in the list, and the last entry read of it, if any was. */
export const PageEnd = z.object({
  partition: z.int().check(z.gte(0)),
  // What no key of an index can be, DynamoDB would refuse.
  last: z.optional(z.object({ sort: z.string().check(z.regex(/^[\x21-\x7e]{1,100}$/)), id: OrderId })),
});
export type PageEnd = Readonly<z.output<typeof PageEnd>>;

/** The lists of the Orders table. May be a moment behind; what is read of an order itself is not. */
export function orderLists(tableName: string) {
  /** The orders of a customer of a storefront, newest first. */
  const ofCustomer = (storefront: string, customerId: string): OrderList => ({
    index: 'orders-of-customers',
    partitionKey: 'customer',
    sortKey: 'createdAt',
    partitions: [orderKeys.customer(storefront, customerId)],
    isNewestFirst: true,
  });

  /** The orders that wait for their answer. */
  const withoutAnswer = (): OrderList => ({
    index: 'open-orders',
    partitionKey: 'openShard',
    sortKey: 'openSince',
    partitions: orderKeys.openShards(),
    isNewestFirst: false,
  });

  /** The orders that hold stock: every confirmed one until it is shipped, and some without an answer. */
  const holdingStock = (): OrderList => ({
    index: 'holding-orders',
    partitionKey: 'heldShard',
    sortKey: 'pk',
    partitions: orderKeys.heldShards(),
    isNewestFirst: false,
  });

  /**
   * The orders of a list from where a page ended, at most `limit`, all of one partition.
   * @returns and where they end, unless that is the list's end
   */
  async function listFrom(
    { index, partitionKey, sortKey, partitions, isNewestFirst }: OrderList,
    { partition, last }: PageEnd,
    limit: number,
  ): Promise<{ readonly orders: readonly Order[]; readonly end: PageEnd | undefined }> {
    const value = partitions[partition];
    if (value === undefined) return { orders: [], end: undefined };
    const { Items = [], LastEvaluatedKey } = await dynamodb.send(
      new QueryCommand({
        TableName: tableName,
        IndexName: index,
        KeyConditionExpression: `${partitionKey} = :partition`,
        ExpressionAttributeValues: { ':partition': value },
        ScanIndexForward: !isNewestFirst,
        Limit: limit,
        ...(last && {
          // Only the place is the caller's word; whose orders these are is not.
          ExclusiveStartKey: { ...orderKeys.order(last.id), [sortKey]: last.sort, [partitionKey]: value },
        }),
      }),
    );
    const orders = await readAll(Items.map(({ pk }) => orderKeys.orderIdIn(pk)));
    if (LastEvaluatedKey !== undefined) {
      const { pk, [sortKey]: sort } = LastEvaluatedKey;
      return { orders, end: { partition, last: { sort: String(sort), id: orderKeys.orderIdIn(pk) } } };
    }
    return { orders, end: partition + 1 < partitions.length ? { partition: partition + 1 } : undefined };
  }

  /** These orders, in their order, strongly consistent. */
  async function readAll(ids: readonly OrderId[]): Promise<readonly Order[]> {
    const found = await readTogether(...ids.map((id) => ({ tableName, key: orderKeys.order(id), as: orderFromItem })));
    return found.filter((order) => order !== undefined);
  }

  return { ofCustomer, withoutAnswer, holdingStock, listFrom };
}
