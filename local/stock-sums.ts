import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { clientSettings } from './aws.ts';

/** The stock of one SKU as it is stored. */
const StockItem = z.object({ sku: z.string(), onHand: z.number(), available: z.number(), reserved: z.number() });
export type StockItem = Readonly<z.output<typeof StockItem>>;

/** The stock of every SKU, by SKU. */
export async function readStock({
  endpoint,
  outputs,
}: {
  readonly endpoint: string;
  readonly outputs: Readonly<Record<string, string>>;
}): Promise<ReadonlyMap<string, StockItem>> {
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(clientSettings(endpoint)));
  const stock = new Map<string, StockItem>();
  let from: Record<string, unknown> | undefined;
  do {
    const page = await documents.send(
      new ScanCommand({ TableName: outputs.StockTable, ConsistentRead: true, ExclusiveStartKey: from }),
    );
    for (const item of (page.Items ?? []).map((found) => StockItem.parse(found))) stock.set(item.sku, item);
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return stock;
}

/** A SKU whose stock does not add up, and why. */
export interface StockDifference {
  readonly sku: string;
  readonly what: string;
}

/**
 * What does not add up: for every SKU, onHand = available + reserved, and reserved has grown by exactly what the orders hold.
 * @param held quantities that orders got since `before`, by SKU
 */
export function stockDifferences(
  before: ReadonlyMap<string, StockItem>,
  after: ReadonlyMap<string, StockItem>,
  held: ReadonlyMap<string, number>,
): readonly StockDifference[] {
  return [...new Set([...before.keys(), ...after.keys(), ...held.keys()])].flatMap((sku) => {
    const was = before.get(sku) ?? { sku, onHand: 0, available: 0, reserved: 0 };
    const is = after.get(sku) ?? { sku, onHand: 0, available: 0, reserved: 0 };
    const wanted = was.reserved + (held.get(sku) ?? 0);
    return [
      ...(is.onHand === is.available + is.reserved
        ? []
        : [{ sku, what: `on hand ${is.onHand}, but available ${is.available} + reserved ${is.reserved}` }]),
      ...(is.reserved === wanted ? [] : [{ sku, what: `reserved ${is.reserved}, but orders hold ${wanted}` }]),
      ...(is.available < 0 ? [{ sku, what: `available ${is.available}: more was promised than there is` }] : []),
      ...(is.onHand === was.onHand ? [] : [{ sku, what: `on hand ${is.onHand}, was ${was.onHand}` }]),
    ];
  });
}

/** The quantities of order lines, summed per SKU. */
export function quantitiesOf(
  lines: readonly { readonly sku: string; readonly quantity: number }[],
): ReadonlyMap<string, number> {
  const quantities = new Map<string, number>();
  for (const { sku, quantity } of lines) quantities.set(sku, (quantities.get(sku) ?? 0) + quantity);
  return quantities;
}
