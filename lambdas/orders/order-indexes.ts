import { GetCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { dynamodb, query } from '../runtime/dynamodb.ts';
import type { OrderId } from './order.ts';
import { orderKeys } from './order-keys.ts';

/** The indexes of the Orders table: the orders that wait for their answer, and those that hold stock, those that did not go well. May be a moment behind. */
export function orderIndexes(tableName: string, listAsHolding: (orderId: OrderId) => Promise<void>) {
  /** The ids of the orders that hold stock; may be a moment behind. */
  async function* holding(): AsyncGenerator<OrderId> {
    for (const shard of orderKeys.heldShards()) {
      const found = query({
        TableName: tableName,
        IndexName: 'holding-orders',
        KeyConditionExpression: 'heldShard = :shard',
        ExpressionAttributeValues: { ':shard': shard },
      });
      for await (const { pk } of found) yield orderKeys.orderIdIn(pk);
    }
  }

  /**
   * Puts the orders into `holding-orders` that an earlier version of this service left holding stock; goes on where it
   * stopped. A look at one item once they are all in.
   * @param timeIsLeft whether a further page can be begun
   * @returns whether they are all in
   */
  async function indexHolding(timeIsLeft: () => boolean): Promise<boolean> {
    const { Item } = await dynamodb.send(
      new GetCommand({ TableName: tableName, Key: orderKeys.holdingIndex, ConsistentRead: true }),
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
      for (const { pk } of Items) await listAsHolding(orderKeys.orderIdIn(pk));
      from = LastEvaluatedKey;
      await dynamodb.send(
        new PutCommand({ TableName: tableName, Item: { ...orderKeys.holdingIndex, ...(from && { from }) } }),
      );
    } while (from !== undefined);
    return true;
  }

  /**
   * The ids of the orders that wait for their answer and were accepted before `before` (ISO 8601 UTC), and not before `from`,
   * oldest first.
   */
  async function findOpenSince(before: string, from?: string): Promise<readonly OrderId[]> {
    const open = await openSince(before, from);
    return open.sort((a, b) => (a.since < b.since ? -1 : 1)).map(({ id }) => id);
  }

  /** The same with when each was accepted, in no order. */
  async function openSince(before: string, from?: string): Promise<{ id: OrderId; since: string }[]> {
    return (await Promise.all(orderKeys.openShards().map((shard) => openIn(shard, before, from)))).flat();
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
      open.push({ id: orderKeys.orderIdIn(pk), since: String(openSince) });
    }
    return open;
  }

  /**
   * The ids of the orders accepted on a day (`2026-11-26`, UTC) that were rejected, cancelled, late or to be returned
   * since, whole or in part; may be a moment behind.
   */
  async function* troubledOf(day: string): AsyncGenerator<OrderId> {
    for (const shard of orderKeys.troubledShards()) {
      const found = query({
        TableName: tableName,
        IndexName: 'troubled-orders',
        KeyConditionExpression: 'troubledShard = :shard AND createdAt BETWEEN :from AND :to',
        ExpressionAttributeValues: { ':shard': shard, ':from': day, ':to': `${day}~` },
      });
      for await (const { pk } of found) yield orderKeys.orderIdIn(pk);
    }
  }

  return { holding, indexHolding, findOpenSince, openSince, troubledOf };
}
