import { randomUUID } from 'node:crypto';
import { GetCommand, PutCommand, ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { exampleOrder } from '../../lambdas/api/examples.ts';
import { documents, outputs } from './cloud.ts';

/** Puts a product with its stock on sale, under a SKU of its own. @returns the SKU */
export async function onSale({
  stock = 1_000,
  name = 'WHITE HANGING HEART T-LIGHT HOLDER',
  unitPrice = 255,
  currency = 'GBP',
  kept = {},
}: {
  stock?: number;
  /** How its stock is kept: attributes of the stock item. */
  kept?: Readonly<Record<string, unknown>>;
  name?: string;
  unitPrice?: number;
  currency?: string;
} = {}): Promise<string> {
  const sku = `T-${randomUUID().slice(0, 8).toUpperCase()}`;
  const pk = `SKU#${sku}`;
  await documents.send(
    new PutCommand({
      TableName: outputs.ProductsTable,
      Item: { pk, sk: 'PRODUCT', sku, name, prices: [{ currency, unitPrice }] },
    }),
  );
  await documents.send(
    new PutCommand({
      TableName: outputs.StockTable,
      Item: { pk, sk: 'STOCK', sku, onHand: stock, available: stock, reserved: 0, ...kept },
    }),
  );
  const movement = { sku, shard: 0, at: '2026-01-01T00:00:00.000Z', id: 'opening', reason: 'OPENING', by: 'test' };
  await documents.send(
    new PutCommand({
      TableName: outputs.StockMovementsTable,
      Item: { pk, sk: `MOVEMENT#${movement.at}#opening#0`, ...movement, onHand: stock },
    }),
  );
  return sku;
}

/** The stock of a SKU, as stored. */
export interface StockItem {
  readonly sku: string;
  readonly onHand: number;
  readonly available: number;
  readonly reserved: number;
}

/** The stock of a SKU now. */
export async function stockOf(sku: string): Promise<StockItem> {
  const { Item } = await documents.send(
    new GetCommand({
      TableName: outputs.StockTable,
      Key: { pk: `SKU#${sku}`, sk: 'STOCK' },
      ConsistentRead: true,
    }),
  );
  return Item as unknown as StockItem;
}

/** The stock of every SKU. */
export async function allStock(): Promise<readonly StockItem[]> {
  const items: StockItem[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await documents.send(
      new ScanCommand({ TableName: outputs.StockTable, ConsistentRead: true, ExclusiveStartKey: from }),
    );
    items.push(...((page.Items ?? []) as unknown as StockItem[]));
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return items;
}

/** A valid order of one line. */
export function anOrderOf(sku: string, changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    ...exampleOrder,
    lines: [{ sku, quantity: 1 }],
    contact: { email: `${randomUUID()}@customer.example` },
    ...changes,
  };
}

/** Units of a SKU come into the warehouse. */
export async function arrive(sku: string, units: number): Promise<void> {
  await documents.send(
    new UpdateCommand({
      TableName: outputs.StockTable,
      Key: { pk: `SKU#${sku}`, sk: 'STOCK' },
      UpdateExpression: 'ADD onHand :units, available :units',
      ExpressionAttributeValues: { ':units': units },
    }),
  );
}
