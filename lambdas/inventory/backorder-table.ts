import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { OrderId } from '../orders/order.ts';
import { dynamodb, scan, type TransactionItem } from '../runtime/dynamodb.ts';
import { environment } from '../runtime/environment.ts';

/** Units of a SKU that an order waits for. */
export const Backorder = z.object({
  sku: z.string(),
  orderId: OrderId,
  /** When the order was placed, ISO 8601 UTC. */
  since: z.string(),
  quantity: z.int(),
});
export type Backorder = Readonly<z.output<typeof Backorder>>;

/** The Backorders table, the queues for stock to come: `SKU#<sku>` / `SINCE#<when the order was placed>#<order id>`. */
const keyOf = ({ sku, since, orderId }: Omit<Backorder, 'quantity'>) => ({
  pk: `SKU#${sku}`,
  sk: `SINCE#${since}#${orderId}`,
});

/** The functions of the Backorders table. */
export type BackorderTable = ReturnType<typeof backorderTable>;

/** The Backorders table; the only place that knows its keys and expressions. */
export function backorderTable(tableName = environment('BACKORDERS_TABLE')) {
  /** Who waits longest for a SKU; strongly consistent. */
  async function findFirst(sku: string): Promise<Backorder | undefined> {
    const { Items } = await dynamodb.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': `SKU#${sku}` },
        ConsistentRead: true,
        Limit: 1,
      }),
    );
    return Items?.[0] && z.parse(Backorder, Items[0]);
  }

  /** Everybody who waits for anything. */
  async function* all(): AsyncGenerator<Backorder> {
    for await (const item of scan({ TableName: tableName, ConsistentRead: true })) yield z.parse(Backorder, item);
  }

  /** The write that puts an order's units into the queue, or changes how many it waits for. */
  function put(backorder: Backorder): TransactionItem {
    return { Put: { TableName: tableName, Item: { ...keyOf(backorder), ...backorder } } };
  }

  /** The write that takes an order out of the queue. */
  function remove(backorder: Omit<Backorder, 'quantity'>): TransactionItem {
    return { Delete: { TableName: tableName, Key: keyOf(backorder) } };
  }

  return { findFirst, all, put, remove };
}
