import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { dynamodb, type TransactionItem } from '../runtime/dynamodb.ts';
import { environment } from '../runtime/environment.ts';
import { MovedStock } from './stock-movement-request.ts';

/** What staff asked for under an Idempotency-Key, and what they were answered. */
const StockRequest = z.object({ id: z.string(), content: z.string(), answer: MovedStock });
export type StockRequest = Readonly<z.output<typeof StockRequest>>;

/** The StockRequests table: `REQUEST#<id>` / `REQUEST`. */
const keyOf = (id: string) => ({ pk: `REQUEST#${id}`, sk: 'REQUEST' });

/** The functions of the StockRequests table. */
export type StockRequestTable = ReturnType<typeof stockRequestTable>;

/** The StockRequests table; the only place that knows its keys and expressions. */
export function stockRequestTable(tableName = environment('STOCK_REQUESTS_TABLE')) {
  /** What was done under this id; strongly consistent. */
  async function find(id: string): Promise<StockRequest | undefined> {
    const { Item } = await dynamodb.send(
      new GetCommand({ TableName: tableName, Key: keyOf(id), ConsistentRead: true }),
    );
    return Item && z.parse(StockRequest, Item);
  }

  /** The write that marks a request as done, for the transaction that does it. */
  function mark(request: StockRequest): TransactionItem {
    return {
      Put: {
        TableName: tableName,
        Item: { ...keyOf(request.id), ...request },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    };
  }

  return { find, mark };
}
