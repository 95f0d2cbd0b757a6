import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { clientSettings } from './aws.ts';
import { eachOf } from './each-of.ts';

const atOnce = 20;

/** Brings what may be promised of each SKU to so many units; what earlier orders hold, they keep. */
export async function stockUp(
  { endpoint, outputs }: { readonly endpoint: string; readonly outputs: Readonly<Record<string, string>> },
  units: ReadonlyMap<string, number>,
): Promise<void> {
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(clientSettings(endpoint)));
  await eachOf([...units], atOnce, async ([sku, available]) => {
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
