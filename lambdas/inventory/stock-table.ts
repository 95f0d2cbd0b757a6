import { BatchGetCommand, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { dynamodb, type ItemUpdate, isConditionFailure, scan, type TransactionItem } from '../runtime/dynamodb.ts';
import { environment } from '../runtime/environment.ts';
import { type BackorderPolicy, type Holding, type Stock, StockItem, stockOf } from './stock.ts';

/**
 * The Stock table:
 * - `SKU#<sku>` / `STOCK`: the stock of a SKU, its shard 0
 * - `SKU#<sku>#<n>` / `STOCK`: its shard n; a partition of its own, because one partition takes 1,000 writes a second
 */
const keyOf = (sku: string, shard: number) => ({ pk: shard === 0 ? `SKU#${sku}` : `SKU#${sku}#${shard}`, sk: 'STOCK' });

const counters = ['onHand', 'available', 'reserved', 'unsellable', 'backordered', 'restocks', 'revision'] as const;

/** The counters that the ledger and the orders say. */
const repaired = ['onHand', 'available', 'reserved', 'unsellable', 'backordered'] as const;

/** By how many units the counters of one stock item change. */
export type StockChange = Readonly<Partial<Record<(typeof counters)[number], number>>>;

/** How a SKU is kept, as shard 0 says it; null takes a setting away. */
export type KeptAs = Readonly<
  Partial<
    Record<
      'lowStockThreshold' | 'leadTimeDays' | 'leadTimeStdDevDays' | 'serviceLevel' | 'packSize',
      number | null | undefined
    >
  >
> & { readonly backorder?: BackorderPolicy | null | undefined };

/** What must hold beside that no counter falls below zero. */
interface Guard {
  readonly condition: string;
  readonly values?: Readonly<Record<string, unknown>>;
}

/** The functions of the Stock table. */
export type StockTable = ReturnType<typeof stockTable>;

/** The Stock table; the only place that knows its keys and expressions. */
export function stockTable(tableName = environment('STOCK_TABLE')) {
  /** Shard 0 of a SKU, which says how it is kept; strongly consistent. */
  async function findMain(sku: string): Promise<StockItem | undefined> {
    const { Item } = await dynamodb.send(
      new GetCommand({ TableName: tableName, Key: keyOf(sku, 0), ConsistentRead: true }),
    );
    return Item && z.parse(StockItem, Item);
  }

  /** The stock of a SKU, all its shards; each strongly consistent, but not all of one moment. */
  async function find(sku: string): Promise<Stock | undefined> {
    const main = await findMain(sku);
    return main && stockOf([main, ...(await findShards(sku, main.allShards ?? 1))]);
  }

  async function findShards(sku: string, count: number): Promise<StockItem[]> {
    let wanted: Record<string, unknown>[] = Array.from({ length: count - 1 }, (_, index) => keyOf(sku, index + 1));
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

  /**
   * The write that changes the counters of one stock item, if none falls below zero by it. `restocks` says that units became
   * available, and takes back the mark "sold out".
   */
  function changeUpdate(
    sku: string,
    shard: number,
    change: StockChange,
    guard?: Guard,
  ): ItemUpdate & { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } {
    const changed = counters.filter((counter) => change[counter] !== undefined);
    const falling = changed.filter((counter) => (change[counter] ?? 0) < 0);
    const conditions = [
      ...falling.map((counter) => `${counter} >= :${counter}Taken`),
      ...(guard ? [guard.condition] : []),
    ];
    const add = changed.map((counter) => `${counter} :${counter}`).join(', ');
    return {
      TableName: tableName,
      Key: keyOf(sku, shard),
      ...(conditions.length > 0 && { ConditionExpression: conditions.join(' AND ') }),
      UpdateExpression: `ADD ${add}${change.restocks === undefined ? '' : ' REMOVE soldOut'}`,
      ExpressionAttributeValues: {
        ...Object.fromEntries(changed.map((counter) => [`:${counter}`, change[counter]])),
        ...Object.fromEntries(falling.map((counter) => [`:${counter}Taken`, -(change[counter] ?? 0)])),
        ...guard?.values,
      },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    };
  }

  /**
   * The writes that change several shards of a SKU; that units became available is noted on shard 0 of a spread stock.
   * @param guard what must hold for shard 0, if that is written
   */
  function changeUpdates(
    sku: string,
    changes: ReadonlyMap<number, StockChange>,
    isSpread: boolean,
    guard?: Guard,
  ): ItemUpdate[] {
    const restocked = isSpread && [...changes.values()].some(({ available = 0 }) => available > 0);
    const all = new Map(changes);
    if (restocked) all.set(0, { ...all.get(0), restocks: 1 });
    return [...all].map(([shard, change]) => changeUpdate(sku, shard, change, shard === 0 ? guard : undefined));
  }

  /**
   * The writes that promise stock: from available to reserved, and what is late to backordered.
   * @param kept shard 0 as it was read; without it the SKU is taken for one that is neither spread nor backordered
   */
  function holdUpdates({ sku, quantity, units, late }: Holding, kept?: StockItem): ItemUpdate[] {
    if (late === undefined) {
      const guard =
        kept === undefined
          ? // Spread or backordered, it takes a look first: at the other shards, at those who wait for what has arrived.
            { condition: 'attribute_not_exists(shards) AND attribute_not_exists(backorder)' }
          : kept.backorder && { condition: 'backordered = :none', values: { ':none': 0 } };
      return units.map(({ shard, units }) => changeUpdate(sku, shard, { available: -units, reserved: units }, guard));
    }
    const taken = quantity - late.quantity;
    // Whoever takes the last units and waits for the rest must be the first in the queue.
    const guard =
      taken > 0
        ? { condition: 'available = :taken AND backordered = :none', values: { ':taken': taken, ':none': 0 } }
        : {
            condition: 'backordered <= :room',
            values: { ':room': (kept?.backorder?.limit ?? 0) - late.quantity },
          };
    const change = { ...(taken > 0 && { available: -taken, reserved: taken }), backordered: late.quantity };
    return [changeUpdate(sku, 0, change, guard)];
  }

  /** The writes that take back what was promised: to available again, or `issued` out of the warehouse. */
  function giveUpUpdates(
    { sku, units, late }: Holding,
    { isSpread, to }: { isSpread: boolean; to: 'available' | 'issued' },
  ): ItemUpdate[] {
    const changes = new Map<number, StockChange>(
      units.map(({ shard, units }) => [
        shard,
        to === 'available' ? { available: units, reserved: -units } : { onHand: -units, reserved: -units },
      ]),
    );
    if (late !== undefined) changes.set(0, { ...changes.get(0), backordered: -late.quantity });
    return changeUpdates(sku, changes, isSpread);
  }

  /** The writes that spread a SKU over so many shards from now on, unless somebody else did so since `main` was read. */
  function spreadWrites(main: StockItem, shards: number): TransactionItem[] {
    const { sku, allShards = 1 } = main;
    const isFirst = main.shards === undefined;
    const added = Array.from({ length: Math.max(0, shards - allShards) }, (_, index) => allShards + index);
    return [
      {
        Update: {
          TableName: tableName,
          Key: keyOf(sku, 0),
          ConditionExpression: `attribute_not_exists(backorder) AND ${isFirst ? 'attribute_not_exists(shards)' : 'shards = :seen'}`,
          UpdateExpression: 'SET shards = :shards, allShards = :all ADD restocks :one REMOVE soldOut',
          ExpressionAttributeValues: {
            ':shards': shards,
            ':all': Math.max(shards, allShards),
            ':one': 1,
            ...(!isFirst && { ':seen': main.shards }),
          },
        },
      },
      ...added.map((shard) => ({
        Put: {
          TableName: tableName,
          Item: { ...keyOf(sku, shard), sku, shard, onHand: 0, available: 0, reserved: 0 },
          ConditionExpression: 'attribute_not_exists(pk)',
        },
      })),
    ];
  }

  /** Every stock item of every SKU. */
  async function* all(): AsyncGenerator<StockItem> {
    for await (const item of scan({ TableName: tableName })) yield z.parse(StockItem, item);
  }

  /** The write that sets what a stock item should say, as long as it says what it was seen to say. */
  function repairUpdate(seen: StockItem, right: Pick<StockItem, (typeof repaired)[number]>): ItemUpdate {
    const present = repaired.filter((counter) => seen[counter] !== undefined || right[counter] !== undefined);
    return {
      TableName: tableName,
      Key: keyOf(seen.sku, seen.shard),
      ConditionExpression: ['onHand', 'available', 'reserved'].map((name) => `${name} = :${name}Seen`).join(' AND '),
      UpdateExpression: `SET ${present.map((name) => `${name} = :${name}`).join(', ')} REMOVE soldOut`,
      ExpressionAttributeValues: {
        ':onHandSeen': seen.onHand,
        ':availableSeen': seen.available,
        ':reservedSeen': seen.reserved,
        ...Object.fromEntries(present.map((name) => [`:${name}`, right[name]])),
      },
    };
  }

  /** The write that begins the stock of a SKU with so many units, if there is none. */
  function createWrite(sku: string, units: number): TransactionItem {
    const counts = { onHand: units, available: units, reserved: 0, revision: 1 };
    return {
      Put: {
        TableName: tableName,
        Item: { ...keyOf(sku, 0), sku, ...counts },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    };
  }

  /** The writes of staff: what they decided on is what they read, and the stock was not spread since. */
  function keepUpdates(main: StockItem, changes: ReadonlyMap<number, StockChange>): ItemUpdate[] {
    const { sku, revision, shards } = main;
    const all = new Map(changes).set(0, { ...changes.get(0), revision: 1 });
    return changeUpdates(sku, all, shards !== undefined, {
      condition: `${revision === undefined ? 'attribute_not_exists(revision)' : 'revision = :read'} AND ${shards === undefined ? 'attribute_not_exists(shards)' : 'shards >= :one'}`,
      values: { ...(revision !== undefined && { ':read': revision }), ...(shards !== undefined && { ':one': 1 }) },
    });
  }

  /**
   * Sets how a SKU is kept; null takes a setting away.
   * @returns false when the stock is spread and shall be backordered, or units are promised and shall not be, or it is not there
   */
  async function keep(sku: string, settings: KeptAs): Promise<boolean> {
    const given = Object.entries(settings).filter(([, value]) => value !== undefined);
    const set = given.filter(([, value]) => value !== null);
    const removed = given.filter(([, value]) => value === null).map(([name]) => name);
    const { backorder } = settings;
    const conditions = [
      'sku = :sku',
      ...(backorder ? ['attribute_not_exists(shards)'] : []),
      ...(backorder === null ? ['attribute_not_exists(backordered) OR sku = :sku AND backordered = :none'] : []),
    ];
    const parts = [
      set.length > 0 && `SET ${set.map(([name]) => `${name} = :${name}`).join(', ')}`,
      backorder && 'ADD backordered :none',
      removed.length > 0 && `REMOVE ${removed.join(', ')}`,
    ];
    try {
      await dynamodb.send(
        new UpdateCommand({
          TableName: tableName,
          Key: keyOf(sku, 0),
          ConditionExpression: conditions.join(' AND '),
          UpdateExpression: parts.filter(Boolean).join(' '),
          ExpressionAttributeValues: {
            ':sku': sku,
            ...Object.fromEntries(set.map(([name, value]) => [`:${name}`, value])),
            ...(backorder !== undefined && { ':none': 0 }),
          },
        }),
      );
      return true;
    } catch (error) {
      if (!isConditionFailure(error)) throw error;
      return false;
    }
  }

  /** Notes that all shards were found dry, unless units became available since `restocks` was read. */
  async function markSoldOut(sku: string, restocks: number): Promise<void> {
    try {
      await dynamodb.send(
        new UpdateCommand({
          TableName: tableName,
          Key: keyOf(sku, 0),
          ConditionExpression: 'restocks = :restocks AND available = :none',
          UpdateExpression: 'SET soldOut = :true',
          ExpressionAttributeValues: { ':restocks': restocks, ':none': 0, ':true': true },
        }),
      );
    } catch (error) {
      if (!isConditionFailure(error)) throw error;
    }
  }

  return {
    find,
    findMain,
    changeUpdate,
    changeUpdates,
    createWrite,
    keepUpdates,
    keep,
    holdUpdates,
    giveUpUpdates,
    spreadWrites,
    all,
    repairUpdate,
    markSoldOut,
  };
}
