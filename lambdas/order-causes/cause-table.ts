import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { dynamodb, query } from '../runtime/dynamodb.ts';
import { read } from '../runtime/dynamodb-read.ts';
import { absent, present, tryWrite, writesTo } from '../runtime/dynamodb-write.ts';
import { environment } from '../runtime/environment.ts';
import { CauseCounts, type CauseKind } from './cause.ts';
import { CauseAction } from './cause-action.ts';

/**
 * The OrderCauses table:
 * - `COUNTS#<kind>` / `<day>`: what became of the orders of a day, forgotten after two years
 * - `ACTIONS` / `<id>`: what is done against causes, forgotten two years after it is closed
 */
const keys = {
  counts: (kind: CauseKind) => `COUNTS#${kind}`,
  actions: 'ACTIONS',
  action: (id: string) => ({ pk: keys.actions, sk: id }),
} as const;

/** How long counts and closed actions are kept, in days. */
export const keptDays = 730;

const daySeconds = 86_400;

/** The functions of the OrderCauses table. */
export type CauseTable = ReturnType<typeof causeTable>;

/** The OrderCauses table; the only place that knows its keys and expressions. */
export function causeTable(tableName = environment('ORDER_CAUSES_TABLE')) {
  const { put, update } = writesTo<CauseAction & { readonly expiresAt: number }>(tableName);

  /** Keeps what was counted of a day, in the place of what was counted before. */
  async function keepCounts(counts: CauseCounts): Promise<void> {
    const { kind, day } = counts;
    const expiresAt = Date.parse(day) / 1000 + keptDays * daySeconds;
    await dynamodb.send(
      new PutCommand({ TableName: tableName, Item: { pk: keys.counts(kind), sk: day, ...counts, expiresAt } }),
    );
  }

  /** What was counted of the days from this one on, the oldest first; may be a moment behind. */
  async function countsSince(kind: CauseKind, day: string): Promise<readonly CauseCounts[]> {
    const found: CauseCounts[] = [];
    const items = query({
      TableName: tableName,
      KeyConditionExpression: 'pk = :pk AND sk >= :day',
      ExpressionAttributeValues: { ':pk': keys.counts(kind), ':day': day },
    });
    for await (const item of items) found.push(z.parse(CauseCounts, item));
    return found;
  }

  /** Adds an action. @returns the one that stands under its id: this, or an earlier one */
  async function addAction(action: CauseAction): Promise<CauseAction> {
    if (await tryWrite(put({ ...keys.action(action.id), ...action }, { pk: absent }))) return action;
    return (await findAction(action.id)) ?? action;
  }

  /** Closes an action that is open. @returns how it stands then; undefined where there is none */
  async function closeAction(id: string, closed: NonNullable<CauseAction['closed']>): Promise<CauseAction | undefined> {
    const expiresAt = Math.floor(Date.parse(closed.at) / 1000) + keptDays * daySeconds;
    await tryWrite(update(keys.action(id), { set: { closed, expiresAt }, when: { pk: present, closed: absent } }));
    return findAction(id);
  }

  async function findAction(id: string): Promise<CauseAction | undefined> {
    return read({ tableName, key: keys.action(id), as: (item) => z.parse(CauseAction, item) });
  }

  /** All actions, the latest first. */
  async function actions(): Promise<readonly CauseAction[]> {
    const found: CauseAction[] = [];
    const items = query({
      TableName: tableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': keys.actions },
      ConsistentRead: true,
    });
    for await (const item of items) found.push(z.parse(CauseAction, item));
    return found.sort((a, b) => (a.at > b.at ? -1 : 1));
  }

  return { keepCounts, countsSince, addAction, closeAction, actions };
}
