import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { dynamodb, type ItemUpdate } from '../runtime/dynamodb.ts';
import { environment } from '../runtime/environment.ts';

/** The stock of one SKU, in units. Always: onHand = available + reserved, and none below zero. */
export const Stock = z.object({ sku: z.string(), onHand: z.int(), available: z.int(), reserved: z.int() });
export type Stock = Readonly<z.output<typeof Stock>>;

/** The Stock table: one item a SKU. */
const stockKey = (sku: string) => ({ pk: `SKU#${sku}`, sk: 'STOCK' });

/** The functions of the Stock table. */
export type StockTable = ReturnType<typeof stockTable>;

/** The Stock table; the only place that knows its keys and expressions. */
export function stockTable(tableName = environment('STOCK_TABLE')) {
  /** The stock of a SKU, strongly consistent. */
  async function find(sku: string): Promise<Stock | undefined> {
    const { Item } = await dynamodb.send(
      new GetCommand({ TableName: tableName, Key: stockKey(sku), ConsistentRead: true }),
    );
    return Item && z.parse(Stock, Item);
  }

  /** The write that moves units from available to reserved. */
  function holdUpdate(sku: string, quantity: number): ItemUpdate {
    return {
      TableName: tableName,
      Key: stockKey(sku),
      // Never promise what is not there.
      ConditionExpression: 'available >= :quantity',
      UpdateExpression: 'ADD available :minus, reserved :quantity',
      ExpressionAttributeValues: { ':quantity': quantity, ':minus': -quantity },
    };
  }

  /** The write that moves units back from reserved to available. */
  function releaseUpdate(sku: string, quantity: number): ItemUpdate {
    return {
      TableName: tableName,
      Key: stockKey(sku),
      // Never give back more than is promised.
      ConditionExpression: 'reserved >= :quantity',
      UpdateExpression: 'ADD available :quantity, reserved :minus',
      ExpressionAttributeValues: { ':quantity': quantity, ':minus': -quantity },
    };
  }

  return { find, holdUpdate, releaseUpdate };
}
