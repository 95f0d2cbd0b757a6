import { isDeepStrictEqual } from 'node:util';
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  ScanCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { dynamodb } from '../../lambdas/runtime/dynamodb.ts';
import type { TableRecord } from '../../lib/service-table.ts';
import { tables } from '../../lib/tables.ts';

/** An item as the document client hands it over. */
export type Item = Readonly<Record<string, unknown>>;

/** By what the indexes of our tables are sorted. */
const indexSortKeys = new Map<string, string>(
  Object.values<TableRecord>(tables).flatMap(({ indexes = {} }) =>
    Object.entries(indexes).map(([name, [, sortKey]]) => [name, sortKey] as const),
  ),
);

/** Every call to the store passes through it; `commit` does what was asked. Faults are put in here. */
export type Intercept = (
  command: { readonly name: string /** Which items a transaction writes. */; readonly items?: readonly string[] },
  commit: () => unknown,
) => Promise<unknown>;

/** What a store holds: items by table, then by key. Items are never changed in place, so they need no copy. */
type Snapshot = ReadonlyMap<string, ReadonlyMap<string, Item>>;

/** A store in memory, in the place of DynamoDB. */
export type InMemoryDynamoDb = ReturnType<typeof inMemoryDynamoDb>;

interface Write {
  readonly TableName?: string | undefined;
  readonly Key?: Item | undefined;
  readonly Item?: Item | undefined;
  readonly ConditionExpression?: string | undefined;
  readonly UpdateExpression?: string | undefined;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>> | undefined;
  readonly ExpressionAttributeValues?: Item | undefined;
  readonly ReturnValuesOnConditionCheckFailure?: string | undefined;
}

interface TransactedWrite {
  readonly Put?: Write;
  readonly Update?: Write;
  readonly Delete?: Write;
}

/**
 * Puts a store in memory in the place of DynamoDB. It understands the expressions that our tables write and refuses
 * every other, so that the tests run the real table modules with their real conditions.
 *
 * @example
 * const db = inMemoryDynamoDb();
 * db.put('stock', { pk: 'SKU#A', sk: 'STOCK', available: 1 });
 */
