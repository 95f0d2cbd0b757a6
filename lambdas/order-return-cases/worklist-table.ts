import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { OrderId } from '../orders/order.ts';
import { type CaseState, caseKinds, caseStates, isOpenCase, type StoredReturnCase } from '../orders/return-case.ts';
import { KeyText } from '../runtime/cursor.ts';
import { dynamodb, type TransactionItem } from '../runtime/dynamodb.ts';
import { environment } from '../runtime/environment.ts';

/** A case that is still open, as the list of its state has it. No personal data. */
export const ListedCase = z.object({
  orderId: OrderId,
  number: z.string(),
  caseId: z.string(),
  kind: z.enum(caseKinds),
  state: z.enum(caseStates),
  /** Since when it stands so, ISO 8601 UTC. */
  since: z.string(),
  units: z.int(),
  refundBy: z.optional(z.string()),
  refundTrouble: z.optional(z.string()),
});
export type ListedCase = Readonly<z.output<typeof ListedCase>>;

/** A case that the clock is to look at. */
const DueCase = z.object({ orderId: OrderId, caseId: z.string() });
export type DueCase = Readonly<z.output<typeof DueCase>>;

/** Where a page of a list ended. */
export const ListEnd = z.object({ sk: KeyText });
export type ListEnd = Readonly<z.output<typeof ListEnd>>;

/**
 * The ReturnWorklist table, the open cases of all orders:
 * - `STATE#<state>` / `<since>#<case>`: those of a state
 * - `DUE` / `<due at>#<case>`: those that the clock is to look at
 */
const keys = {
  state: (state: CaseState) => `STATE#${state}`,
  due: 'DUE',
  at: (moment: string, caseId: string) => `${moment}#${caseId}`,
} as const;

/** What a case is listed for: which order it is of. */
export interface CaseOrder {
  readonly id: OrderId;
  readonly number: string;
}

/** The functions of the ReturnWorklist table. */
export type WorklistTable = ReturnType<typeof worklistTable>;

/** The ReturnWorklist table; the only place that knows its keys and expressions. */
export function worklistTable(tableName = environment('RETURN_WORKLIST_TABLE')) {
  /** The writes that list a case as it is to be, in the place of how it was, for the transaction that moves it. */
  function listWrites(order: CaseOrder, before: StoredReturnCase | undefined, after: StoredReturnCase) {
    const items = entriesOf(order, after);
    const former = before === undefined ? [] : entriesOf(order, before);
    const nameOf = ({ pk, sk }: (typeof items)[number]) => `${pk} ${sk}`;
    const names = new Set(items.map(nameOf));
    return [
      ...former
        .filter((item) => !names.has(nameOf(item)))
        .map(({ pk, sk }): TransactionItem => ({ Delete: { TableName: tableName, Key: { pk, sk } } })),
      ...items.map((Item): TransactionItem => ({ Put: { TableName: tableName, Item } })),
    ];
  }

  /** A page of the open cases of a state, who waits longest first; may be a moment behind. */
  async function listed(
    state: CaseState,
    limit: number,
    from?: ListEnd,
  ): Promise<{ readonly cases: readonly ListedCase[]; readonly end: ListEnd | undefined }> {
    const pk = keys.state(state);
    const { Items = [], LastEvaluatedKey } = await dynamodb.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
        Limit: limit,
        ...(from && { ExclusiveStartKey: { pk, sk: from.sk } }),
      }),
    );
    return {
      cases: Items.map((item) => z.parse(ListedCase, item)),
      end: LastEvaluatedKey && { sk: String(LastEvaluatedKey.sk) },
    };
  }

  /** The cases that are due by a moment, the longest due first; strongly consistent. */
  async function due(now: Date, limit: number): Promise<readonly DueCase[]> {
    const { Items = [] } = await dynamodb.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk AND sk <= :now',
        ExpressionAttributeValues: { ':pk': keys.due, ':now': keys.at(now.toISOString(), '~') },
        Limit: limit,
        ConsistentRead: true,
      }),
    );
    return Items.map((item) => z.parse(DueCase, item));
  }

  return { listWrites, listed, due };
}

function entriesOf({ id: orderId, number }: CaseOrder, one: StoredReturnCase) {
  const { id: caseId, kind, state, lines, history, dueAt, refundBy, refundTrouble } = one;
  const since = history.at(-1)?.at ?? '';
  const units = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const listed: ListedCase = {
    ...{ orderId, number, caseId, kind, state, since, units },
    ...(refundBy !== undefined && { refundBy }),
    ...(refundTrouble !== undefined && { refundTrouble }),
  };
  return [
    ...(isOpenCase(state) ? [{ pk: keys.state(state), sk: keys.at(since, caseId), ...listed }] : []),
    ...(dueAt === undefined ? [] : [{ pk: keys.due, sk: keys.at(dueAt, caseId), orderId, caseId }]),
  ];
}
