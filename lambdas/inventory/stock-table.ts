import { BatchGetCommand, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { dynamodb, type ItemUpdate, isConditionFailure, scan, type TransactionItem } from '../runtime/dynamodb.ts';
import { environment } from '../runtime/environment.ts';
import { type Holding, type Replenishment, type Stock, StockItem, stockOf } from './stock.ts';

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

/** What must hold beside that no counter falls below zero. */
interface Guard {
  readonly condition: string;
  readonly values?: Readonly<Record<string, unknown>>;
}

/** What staff may set about a SKU; null takes a setting away. */
export type KeptSettings = {
  readonly [Setting in 'lowStockThreshold' | 'backorder' | keyof Replenishment]?: StockItem[Setting] | null | undefined;
};

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
   * The writes that promise stock: from available to reserved, and what is beyond the stock to backordered.
   * @param kept shard 0 as it was read; without it the SKU is taken for one that is neither spread nor backordered
   */
  function holdUpdates({ sku, quantity, units, backordered }: Holding, kept?: StockItem): ItemUpdate[] {
    if (backordered === undefined) {
      const guard =
        kept === undefined
          ? // Spread or backordered, it takes a look first: at the other shards, at those who wait for what has arrived.
            { condition: 'attribute_not_exists(shards) AND attribute_not_exists(backorder)' }
          : kept.backorder && { condition: 'backordered = :none', values: { ':none': 0 } };
      return units.map(({ shard, units }) => changeUpdate(sku, shard, { available: -units, reserved: units }, guard));
    }
    const taken = quantity - backordered.quantity;
    // Whoever takes the last units and waits for the rest must be the first in the queue.
    const guard =
      taken > 0
        ? { condition: 'available = :taken AND backordered = :none', values: { ':taken': taken, ':none': 0 } }
        : {
            condition: 'backordered <= :room',
            values: { ':room': (kept?.backorder?.limit ?? 0) - backordered.quantity },
          };
    const change = { ...(taken > 0 && { available: -taken, reserved: taken }), backordered: backordered.quantity };
    return [changeUpdate(sku, 0, change, guard)];
  }

  /** The writes that take back what was promised: to available again, or `issued` out of the warehouse. */
  function giveUpUpdates(
    { sku, units, backordered }: Holding,
    { isSpread, to }: { isSpread: boolean; to: 'available' | 'issued' },
  ): ItemUpdate[] {
    const changes = new Map<number, StockChange>(
      units.map(({ shard, units }) => [
        shard,
        to === 'available' ? { available: units, reserved: -units } : { onHand: -units, reserved: -units },
      ]),
    );
    if (backordered !== undefined) changes.set(0, { ...changes.get(0), backordered: -backordered.quantity });
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
    for await (const item of scan({ TableName: tableName, ConsistentRead: true })) yield z.parse(StockItem, item);
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

  /**
   * Writes how a SKU is kept: an undefined setting stays as it is, null takes it away.
   * @returns false when there is no such stock, the SKU is spread and would get a policy, or units are promised under the policy
   *   that would go
   */
  async function keep(sku: string, settings: KeptSettings): Promise<boolean> {
    const given = Object.entries(settings).filter(([, value]) => value !== undefined);
    if (given.length === 0) return true;
    const set = given.filter(([, value]) => value !== null);
    const removed = given.filter(([, value]) => value === null).map(([name]) => name);
    // Without a threshold nothing is low; without a policy no order may find room under it.
    if (removed.includes('lowStockThreshold')) removed.push('lowSince', 'lowClaimedAt', 'lowToldAt');
    if (removed.includes('backorder')) removed.push('backordered');
    const setsPolicy = set.some(([name]) => name === 'backorder');
    const removesPolicy = removed.includes('backorder');
    return update(sku, {
      condition: setsPolicy
        ? 'attribute_exists(pk) AND attribute_not_exists(shards)'
        : removesPolicy
          ? 'attribute_exists(pk) AND attribute_not_exists(backordered) OR backordered = :none'
          : 'attribute_exists(pk)',
      expression: [
        set.length > 0 ? `SET ${set.map(([name]) => `${name} = :${name}`).join(', ')}` : '',
        removed.length > 0 ? `REMOVE ${removed.join(', ')}` : '',
        // Present with every policy: conditions compare with it.
        setsPolicy ? 'ADD backordered :none' : '',
      ]
        .filter((part) => part !== '')
        .join(' '),
      values: {
        ...Object.fromEntries(set.map(([name, value]) => [`:${name}`, value])),
        ...((setsPolicy || removesPolicy) && { ':none': 0 }),
      },
    });
  }

  /** Changes shard 0 unless the condition is false. */
  async function update(
    sku: string,
    { condition, expression, values }: { condition?: string; expression: string; values?: Record<string, unknown> },
  ): Promise<boolean> {
    try {
      await dynamodb.send(
        new UpdateCommand({
          TableName: tableName,
          Key: keyOf(sku, 0),
          ...(condition !== undefined && { ConditionExpression: condition }),
          UpdateExpression: expression,
          ...(values !== undefined && Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
        }),
      );
      return true;
    } catch (error) {
      if (!isConditionFailure(error)) throw error;
      return false;
    }
  }

  /**
   * Notes that the stock is low, for one caller to tell the stock keeper: of all who see it, the first; and another one where
   * that one was gone before it noted that it had told.
   * @param gone a claim that is older belongs to nobody any more, ISO 8601 UTC
   * @returns false when another tells it, or units became available since `seen` was read
   */
  async function claimLow({ sku, main }: Stock, at: string, gone: string): Promise<boolean> {
    const { lowClaimedAt, lowStockThreshold, restocks } = main;
    if (lowClaimedAt !== undefined) {
      if (lowClaimedAt > gone) return false;
      return update(sku, {
        condition: 'lowClaimedAt = :seen AND attribute_not_exists(lowToldAt)',
        expression: 'SET lowClaimedAt = :at',
        values: { ':seen': lowClaimedAt, ':at': at },
      });
    }
    return update(sku, {
      // The shards were read one by one: what says that none of them rose since is the count of restocks.
      condition: `attribute_not_exists(lowSince) AND available <= :threshold${restocks === undefined ? '' : ' AND restocks = :restocks'}`,
      expression: 'SET lowSince = :at, lowClaimedAt = :at',
      values: {
        ':at': at,
        ':threshold': lowStockThreshold,
        ...(restocks !== undefined && { ':restocks': restocks }),
      },
    });
  }

  /** Notes that the stock keeper was told, by the one who claimed it then. */
  async function recordLowTold(sku: string, claimedAt: string, at: string): Promise<void> {
    await update(sku, {
      condition: 'lowClaimedAt = :claimedAt',
      expression: 'SET lowToldAt = :at',
      values: { ':claimedAt': claimedAt, ':at': at },
    });
  }

  /** Forgets that the stock is low, for the claim of that moment only: units have come, or the stock keeper could not be told. */
  async function clearLow(sku: string, claimedAt: string): Promise<void> {
    await update(sku, {
      condition: 'lowClaimedAt = :claimedAt',
      expression: 'REMOVE lowSince, lowClaimedAt, lowToldAt',
      values: { ':claimedAt': claimedAt },
    });
  }

  /** The write that notes that a shopper waits for a SKU; refused where there is none. */
  function awaitUpdate(sku: string, mark: string): TransactionItem {
    return {
      Update: {
        TableName: tableName,
        Key: keyOf(sku, 0),
        ConditionExpression: 'attribute_exists(pk)',
        UpdateExpression: 'SET awaited = :mark',
        ExpressionAttributeValues: { ':mark': mark },
      },
    };
  }

  /** Notes that no shopper waits any more, unless one came since the mark was read. */
  async function clearAwaited(sku: string, mark: string): Promise<void> {
    await update(sku, { condition: 'awaited = :mark', expression: 'REMOVE awaited', values: { ':mark': mark } });
  }

  /** Shard 0 of every SKU, a page at a time; eventually consistent. */
  async function* mains(): AsyncGenerator<StockItem> {
    const input = { FilterExpression: 'attribute_not_exists(#shard)', ExpressionAttributeNames: { '#shard': 'shard' } };
    for await (const item of scan({ TableName: tableName, ...input })) yield z.parse(StockItem, item);
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
    mains,
    repairUpdate,
    markSoldOut,
    claimLow,
    recordLowTold,
    clearLow,
    awaitUpdate,
    clearAwaited,
  };
}
