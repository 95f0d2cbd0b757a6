import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { OrderId } from '../orders/order.ts';
import { dynamodb } from '../runtime/dynamodb.ts';
import { readTogether } from '../runtime/dynamodb-read.ts';
import { tryWrite, writesTo } from '../runtime/dynamodb-write.ts';
import { environment } from '../runtime/environment.ts';
import { utcDay } from '../runtime/local-day.ts';
import { Action, type AuditEntry, Outcome } from './action.ts';

/**
 * The Audit table, which is only appended to: `DAY#<date>` / `<at>#<id>`, an action, and `OUTCOME#<at>#<id>`, what became
 * of it. Kept for seven years, as books are.
 */
const keys = {
  day: (at: string) => `DAY#${utcDay(at)}`,
  action: ({ at, id }: Pick<Action, 'at' | 'id'>) => ({ pk: keys.day(at), sk: `${at}#${id}` }),
  outcome: (of: { readonly pk: string; readonly sk: string }) => ({ pk: of.pk, sk: `OUTCOME#${of.sk}` }),
} as const;

const keptDays = 7 * 366;

/** Of whom or what, and of which day, actions are wanted. */
export type Wanted = { readonly orderId: OrderId } | { readonly who: string } | { readonly day: string };

/** A page of actions, newest first; `next`: where the page after it begins. */
export interface AuditPage {
  readonly entries: readonly AuditEntry[];
  readonly next?: AuditPosition;
}

/** The place of an action. */
export type AuditPosition = Pick<Action, 'at' | 'id'>;

/** The functions of the Audit table. */
export type AuditTable = ReturnType<typeof auditTable>;

/** The Audit table; the only place that knows its keys and expressions. */
export function auditTable(tableName = environment('AUDIT_TABLE')) {
  const { put } = writesTo<Action>(tableName);

  /** Appends an action. What stands in the table is never written over. */
  async function append(action: Action): Promise<void> {
    const expiresAt = expiryOf(action.at);
    if (!(await tryWrite(put({ ...keys.action(action), ...action, expiresAt }, { pk: undefined })))) {
      throw new Error(`action ${action.id} is in the audit already`);
    }
  }

  /** Appends what became of an action, once. */
  async function appendOutcome(action: AuditPosition, outcome: Outcome): Promise<void> {
    const item = { ...keys.outcome(keys.action(action)), outcome, expiresAt: expiryOf(outcome.at) };
    await tryWrite(put(item, { pk: undefined }));
  }

  /** A page of actions, newest first. Of an order or a person, those of the last second may be missing. */
  async function page(wanted: Wanted, limit: number, after?: AuditPosition): Promise<AuditPage> {
    const { Items = [], LastEvaluatedKey } = await dynamodb.send(
      new QueryCommand({
        TableName: tableName,
        ...queryOf(wanted),
        ScanIndexForward: false,
        Limit: limit,
        ...(after && { ExclusiveStartKey: { ...keys.action(after), ...indexKeyOf(wanted, after) } }),
      }),
    );
    const places = Items.map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) }));
    const actions = await readTogether(
      ...places.map((key) => ({ tableName, key, as: (item: object) => z.parse(Action, item) })),
    );
    const outcomes = await readTogether(
      ...places.map((place) => ({ tableName, key: keys.outcome(place), as: (item: object) => z.parse(Of, item) })),
    );
    const entries = actions.flatMap((action, index) => {
      const outcome = outcomes[index]?.outcome;
      return action === undefined ? [] : [{ ...action, ...(outcome && { outcome }) }];
    });
    const [at = '', id = ''] = String(LastEvaluatedKey?.sk).split('#');
    return { entries, ...(LastEvaluatedKey && { next: { at, id } }) };
  }

  return { append, appendOutcome, page };
}

const Of = z.object({ outcome: Outcome });

/** In seconds since 1970. */
function expiryOf(at: string): number {
  return Math.floor(Date.parse(at) / 1000) + keptDays * 86_400;
}

function queryOf(wanted: Wanted) {
  if ('orderId' in wanted) return byIndex('actions-of-orders', 'orderId', wanted.orderId);
  if ('who' in wanted) return byIndex('actions-of-persons', 'who', wanted.who);
  // Times begin with a digit, outcomes do not.
  const values = { ':pk': keys.day(wanted.day), ':end': 'OUTCOME#' };
  return { KeyConditionExpression: 'pk = :pk AND sk < :end', ExpressionAttributeValues: values };
}

function byIndex(IndexName: string, attribute: 'orderId' | 'who', value: string) {
  return {
    IndexName,
    KeyConditionExpression: `${attribute} = :value`,
    ExpressionAttributeValues: { ':value': value },
  };
}

function indexKeyOf(wanted: Wanted, { at }: AuditPosition) {
  return 'day' in wanted ? {} : { ...wanted, at };
}
