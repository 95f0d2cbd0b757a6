import { DeleteCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { OrderId } from '../orders/order.ts';
import { dynamodb } from '../runtime/dynamodb.ts';
import { environment } from '../runtime/environment.ts';

/**
 * The PageWatchers table: `ORDER#<id>` / `CONNECTION#<id>`, which connections of browsers want to hear of an order's
 * changes, for as long as API Gateway leaves one open at most.
 */
const keyOf = (orderId: OrderId, connectionId: string) => ({
  pk: `ORDER#${orderId}`,
  sk: `CONNECTION#${connectionId}`,
});

const longestConnectionSeconds = 2 * 60 * 60;

/** So many hear of a change at once; of more, the rest see it when they look by themselves. */
export const mostWatchers = 1_000;

/** The functions of the PageWatchers table. */
export type PageWatcherTable = ReturnType<typeof pageWatcherTable>;

/** The PageWatchers table; the only place that knows its keys. */
export function pageWatcherTable(TableName = environment('PAGE_WATCHERS_TABLE')) {
  /** A connection hears of an order from now on. */
  async function add(orderId: OrderId, connectionId: string, now: Date): Promise<void> {
    const expiresAt = Math.ceil(now.getTime() / 1000) + longestConnectionSeconds;
    await dynamodb.send(
      new PutCommand({ TableName, Item: { ...keyOf(orderId, connectionId), connectionId, expiresAt } }),
    );
  }

  /** The connections that hear of an order. */
  async function of(orderId: OrderId): Promise<readonly string[]> {
    const { Items = [] } = await dynamodb.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': keyOf(orderId, '').pk },
        Limit: mostWatchers,
      }),
    );
    return Items.map(({ connectionId }) => String(connectionId));
  }

  /** A connection is gone. */
  async function remove(orderId: OrderId, connectionId: string): Promise<void> {
    await dynamodb.send(new DeleteCommand({ TableName, Key: keyOf(orderId, connectionId) }));
  }

  return { add, of, remove };
}
