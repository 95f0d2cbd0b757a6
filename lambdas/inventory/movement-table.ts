import { GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { dynamodb, query, type TransactionItem } from '../runtime/dynamodb.ts';
import { environment } from '../runtime/environment.ts';
import { LedgerSum, Movement } from './movement.ts';

/**
 * The StockMovements table, the ledger: `SKU#<sku>` / `MOVEMENT#<at>#<id>#<shard>`, in the order of time; and
 * `SUM#<sku>` / `SUM`, what its older movements sum to.
 */
const keys = {
  partition: (sku: string) => `SKU#${sku}`,
  sum: (sku: string) => ({ pk: `SUM#${sku}`, sk: 'SUM' }),
  movement: ({ at, id, shard }: Movement) => `MOVEMENT#${at}#${id}#${shard}`,
  /** Sorts before every movement of that moment. */
  from: (at: string) => `MOVEMENT#${at}`,
  /** Sorts behind every movement of that moment. */
  until: (at: string) => `MOVEMENT#${at}~`,
} as const;

/** The functions of the StockMovements table. */
export type MovementTable = ReturnType<typeof movementTable>;

/** The StockMovements table; the only place that knows its keys and expressions. */
export function movementTable(tableName = environment('STOCK_MOVEMENTS_TABLE')) {
  /** The write that appends a movement, for the transaction that changes the stock. */
  function append(movement: Movement): TransactionItem {
    return {
      Put: {
        TableName: tableName,
        Item: { pk: keys.partition(movement.sku), sk: keys.movement(movement), ...movement },
        // What stands in the ledger is never written over.
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    };
  }

  /** All movements of a SKU until a moment (ISO 8601 UTC), oldest first, strongly consistent. */
  async function* until(sku: string, at = '9999'): AsyncGenerator<Movement> {
    yield* pages(sku, 'sk <= :bound', keys.until(at));
  }

  /** The movements of a SKU from a moment on (ISO 8601 UTC), oldest first, strongly consistent. */
  async function* since(sku: string, at: string): AsyncGenerator<Movement> {
    yield* pages(sku, 'sk >= :bound', keys.from(at));
  }

  /** The movements of a SKU at a moment (ISO 8601 UTC). */
  async function at(sku: string, moment: string): Promise<readonly Movement[]> {
    const { Items = [] } = await dynamodb.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :until',
        ExpressionAttributeValues: {
          ':pk': keys.partition(sku),
          ':from': keys.from(moment),
          ':until': keys.until(moment),
        },
      }),
    );
    return Items.map((item) => z.parse(Movement, item));
  }

  async function* pages(sku: string, condition: string, bound: string): AsyncGenerator<Movement> {
    const items = query({
      TableName: tableName,
      KeyConditionExpression: `pk = :pk AND ${condition}`,
      ExpressionAttributeValues: { ':pk': keys.partition(sku), ':bound': bound },
      ConsistentRead: true,
    });
    for await (const item of items) yield z.parse(Movement, item);
  }

  /**
   * A page of a SKU's movements, newest first.
   * @param before where the page before it ended
   */
  async function page(sku: string, limit: number, before?: string): Promise<{ movements: Movement[]; next?: string }> {
    const { Items = [], LastEvaluatedKey } = await dynamodb.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': keys.partition(sku) },
        ScanIndexForward: false,
        Limit: limit,
        ...(before !== undefined && { ExclusiveStartKey: { pk: keys.partition(sku), sk: before } }),
      }),
    );
    return {
      movements: Items.map((item) => z.parse(Movement, item)),
      ...(LastEvaluatedKey && { next: String(LastEvaluatedKey.sk) }),
    };
  }

  /** What the older movements of a SKU sum to; undefined when that was not kept yet. */
  async function findSum(sku: string): Promise<LedgerSum | undefined> {
    const { Item } = await dynamodb.send(
      new GetCommand({ TableName: tableName, Key: keys.sum(sku), ConsistentRead: true }),
    );
    return Item && z.parse(LedgerSum, Item);
  }

  /** Keeps what the older movements of a SKU sum to. */
  async function keepSum(sum: LedgerSum): Promise<void> {
    await dynamodb.send(new PutCommand({ TableName: tableName, Item: { ...keys.sum(sum.sku), ...sum } }));
  }

  return { append, until, since, at, page, findSum, keepSum };
}