export function inMemoryDynamoDb() {
  const tables = new Map<string, Map<string, Item>>();
  const counts = { reads: 0, writes: 0 };
  const db = {
    /** Replaced by tests that put in faults or an order of events. */
    intercept: (async (_command, commit) => commit()) as Intercept,
    /** The items that a page of a query holds at most. */
    pageSize: Number.POSITIVE_INFINITY,
    /** How many calls were made. */
    counts,
    put,
    item: (table: string, pk: string, sk: string): Item | undefined => tableOf(table).get(idOf({ pk, sk })),
    items: (table: string): readonly Item[] => [...tableOf(table).values()],
    drop: (table: string, pk: string, sk: string) => tableOf(table).delete(idOf({ pk, sk })),
    clear: () => tables.clear(),
    /** All that it holds now, by table; `restore` brings it back. */
    snapshot: (): Snapshot => copyOf(tables),
    restore: (snapshot: Snapshot) => {
      tables.clear();
      for (const [name, items] of copyOf(snapshot)) tables.set(name, items);
    },
  };
  Object.assign(dynamodb, { send });
  return db;

  function send(command: { readonly input: object }): Promise<unknown> {
    const items = command instanceof TransactWriteCommand ? itemsOf(command.input) : [];
    return db.intercept({ name: command.constructor.name, items }, () => execute(command));
  }

  function execute(command: unknown): unknown {
    if (readers.some((reader) => command instanceof reader)) counts.reads++;
    else counts.writes++;
    if (command instanceof GetCommand) return { Item: db.item(...where(command.input.TableName, command.input.Key)) };
    if (command instanceof QueryCommand) {
      refuseKeysOfNothing(command.input);
      return query(command.input, command.input.KeyConditionExpression);
    }
    if (command instanceof ScanCommand) return query(command.input, command.input.FilterExpression);
    if (command instanceof BatchGetCommand) return batchGet(command.input);
    if (command instanceof BatchWriteCommand) return batchWrite(command.input);
    if (command instanceof PutCommand || command instanceof UpdateCommand) return write(command.input as Write);
    if (command instanceof DeleteCommand) return remove(command.input as Write);
    if (command instanceof TransactWriteCommand)
      return transaction((command.input.TransactItems ?? []) as readonly TransactedWrite[]);
    throw new Error(`the store in memory does not understand ${(command as object).constructor.name}`);
  }

  function tableOf(name: string | undefined): Map<string, Item> {
    const table = tables.get(name ?? '') ?? new Map<string, Item>();
    tables.set(name ?? '', table);
    return table;
  }

  function put(table: string, item: Item): void {
    refuseHalfCharacters(item);
    tableOf(table).set(idOf(item), withoutUndefined(item) as Item);
  }

  function write(input: Write): object {
    demandCondition(input);
    return { Attributes: apply(input) };
  }

  function remove(input: Write): object {
    demandCondition(input);
    db.drop(...where(input.TableName, input.Key));
    return {};
  }

  function demandCondition(input: Write): void {
    if (isAllowed(input)) return;
    const message = 'The conditional request failed';
    throw new ConditionalCheckFailedException({ $metadata: {}, message, ...oldItem(input) });
  }

  function transaction(writes: readonly TransactedWrite[]): object {
    const inputs = writes.map(({ Put, Update, Delete }) => Put ?? Update ?? Delete ?? {});
    const targets = new Set(inputs.map((input) => `${input.TableName}|${idOf(input.Item ?? input.Key ?? {})}`));
    if (inputs.length > 100 || targets.size < inputs.length) throw validationError('too many items, or one twice');
    const allowed = inputs.map(isAllowed);
    // Ahead of any refusal: a write that cannot be carried out is a fault, even beside one that is refused.
    const items = writes.map(({ Delete }, index) =>
      Delete === undefined && allowed[index] ? after(inputs[index] ?? {}) : undefined,
    );
    if (allowed.includes(false)) {
      throw new TransactionCanceledException({
        $metadata: {},
        message: 'Transaction cancelled',
        CancellationReasons: inputs.map((input, index) => {
          if (allowed[index]) return { Code: 'None' };
          return { Code: 'ConditionalCheckFailed', ...oldItem(input) };
        }),
      });
    }
    for (const [index, { TableName = '', Key }] of inputs.entries()) {
      const item = items[index];
      if (item === undefined) db.drop(...where(TableName, Key));
      else put(TableName, item);
    }
    return {};
  }

  function isAllowed(input: Write): boolean {
    assertKey(input.Item ?? input.Key);
    assertEveryPlaceholderIsUsed(input);
    if (input.ConditionExpression === undefined) return true;
    return conditionOf(input.ConditionExpression)(operandsOf(input, before(input) ?? {}));
  }

  function apply(input: Write): Item {
    const next = after(input);
    put(input.TableName ?? '', next);
    return next;
  }

  function before(input: Write): Item | undefined {
    return tableOf(input.TableName).get(idOf(input.Item ?? input.Key ?? {}));
  }

  function after(input: Write): Item {
    const old = before(input) ?? {};
    return input.Item ?? updateOf(input.UpdateExpression ?? '')({ ...input.Key, ...old }, operandsOf(input, old));
  }

  /** The item as a refusal shows it, where the write asked for it. */
  function oldItem(input: Write): { Item?: Record<string, AttributeValue> } {
    const old = input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD' ? before(input) : undefined;
    return old === undefined ? {} : { Item: marshall(old) };
  }

  function query(input: QueryCommand['input'] | ScanCommand['input'], expression = ''): object {
    const condition = conditionOf(expression);
    // An index is in the order of its own sort key, which its queries compare.
    const { IndexName } = input as { IndexName?: string };
    const isIndex = IndexName !== undefined;
    const sortKey = isIndex ? indexSortKeys.get(IndexName) : 'sk';
    if (sortKey === undefined) throw validationError(`there is no index ${IndexName}`);
    const placeOf = (item: Item) => (isIndex ? `${item[sortKey]} ${idOf(item)}` : idOf(item));
    const isForward = (input as QueryCommand['input']).ScanIndexForward ?? true;
    // Most queries are for one partition; a comparison is quicker than an expression.
    const pk = expression.startsWith('pk = :pk') ? input.ExpressionAttributeValues?.[':pk'] : undefined;
    const found = [...tableOf(input.TableName).values()]
      .filter((item) => pk === undefined || item.pk === pk)
      .filter((item) => condition(operandsOf(input as Write, item)))
      .sort((a, b) => (placeOf(a) < placeOf(b) === isForward ? -1 : 1));
    const from = input.ExclusiveStartKey && placeOf(wholeKey(input.ExclusiveStartKey));
    const rest = found.filter(
      (item) => from === undefined || (isForward ? placeOf(item) > from : placeOf(item) < from),
    );
    const page = rest.slice(0, Math.min(db.pageSize, input.Limit ?? Number.POSITIVE_INFINITY));
    const last = page.length < rest.length ? page.at(-1) : undefined;
    // An index of ours has the keys of its items, and nothing else of them.
    const isKey = ([name]: [string, unknown]) => ['pk', 'sk'].includes(name) || expression.split(/\W+/).includes(name);
    const Items = isIndex ? page.map((item) => Object.fromEntries(Object.entries(item).filter(isKey))) : page;
    return { Items, ...(last && { LastEvaluatedKey: { pk: last.pk, sk: last.sk, [sortKey]: last[sortKey] } }) };
  }

  function batchWrite({ RequestItems = {} }: BatchWriteCommand['input']): object {
    for (const [table, requests] of Object.entries(RequestItems)) {
      if (requests.length > 25) throw validationError('too many items');
      for (const { PutRequest, DeleteRequest } of requests) {
        if (DeleteRequest === undefined) put(table, (PutRequest?.Item ?? {}) as Item);
        else db.drop(...where(table, DeleteRequest.Key as Item));
      }
    }
    return {};
  }

  function batchGet({ RequestItems = {} }: BatchGetCommand['input']): object {
    return {
      Responses: Object.fromEntries(
        Object.entries(RequestItems).map(([table, request]) => {
          const ids = (request.Keys ?? []).map(idOf);
          if (ids.length > 100 || new Set(ids).size < ids.length) throw validationError('too many keys, or one twice');
          return [table, ids.map((id) => tableOf(table).get(id)).filter((item) => item !== undefined)];
        }),
      ),
    };
  }
}

