import { BatchGetCommand, GetCommand } from '@aws-sdk/lib-dynamodb';
import { batchesOf } from './batches.ts';
import { dynamodb } from './dynamodb.ts';
import { OverloadError } from './overload-error.ts';

/** One item that is to be read, and what it is read as. */
export interface Read<Value> {
  readonly tableName: string;
  readonly key: Key;
  readonly as: (item: Item) => Value;
  /** It may be a second old, which costs half as much; so may then be all that is read of its table by one call. */
  readonly isEventual?: true;
}

interface Key {
  readonly pk: string;
  readonly sk: string;
}

type Item = Readonly<Record<string, unknown>>;

/** What reads find: each its value, or undefined where there is no such item. */
type Found<Reads extends readonly Read<unknown>[]> = {
  readonly [Index in keyof Reads]: ReturnType<Reads[Index]['as']> | undefined;
};

/** DynamoDB was throttled, and has left out items that were asked for. */
export class ItemsUnread extends OverloadError {
  override readonly name = 'ItemsUnread';
}

const attempts = 4;
const itemsPerCall = 100;

/** Reads one item, strongly consistent unless it may be old. */
export async function read<Value>({ tableName, key, as, isEventual }: Read<Value>): Promise<Value | undefined> {
  const { Item } = await dynamodb.send(new GetCommand({ TableName: tableName, Key: key, ConsistentRead: !isEventual }));
  return Item && as(Item);
}

/**
 * Reads items of several tables by one call, or of more than 100 by several at the same time; each strongly consistent
 * unless it may be old, but not all of one moment. The caller needs the right to `BatchGetItem` on each table.
 * @throws ItemsUnread worth a retry
 *
 * @example
 * const [first, second] = await readTogether(firsts.read(id), seconds.read(id));
 */
export async function readTogether<Reads extends readonly Read<unknown>[]>(...reads: Reads): Promise<Found<Reads>> {
  const found = new Map((await Promise.all(batchesOf(reads, itemsPerCall).map(readBatch))).flat());
  return reads.map(({ tableName, key, as }) => {
    const item = found.get(nameOf(tableName, key));
    return item && as(item);
  }) as Found<Reads>;
}

async function readBatch(reads: readonly Read<unknown>[]): Promise<(readonly [string, Item])[]> {
  const found: (readonly [string, Item])[] = [];
  let wanted = keysByTable(reads);
  for (let attempt = 0; Object.keys(wanted).length > 0; attempt++) {
    // DynamoDB hands back what it could not read in one go (16 MB, or throttled); it says so instead of failing.
    if (attempt === attempts) throw new ItemsUnread('DynamoDB left items unread');
    const { Responses = {}, UnprocessedKeys = {} } = await dynamodb.send(new BatchGetCommand({ RequestItems: wanted }));
    for (const [tableName, items] of Object.entries(Responses)) {
      for (const item of items) found.push([nameOf(tableName, item), item]);
    }
    wanted = UnprocessedKeys as typeof wanted;
  }
  return found;
}

function keysByTable(reads: readonly Read<unknown>[]) {
  const tables: Record<string, { Keys: { pk: string; sk: string }[]; ConsistentRead: boolean }> = {};
  for (const { tableName, key, isEventual } of reads) {
    tables[tableName] ??= { Keys: [], ConsistentRead: !isEventual };
    tables[tableName].Keys.push({ ...key });
  }
  return tables;
}

function nameOf(tableName: string, { pk, sk }: Item | Key): string {
  return JSON.stringify([tableName, pk, sk]);
}
