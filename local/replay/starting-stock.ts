import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { clientSettings } from '../aws.ts';
import { eachOf } from '../each-of.ts';
import type { Invoice } from '../invoices.ts';
import { quantitiesOf } from '../stock-sums.ts';
import { isPossible } from './order-from-invoice.ts';

/** One in so many products is scarce. */
const scarceEvery = 40;

/** What {@link startingStock} does, for people. */
export const startingStockRule = `as many units of each product as the invoices ask for together; of every ${scarceEvery}th product that the longest order does not need, half`;

/**
 * How many units of each SKU there are before a replay: enough for most orders, while some run short. The longest order can always
 * be fulfilled, whenever it comes.
 */
export function startingStock(invoices: readonly Invoice[]): ReadonlyMap<string, number> {
  const sendable = invoices.filter(({ lines }) => lines.every(isPossible));
  const wanted = quantitiesOf(sendable.flatMap(({ lines }) => lines));
  const longest = sendable.reduce<Invoice | undefined>(
    (best, one) => (best !== undefined && best.lines.length >= one.lines.length ? best : one),
    undefined,
  );
  const spared = new Set(longest?.lines.map(({ sku }) => sku));
  const scarce = new Set([...wanted.keys()].filter((sku) => !spared.has(sku)).filter((_, i) => i % scarceEvery === 0));
  return new Map([...wanted].map(([sku, units]) => [sku, scarce.has(sku) ? Math.floor(units / 2) : units]));
}

/** Brings what may be promised of each SKU to so many units; what earlier orders hold, they keep. */
export async function stockUp(
  { endpoint, outputs }: { readonly endpoint: string; readonly outputs: Readonly<Record<string, string>> },
  units: ReadonlyMap<string, number>,
): Promise<void> {
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(clientSettings(endpoint)));
  await eachOf([...units], 20, async ([sku, available]) => {
    await documents.send(
      new UpdateCommand({
        TableName: outputs.StockTable,
        Key: { pk: `SKU#${sku}`, sk: 'STOCK' },
        ConditionExpression: 'attribute_exists(pk)',
        UpdateExpression: 'SET onHand = reserved + :units, available = :units',
        ExpressionAttributeValues: { ':units': available },
      }),
    );
  });
}
