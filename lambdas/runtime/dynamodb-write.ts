import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { dynamodb, isConditionFailure, type TransactionItem } from './dynamodb.ts';

/** One update, alone or in a transaction. */
export interface Update {
  readonly Update: NonNullable<TransactionItem['Update']>;
}

/** One item to be put, alone or in a transaction. */
export interface Put {
  readonly Put: NonNullable<TransactionItem['Put']>;
}

/** What must hold of one attribute; made by `absent`, `oneOf` and the like. */
type Requirement = (name: string, placeholderOf: (value: unknown) => string) => string;

/** What every item has beside what its table says of it. */
type Stored<Item> = Item & { readonly pk: string; readonly sk: string };

/** What must hold, all of it, as an item is written: a value means "is that", undefined "is not there". */
export type When<Item> = {
  readonly [Name in keyof Stored<Item>]?: Stored<Item>[Name] | Requirement | undefined;
};

/** A value as it may be given: its lists need not be changeable. */
type Given<Value> = Value extends readonly (infer Entry)[] ? readonly Entry[] : Value;

/** What an update does to one item. */
export interface ItemChange<Item> {
  /** Attributes and their new values; an undefined one stays as it is. */
  readonly set?: { readonly [Name in keyof Item]?: Given<Item[Name]> | undefined };
  /** By how much counters change. A counter that is not there begins at 0, a set empty. */
  readonly add?: { readonly [Name in keyof Item]?: number | ReadonlySet<string> | undefined };
  readonly remove?: readonly (keyof Item)[];
  /** What comes behind the entries of lists that are there. */
  readonly append?: { readonly [Name in keyof Item]?: Given<Item[Name]> };
  /** Only where this holds; of several, where one of them does. */
  readonly when?: When<Item> | readonly When<Item>[] | undefined;
}

/** The attribute is there. */
export const present: Requirement = (name) => `attribute_exists(${name})`;

/** The attribute is not there. */
export const absent: Requirement = (name) => `attribute_not_exists(${name})`;

/** The attribute has one of these values. */
export function oneOf(values: readonly unknown[]): Requirement {
  return (name, placeholderOf) => `${name} IN (${values.map(placeholderOf).join(', ')})`;
}

/** The attribute is there and at least this. */
export const atLeast = compared('>=');

/** The attribute is there and at most this. */
export const atMost = compared('<=');

/** The attribute is there and less than this, or before it. */
export const below = compared('<');

/** The attribute is there and more than this, or after it. */
export const above = compared('>');

/** The attribute is a set that has fewer elements. */
export function smallerThan(size: number): Requirement {
  return (name, placeholderOf) => `size(${name}) < ${placeholderOf(size)}`;
}

/** The attribute is a set with this element. */
export function including(element: string): Requirement {
  return (name, placeholderOf) => `contains(${name}, ${placeholderOf(element)})`;
}

/**
 * The writes to a table. Every name and value goes in by a placeholder, so that no word is reserved and no value is
 * read as code.
 */
export function writesTo<Item>(tableName: string) {
  /** The write that changes an item, or makes it. Where it is refused it brings the item as it stood, if asked to. */
  function update(
    key: Readonly<Record<string, string>>,
    { set = {}, add = {}, remove = [], append = {}, when }: ItemChange<Item>,
    ifRefused: { readonly showItem?: boolean } = {},
  ): Update {
    const { nameOf, placeholderOf, attributes } = placeholders();
    const clauses = {
      SET: [
        ...given(set).map(([name, value]) => `${nameOf(name)} = ${placeholderOf(value)}`),
        ...given(append).map(
          ([name, entries]) => `${nameOf(name)} = list_append(${nameOf(name)}, ${placeholderOf(entries)})`,
        ),
      ],
      ADD: given(add).map(([name, by]) => `${nameOf(name)} ${placeholderOf(by)}`),
      REMOVE: remove.map((name) => nameOf(String(name))),
    };
    const actions = Object.entries(clauses).filter(([, actions]) => actions.length > 0);
    if (actions.length === 0) throw new Error(`an update of ${tableName} that changes nothing`);
    return {
      Update: {
        TableName: tableName,
        Key: key,
        UpdateExpression: actions.map(([clause, actions]) => `${clause} ${actions.join(', ')}`).join(' '),
        ...conditionOf(when, nameOf, placeholderOf),
        ...attributes(),
        ...(ifRefused.showItem && { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const }),
      },
    };
  }

  /** The write that puts a whole item in the place of what is there, or only where that is as it must be. */
  function put(item: Stored<Readonly<Record<string, unknown>>>, when?: ItemChange<Item>['when']): Put {
    const { nameOf, placeholderOf, attributes } = placeholders();
    return {
      Put: {
        TableName: tableName,
        Item: item,
        ...conditionOf(when, nameOf, placeholderOf),
        ...attributes(),
      },
    };
  }

  return { update, put };
}

/** Makes one write by itself. @returns false when its condition does not hold; nothing was written */
export async function tryWrite(write: Update | Put): Promise<boolean> {
  try {
    if ('Put' in write) await dynamodb.send(new PutCommand(write.Put));
    else await dynamodb.send(new UpdateCommand(write.Update));
    return true;
  } catch (error) {
    if (isConditionFailure(error)) return false;
    throw error;
  }
}

function compared(comparator: '<' | '<=' | '>' | '>='): (value: number | string) => Requirement {
  return (value) => (name, placeholderOf) => `${name} ${comparator} ${placeholderOf(value)}`;
}

function conditionOf<Item>(
  when: ItemChange<Item>['when'],
  nameOf: (name: string) => string,
  placeholderOf: (value: unknown) => string,
) {
  const alternatives = (when === undefined ? [] : [when].flat()).map((all) =>
    Object.entries(all as Readonly<Record<string, unknown>>)
      .map(([name, required]) => requirementOf(required)(nameOf(name), placeholderOf))
      .join(' AND '),
  );
  // Nothing required is no condition, also as one of several alternatives.
  return alternatives.length === 0 || alternatives.includes('')
    ? {}
    : { ConditionExpression: alternatives.join(' OR ') };
}

function requirementOf(required: unknown): Requirement {
  if (required === undefined) return absent;
  if (typeof required === 'function') return required as Requirement;
  return (name, placeholderOf) => `${name} = ${placeholderOf(required)}`;
}

/** The entries with a value. */
function given(values: object): [string, unknown][] {
  return Object.entries(values).filter(([, value]) => value !== undefined);
}

/** Collects what an expression stands for. */
function placeholders() {
  const names = new Map<string, string>();
  const values = new Map<string, unknown>();
  return {
    nameOf(name: string): string {
      names.set(`#${name}`, name);
      return `#${name}`;
    },
    placeholderOf(value: unknown): string {
      const placeholder = `:v${values.size}`;
      values.set(placeholder, value);
      return placeholder;
    },
    attributes: () => ({
      ...(names.size > 0 && { ExpressionAttributeNames: Object.fromEntries(names) }),
      ...(values.size > 0 && { ExpressionAttributeValues: Object.fromEntries(values) }),
    }),
  };
}
