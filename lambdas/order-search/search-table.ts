import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { OrderId } from '../orders/order.ts';
import { batchWrite } from '../runtime/batch-write.ts';
import { dynamodb } from '../runtime/dynamodb.ts';
import { read } from '../runtime/dynamodb-read.ts';
import { environment } from '../runtime/environment.ts';
import type { SearchEntry } from './search-entry.ts';

/**
 * The OrderSearch table: `<kind>#<value>` / `<when the order was accepted>#<its id>`, an order that is found by this
 * value; what is personal by a hash. An entry says no more than its key, and is never changed. `EVERY-ORDER` / `PROGRESS`
 * says how far the orders of before there was an index are in it.
 */
const keyOf = ({ partition, ...entry }: SearchEntry) => ({ pk: partition, sk: positionOf(entry) });

/** The place of an order among those that have the same value: they are sorted by their age. */
export function positionOf({ createdAt, orderId }: Omit<SearchEntry, 'partition'>): string {
  return `${createdAt}#${orderId}`;
}

/** An order at its place in a list. */
export interface Found {
  readonly orderId: OrderId;
  readonly position: string;
}

/** Which part of a list: from the oldest place, and before a newer one. */
export interface Span {
  readonly from: string;
  readonly before: string;
}

/** Every position begins with a year: these stand ahead of all of them, and behind. A key cannot be empty. */
export const always: Span = { from: '0', before: '~' };

const progressKey = { pk: 'EVERY-ORDER', sk: 'PROGRESS' } as const;

/** How far putting every order into the index has come: whether it is over, or else where to go on. */
const Progress = z.object({ isOver: z.boolean(), from: z.optional(z.string()) });
export type Progress = Readonly<z.output<typeof Progress>>;

/** The functions of the OrderSearch table. */
export type SearchTable = ReturnType<typeof searchTable>;

/** The OrderSearch table; the only place that knows its keys and expressions. */
export function searchTable(tableName = environment('ORDER_SEARCH_TABLE')) {
  /** Writes entries; those that are there stay as they are. @throws ItemsUnwritten worth a retry */
  async function add(entries: readonly SearchEntry[]): Promise<void> {
    await batchWrite(
      tableName,
      entries.map((entry) => ({ PutRequest: { Item: keyOf(entry) } })),
    );
  }

  /** Takes entries away. @throws ItemsUnwritten worth a retry */
  async function remove(entries: readonly SearchEntry[]): Promise<void> {
    await batchWrite(
      tableName,
      entries.map((entry) => ({ DeleteRequest: { Key: keyOf(entry) } })),
    );
  }

  /** The newest orders of a partition within a span, at most so many; may be a moment behind. */
  async function newest(partition: string, { from, before }: Span, limit: number): Promise<readonly Found[]> {
    const { Items = [] } = await dynamodb.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :before',
        ExpressionAttributeValues: { ':pk': partition, ':from': from, ':before': before },
        ScanIndexForward: false,
        // BETWEEN has its end, where the page before this one ended.
        Limit: limit + 1,
      }),
    );
    return Items.map(({ sk }) => foundAt(String(sk)))
      .filter(({ position }) => position < before)
      .slice(0, limit);
  }

  /** How far every order is in the index; undefined where nobody has begun. */
  async function findProgress(): Promise<Progress | undefined> {
    return read({ tableName, key: progressKey, as: (item) => z.parse(Progress, item) });
  }

  /** Notes how far it is. */
  async function recordProgress(progress: Progress): Promise<void> {
    await dynamodb.send(new PutCommand({ TableName: tableName, Item: { ...progressKey, ...progress } }));
  }

  return { add, remove, newest, findProgress, recordProgress };
}

function foundAt(position: string): Found {
  return { position, orderId: position.slice(position.indexOf('#') + 1) as OrderId };
}
