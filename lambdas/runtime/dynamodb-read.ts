import { BatchGetCommand, GetCommand } from '@aws-sdk/lib-dynamodb';
import { dynamodb } from './dynamodb.ts';

/** One item that is to be read, and what it is read as. */
export interface Read<Value> {
  readonly tableName: string;
  readonly key: Readonly<Record<string, string>>;
  readonly as: (item: Item) => Value;
}

type Item = Readonly<Record<string, unknown>>;

/** What reads find: each its value, or undefined where there is no such item. */
type Found<Reads extends readonly Read<unknown>[]> = {
  readonly [Index in keyof Reads]: ReturnType<Reads[Index]['as']> | undefined;
};

const attempts = 4;

/** Reads one item, strongly consistent. */
export async function read<Value>({ tableName, key, as }: Read<Value>): Promise<Value | undefined> {
  const { Item } = await dynamodb.send(new GetCommand({ TableName: tableName, Key: key, ConsistentRead: true }));
  return Item && as(Item);
}

/**
 * Reads items of several tables by one call; each strongly consistent, but not all of one moment. The caller needs the
 * right to `BatchGetItem` on each table.
 *
 * @example
 * const [order, payment] = await readTogether(orders.orderToRead(id), payments.paymentToRead(id));
 */
export async function readTogether<Reads extends readonly Read<unknown>[]>(...reads: Reads): Promise<Found<Reads>> {
  const found: { readonly tableName: string; readonly item: Item }[] = [];
  let wanted = keysByTable(reads);
  for (let attempt = 0; Object.keys(wanted).length > 0; attempt++) {
    // DynamoDB hands back what it could not read in one go, throttled say; it says so instead of failing.
    if (attempt === attempts) throw new Error('DynamoDB left items unread');
    const { Responses = {}, UnprocessedKeys = {} } = await dynamodb.send(new BatchGetCommand({ RequestItems: wanted }));
    for (const [tableName, items] of Object.entries(Responses)) {
      found.push(...items.map((item) => ({ tableName, item })));
    }
    wanted = UnprocessedKeys as typeof wanted;
  }
  return reads.map(({ tableName, key, as }) => {
    const isIt = (item: Item) => Object.entries(key).every(([name, value]) => item[name] === value);
    const its = found.find((one) => one.tableName === tableName && isIt(one.item));
    return its && as(its.item);
  }) as Found<Reads>;
}

function keysByTable(reads: readonly Read<unknown>[]) {
  const tables: Record<string, { Keys: Record<string, string>[]; ConsistentRead: true }> = {};
  for (const { tableName, key } of reads) {
    tables[tableName] ??= { Keys: [], ConsistentRead: true };
    tables[tableName].Keys.push({ ...key });
  }
  return tables;
}
