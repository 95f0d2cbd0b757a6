import { BatchGetCommand, GetCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { dynamodb, scan } from '../runtime/dynamodb.ts';
import { absent, type Put, writesTo } from '../runtime/dynamodb-write.ts';
import { environment } from '../runtime/environment.ts';
import { type Stock, StockItem, stockOf } from './stock.ts';
import { stockCounters } from './stock-counters.ts';
import { stockKey } from './stock-keys.ts';
import { stockPolicies } from './stock-policy.ts';
import { stockShards } from './stock-shards.ts';
import { stockWatchMarks } from './stock-watch-marks.ts';

/** Of a scan: shard 0 of each SKU, and no other. */
const onlyMains = {
  FilterExpression: 'attribute_not_exists(#shard)',
  ExpressionAttributeNames: { '#shard': 'shard' },
} as const;

/** The functions of the Stock table. */
export type StockTable = ReturnType<typeof stockTable>;

/**
 * The Stock table: the stock of each SKU as it stands, what changes its counters, its shards, its settings and its
 * marks.
 */
export function stockTable(tableName = environment('STOCK_TABLE')) {
  const { put } = writesTo<StockItem>(tableName);

  /** Shard 0 of a SKU, which holds its settings; strongly consistent. */
  async function findMain(sku: string): Promise<StockItem | undefined> {
    const { Item } = await dynamodb.send(
      new GetCommand({ TableName: tableName, Key: stockKey(sku), ConsistentRead: true }),
    );
    return Item && z.parse(StockItem, Item);
  }

  /** The stock of a SKU, all its shards; each strongly consistent, but not all of one moment. */
  async function find(sku: string): Promise<Stock | undefined> {
    const main = await findMain(sku);
    return main && stockOf([main, ...(await findShards(sku, main.allShards ?? 1))]);
  }

  async function findShards(sku: string, count: number): Promise<StockItem[]> {
    let wanted: Record<string, unknown>[] = Array.from({ length: count - 1 }, (_, index) => stockKey(sku, index + 1));
    const found: StockItem[] = [];
    while (wanted.length > 0) {
      const { Responses, UnprocessedKeys } = await dynamodb.send(
        new BatchGetCommand({ RequestItems: { [tableName]: { Keys: wanted, ConsistentRead: true } } }),
      );
      found.push(...(Responses?.[tableName] ?? []).map((item) => z.parse(StockItem, item)));
      wanted = UnprocessedKeys?.[tableName]?.Keys ?? [];
    }
    return found.sort((a, b) => a.shard - b.shard);
  }

  /** Every stock item of every SKU. */
  async function* all(): AsyncGenerator<StockItem> {
    for await (const item of scan({ TableName: tableName, ConsistentRead: true })) yield z.parse(StockItem, item);
  }

  /** Shard 0 of every SKU, a page at a time; eventually consistent. */
  async function* mains(): AsyncGenerator<StockItem> {
    for await (const item of scan({ TableName: tableName, ...onlyMains })) yield z.parse(StockItem, item);
  }

  /**
   * Shard 0 of some SKUs, in no order; eventually consistent. A page may have fewer than its limit.
   * @param after where the page before ended
   * @returns and where it ends, unless that is the table's end
   */
  async function mainsFrom(
    limit: number,
    after?: string,
  ): Promise<{ readonly mains: readonly StockItem[]; readonly end: string | undefined }> {
    const { Items = [], LastEvaluatedKey } = await dynamodb.send(
      new ScanCommand({
        TableName: tableName,
        ...onlyMains,
        Limit: limit,
        ...(after !== undefined && { ExclusiveStartKey: stockKey(after) }),
      }),
    );
    const end = LastEvaluatedKey && String(LastEvaluatedKey.pk).slice('SKU#'.length);
    return { mains: Items.map((item) => z.parse(StockItem, item)), end };
  }

  /** The write that begins the stock of a SKU with so many units, if there is none. */
  function createWrite(sku: string, units: number): Put {
    const counts = { onHand: units, available: units, reserved: 0, revision: 1 };
    return put({ ...stockKey(sku), sku, ...counts }, { pk: absent });
  }

  return {
    findMain,
    find,
    all,
    mains,
    mainsFrom,
    createWrite,
    ...stockCounters(tableName),
    ...stockShards(tableName),
    ...stockPolicies(tableName),
    ...stockWatchMarks(tableName),
  };
}
