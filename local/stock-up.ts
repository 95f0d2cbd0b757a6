import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { eachOf } from '../lambdas/runtime/each-of.ts';
import { clientSettings } from './aws.ts';

const atOnce = 20;

/** Brings what may be promised of each SKU to so many units, with a movement each; what earlier orders hold, they keep. */
export async function stockUp(
  { endpoint, outputs }: { readonly endpoint: string; readonly outputs: Readonly<Record<string, string>> },
  units: ReadonlyMap<string, number>,
): Promise<void> {
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(clientSettings(endpoint)));
  const { StockTable, StockMovementsTable } = outputs;
  await eachOf([...units], atOnce, async ([sku, wanted]) => {
    const Key = { pk: `SKU#${sku}`, sk: 'STOCK' };
    const { Item } = await documents.send(new GetCommand({ TableName: StockTable, Key, ConsistentRead: true }));
    if (Item === undefined) throw new Error(`${sku} has no stock item`);
    const change = wanted - Number(Item.available);
    if (change === 0) return;
    const [at, id, shard] = [new Date().toISOString(), randomUUID(), 0];
    const movement = { sku, shard, at, id, reason: 'CORRECTION', onHand: change, by: 'stock-up' };
    await documents.send(
      new TransactWriteCommand({
        TransactItems: [
          {
            Update: {
              TableName: StockTable,
              Key,
              ConditionExpression: 'available = :read',
              UpdateExpression: 'ADD onHand :change, available :change, revision :one',
              ExpressionAttributeValues: { ':read': Item.available, ':change': change, ':one': 1 },
            },
          },
          {
            Put: {
              TableName: StockMovementsTable,
              Item: { pk: Key.pk, sk: `MOVEMENT#${at}#${id}#${shard}`, ...movement },
            },
          },
        ],
      }),
    );
  });
}
