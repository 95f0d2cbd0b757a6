import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { GetCommand, PutCommand, paginateScan } from '@aws-sdk/lib-dynamodb';
import { eachOf } from '../../lambdas/runtime/each-of.ts';

/** What to copy, and how. */
export interface CopyMissingProps {
  /** A table as it stood: a restored one. */
  readonly from: string;
  /** The table that misses items. */
  readonly to: string;
  /** Only items of partitions that begin so. */
  readonly partition: string;
  /** Whether to write, or only to look. */
  readonly apply: boolean;
  /** Hears of each item that was missing. */
  readonly tell: (key: { readonly pk: string; readonly sk: string }) => void;
}

const atOnce = 10;

/**
 * Copies the items that a table misses from another one like it. What is there stays as it is, even if it is written at
 * the same moment; so it can be run again, and while the service runs.
 * @returns how many were missing, of how many that were looked at
 * @throws Error that names the table which is not there
 */
export async function copyMissing(
  dynamodb: DynamoDBDocumentClient,
  { from, to, partition, apply, tell }: CopyMissingProps,
): Promise<{ readonly missing: number; readonly seen: number }> {
  let missing = 0;
  let seen = 0;
  for await (const { Items = [] } of pagesOf(from)) {
    const wanted = Items.filter(({ pk }) => String(pk).startsWith(partition));
    seen += wanted.length;
    await eachOf(wanted, atOnce, async (item) => {
      const key = { pk: String(item.pk), sk: String(item.sk) };
      if (!(await (apply ? put(item) : isMissing(key)))) return;
      missing++;
      tell(key);
    });
  }
  return { missing, seen };

  async function* pagesOf(TableName: string) {
    try {
      yield* paginateScan({ client: dynamodb }, { TableName });
    } catch (error) {
      if (!(error instanceof Error && error.name === 'ResourceNotFoundException')) throw error;
      throw new Error(`There is no table ${TableName} in this account and region.`, { cause: error });
    }
  }

  async function isMissing(Key: { readonly pk: string; readonly sk: string }): Promise<boolean> {
    const { Item } = await dynamodb.send(
      new GetCommand({ TableName: to, Key, ConsistentRead: true, ProjectionExpression: 'pk' }),
    );
    return Item === undefined;
  }

  async function put(Item: Readonly<Record<string, unknown>>): Promise<boolean> {
    try {
      await dynamodb.send(new PutCommand({ TableName: to, Item, ConditionExpression: 'attribute_not_exists(pk)' }));
      return true;
    } catch (error) {
      if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return false;
      throw error;
    }
  }
}
