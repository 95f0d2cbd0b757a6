import {
  DynamoDBClient,
  type TransactionCanceledException as DynamoTransactionCanceled,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocumentClient,
  QueryCommand,
  type QueryCommandInput,
  ScanCommand,
  type ScanCommandInput,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { awsClientSettings } from './aws-client-settings.ts';
import { contentionCodes } from './contention.ts';

/** The DynamoDB client of this execution environment; plain JavaScript values in and out. */
export const dynamodb = /* @__PURE__ */ DynamoDBDocumentClient.from(
  /* @__PURE__ */ new DynamoDBClient(awsClientSettings),
  {
    marshallOptions: { removeUndefinedValues: true },
  },
);

/** One write of a transaction. */
export type TransactionItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** Why one write of a cancelled transaction was refused, in the order of its writes. */
export interface Refusal {
  readonly kind: 'none' | 'condition' | 'contention';
  /** The item as it stood, where the write asked for it (`ReturnValuesOnConditionCheckFailure: 'ALL_OLD'`). */
  readonly item: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Writes all items or none.
 * @returns nothing when committed, or one refusal per item when the transaction was cancelled
 */
export async function transact(items: TransactionItem[]): Promise<readonly Refusal[] | undefined> {
  try {
    await dynamodb.send(new TransactWriteCommand({ TransactItems: items }));
    return undefined;
  } catch (error) {
    if (error instanceof TransactionCanceledException) return refusals(error);
    throw error;
  }
}

/**
 * All items of a table, or those that a filter lets through, page by page; eventually consistent unless told otherwise.
 */
export function scan(input: ScanCommandInput): AsyncGenerator<Item> {
  return itemsOf((from) => dynamodb.send(new ScanCommand({ ...input, ExclusiveStartKey: from })));
}

/** All items that a query finds, in its order, page by page; eventually consistent unless told otherwise. */
export function query(input: QueryCommandInput): AsyncGenerator<Item> {
  return itemsOf((from) => dynamodb.send(new QueryCommand({ ...input, ExclusiveStartKey: from })));
}

type Item = Readonly<Record<string, unknown>>;

async function* itemsOf(
  pageFrom: (from: Record<string, unknown> | undefined) => Promise<{
    Items?: Record<string, unknown>[] | undefined;
    LastEvaluatedKey?: Record<string, unknown> | undefined;
  }>,
): AsyncGenerator<Item> {
  let from: Record<string, unknown> | undefined;
  do {
    const page = await pageFrom(from);
    yield* page.Items ?? [];
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
}

/** True for the error of a conditional write whose condition did not hold. */
export function isConditionFailure(error: unknown): boolean {
  return error instanceof Error && error.name === 'ConditionalCheckFailedException';
}

function refusals(error: DynamoTransactionCanceled): readonly Refusal[] {
  const reasons = error.CancellationReasons ?? [];
  const known = new Set(['None', 'ConditionalCheckFailed', ...contentionCodes]);
  // A validation error or an item that has grown too large is a fault of ours; no retry mends it, and no condition was
  // refused.
  const fault = reasons.find((reason) => !known.has(reason.Code ?? 'None'));
  if (fault !== undefined || reasons.length === 0) throw error;
  return reasons.map(({ Code, Item }) => ({
    kind: Code === 'ConditionalCheckFailed' ? 'condition' : contentionCodes.has(Code ?? '') ? 'contention' : 'none',
    item: Item === undefined ? undefined : unmarshall(Item),
  }));
}