function itemsOf({ TransactItems = [] }: TransactWriteCommand['input']): string[] {
  return (TransactItems as readonly TransactedWrite[])
    .map(({ Put, Update, Delete }) => Put ?? Update ?? Delete ?? {})
    .map((write) => `${write.TableName}|${idOf(write.Item ?? write.Key ?? {})}`);
}

const readers = [GetCommand, QueryCommand, ScanCommand, BatchGetCommand] as const;

/** The error of a write that met another transaction on the same item. */
export function transactionConflict(items: number): TransactionCanceledException {
  return new TransactionCanceledException({
    $metadata: {},
    message: 'Transaction cancelled',
    CancellationReasons: Array.from({ length: items }, (_, index) => ({
      Code: index === items - 1 ? 'TransactionConflict' : 'None',
    })),
  });
}

/** What an expression's tokens stand for. */
interface Operands {
  readonly nameOf: (token: string) => string;
  readonly resolve: (token: string) => unknown;
}
type Condition = (operands: Operands) => boolean;
type Update = (item: Item, operands: Operands) => Item;

function operandsOf(
  { ExpressionAttributeNames: names, ExpressionAttributeValues: values }: Write,
  item: Item,
): Operands {
  const nameOf = (token: string) => (token.startsWith('#') ? (names?.[token] ?? token) : token);
  return { nameOf, resolve: (token) => (token.startsWith(':') ? values?.[token] : item[nameOf(token)]) };
}

/** DynamoDB refuses a name or value that no expression uses, and one that an expression uses but nobody defined. */
function assertEveryPlaceholderIsUsed(input: Write): void {
  const used = new Set(`${input.ConditionExpression} ${input.UpdateExpression}`.match(/[:#]\w+/g));
  const given = new Set([
    ...Object.keys(input.ExpressionAttributeNames ?? {}),
    ...Object.keys(input.ExpressionAttributeValues ?? {}),
  ]);
  const wrong = [...used].filter((name) => !given.has(name)).concat([...given].filter((name) => !used.has(name)));
  if (wrong.length > 0) throw validationError(`unused or undefined: ${wrong.join(', ')}`);
}

const conditionOf = memoized((expression): Condition => {
  if (expression === '') return () => true;
  const spelledOut = expression.replaceAll(/(\w+) BETWEEN (:\w+) AND (:\w+)/g, '$1 >= $2 AND $1 <= $3');
  const alternatives = spelledOut.split(' OR ').map((alternative) => alternative.split(' AND ').map(termOf));
  return (operands) => alternatives.some((terms) => terms.every((term) => term(operands)));
});

function termOf(term: string): Condition {
  const absent = /^attribute_not_exists\(([\w#]+)\)$/.exec(term)?.[1];
  if (absent !== undefined) return ({ resolve }) => resolve(absent) === undefined;
  const present = /^attribute_exists\(([\w#]+)\)$/.exec(term)?.[1];
  if (present !== undefined) return ({ resolve }) => resolve(present) !== undefined;
  const [, member, list] = /^([\w#]+) IN \((.+)\)$/.exec(term) ?? [];
  if (member !== undefined && list !== undefined) {
    const candidates = list.split(', ');
    return ({ resolve }) => candidates.some((candidate) => resolve(candidate) === resolve(member));
  }
  const [, text, prefix] = /^begins_with\(([\w#]+), (:\w+)\)$/.exec(term) ?? [];
  if (text !== undefined && prefix !== undefined) {
    return ({ resolve }) => String(resolve(text)).startsWith(String(resolve(prefix)));
  }
  const [, set, element] = /^contains\(([\w#]+), (:\w+)\)$/.exec(term) ?? [];
  if (set !== undefined && element !== undefined) {
    return ({ resolve }) => (resolve(set) as ReadonlySet<unknown> | undefined)?.has(resolve(element)) ?? false;
  }
  const [, sized, most] = /^size\(([\w#]+)\) < (:\w+)$/.exec(term) ?? [];
  if (sized !== undefined && most !== undefined) {
    return ({ resolve }) => {
      const size = (resolve(sized) as ReadonlySet<unknown> | undefined)?.size;
      return size !== undefined && size < Number(resolve(most));
    };
  }
  const [, left = '', comparator = '', right = ''] = /^([\w#:]+) (=|<|<=|>|>=) ([\w#:]+)$/.exec(term) ?? [];
  const compare = comparators[comparator];
  if (compare === undefined) throw validationError(`not understood: ${term}`);
  return ({ resolve }) => compare(resolve(left), resolve(right));
}

const comparators: Readonly<Record<string, (a: unknown, b: unknown) => boolean>> = {
  '=': (a, b) => a !== undefined && isDeepStrictEqual(a, b),
  '<': (a, b) => typeof a === typeof b && (a as string) < (b as string),
  '<=': (a, b) => typeof a === typeof b && (a as string) <= (b as string),
  '>': (a, b) => typeof a === typeof b && (a as string) > (b as string),
  '>=': (a, b) => typeof a === typeof b && (a as string) >= (b as string),
};

const updateOf = memoized((expression): Update => {
  const parts = expression.split(/\s*\b(SET|ADD|REMOVE)\b\s*/).slice(1);
  const updates = parts.flatMap((word, index) =>
    index % 2 === 1 ? [] : (parts[index + 1] ?? '').split(/,\s*(?![^(]*\))/).map((action) => actionOf(word, action)),
  );
  return (item, operands) => updates.reduce((next, update) => update(next, operands), item);
});

function actionOf(word: string, action: string): Update {
  const [, appended, list, tail] = /^([\w#]+) = list_append\(([\w#]+), (:\w+)\)$/.exec(action) ?? [];
  if (word === 'SET' && appended !== undefined && list !== undefined && tail !== undefined) {
    return (item, { nameOf, resolve }) => {
      const head = resolve(list);
      if (!Array.isArray(head)) throw validationError(`no list to append to: ${list}`);
      return { ...item, [nameOf(appended)]: [...head, ...(resolve(tail) as unknown[])] };
    };
  }
  const [, map, entry, inner] = /^(\w+)\.(#\w+) = (:\w+)$/.exec(action) ?? [];
  if (word === 'SET' && map !== undefined && entry !== undefined && inner !== undefined) {
    return (item, { nameOf, resolve }) => ({
      ...item,
      [map]: { ...(item[map] as Item), [nameOf(entry)]: resolve(inner) },
    });
  }
  const [, target, value] = /^([\w#]+) = (:\w+)$/.exec(action) ?? [];
  if (word === 'SET' && target !== undefined && value !== undefined) {
    return (item, { nameOf, resolve }) => ({ ...item, [nameOf(target)]: resolve(value) });
  }
  const [, counted, increment] = /^([\w#]+) (:\w+)$/.exec(action) ?? [];
  if (word === 'ADD' && counted !== undefined && increment !== undefined) {
    return (item, { nameOf, resolve }) => {
      const counter = nameOf(counted);
      const added = resolve(increment);
      if (added instanceof Set) {
        return { ...item, [counter]: new Set([...((item[counter] as ReadonlySet<unknown>) ?? []), ...added]) };
      }
      const sum = Number(item[counter] ?? 0) + Number(added);
      // DynamoDB counts exactly in decimals; all of ours are whole numbers, and so small that a double is exact.
      if (!Number.isSafeInteger(sum)) throw validationError(`not a whole number: ${counter} ${sum}`);
      return { ...item, [counter]: sum };
    };
  }
  if (word === 'REMOVE' && /^[\w#]+$/.test(action)) {
    return (item, { nameOf }) => {
      const { [nameOf(action)]: _removed, ...rest } = item;
      return rest;
    };
  }
  throw validationError(`not understood: ${word} ${action}`);
}

function memoized<Value>(make: (expression: string) => Value): (expression: string) => Value {
  const made = new Map<string, Value>();
  return (expression) => {
    const value = made.get(expression) ?? make(expression);
    made.set(expression, value);
    return value;
  };
}

function copyOf(tables: Snapshot): Map<string, Map<string, Item>> {
  return new Map([...tables].map(([name, items]) => [name, new Map(items)]));
}

function where(table: string | undefined, key: Item | undefined): [string, string, string] {
  assertKey(key);
  return [table ?? '', String(key?.pk), String(key?.sk)];
}

/** DynamoDB refuses keys that are missing, empty or longer, or no text. */
function assertKey(key: Item | undefined): void {
  for (const [part, longest] of [key?.pk, key?.sk].map((part, index) => [part, [2048, 1024][index] ?? 0] as const)) {
    if (typeof part !== 'string' || part === '') throw validationError('no key');
    if (Buffer.byteLength(part) > longest) throw validationError(`a key of more than ${longest} bytes`);
    refuseHalfCharacters(part);
  }
}

/** DynamoDB refuses half a surrogate pair, wherever it stands. */
function refuseHalfCharacters(value: unknown): void {
  if (typeof value === 'string' && !value.isWellFormed()) {
    throw Object.assign(new Error('no text'), { name: 'SerializationException' });
  }
  if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) refuseHalfCharacters(inner);
}

function idOf(item: Item): string {
  return `${item.pk}|${item.sk}`;
}

function validationError(message: string): Error {
  return Object.assign(new Error(message), { name: 'ValidationException' });
}

/** What DynamoDB stores: no number nearer to 0, or farther from it, than it can say. */
function withoutUndefined(value: unknown): unknown {
  if (typeof value === 'number' && value !== 0 && !(Math.abs(value) >= 1e-130 && Math.abs(value) < 1e126)) {
    throw validationError('Number overflow or underflow. Attempting to store a number out of the supported range');
  }
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (typeof value !== 'object' || value === null || value instanceof Set) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([name, inner]) => [name, withoutUndefined(inner)]),
  );
}

/** As DynamoDB does: no page begins behind half a key, nor one with a part that has no name. */
function wholeKey(key: Item): Item {
  const isWhole = Object.entries(key).every(([name, value]) => name !== '' && value !== undefined);
  if (!isWhole) throw validationError('The provided starting key is invalid');
  return key;
}

/** As DynamoDB does: no part of a key is empty, or longer than one may be, so none is asked for. */
function refuseKeysOfNothing({ KeyConditionExpression = '', ExpressionAttributeValues = {} }: QueryCommandInput): void {
  for (const name of KeyConditionExpression.match(/:\w+/g) ?? []) {
    const value = String(ExpressionAttributeValues[name]);
    if (value === '') {
      throw validationError('The AttributeValue for a key attribute cannot contain an empty string value.');
    }
    const longest = KeyConditionExpression.includes(`= ${name}`) ? 2048 : 1024;
    if (Buffer.byteLength(value) > longest) throw validationError(`a key of more than ${longest} bytes`);
  }
}
