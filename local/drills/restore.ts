import { DeleteTableCommand, DynamoDBClient, RestoreTableToPointInTimeCommand } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Drill } from './drill.ts';

const products = ['DRILL-LOST-1', 'DRILL-LOST-2', 'DRILL-LOST-3'];
const restored = 'drill-restored';
const changed = { sku: 'DRILL-KEPT', price: 200 };

/** Somebody has deleted items; the table as it stood lies beside it. */
export const restore: Drill = {
  title: 'items of a table were deleted',
  told: [
    'A script of yesterday has deleted products. A colleague has restored the table as it stood before, beside it: its name is drill-restored.',
    'Bring back what is missing, and nothing else: prices have changed since.',
  ],
  runbook: 'docs/runbooks/operator.md#something-was-deleted-or-spoiled-in-a-table',
  minutes: 10,
  async begin({ stage }) {
    const { putOnSale } = await import('../../lambdas/stock-keeping/put-on-sale.ts');
    const client = new DynamoDBClient(stage.settings);
    const dynamodb = DynamoDBDocumentClient.from(client);
    const ProductsTable = stage.output('ProductsTable');
    const keyOf = (sku: string) => ({ pk: `SKU#${sku}`, sk: 'PRODUCT' });
    const itemOf = async (sku: string) =>
      (await dynamodb.send(new GetCommand({ TableName: ProductsTable, Key: keyOf(sku), ConsistentRead: true }))).Item;
    const sell = (sku: string, unitPrice: number) =>
      putOnSale([{ sku, name: `Tea ${sku}`, prices: [{ currency: 'GBP', unitPrice }], quantity: 0 }]);

    const everything = [...products, changed.sku];
    for (const sku of everything) await sell(sku, 100);
    await dropCopy();
    await client.send(
      new RestoreTableToPointInTimeCommand({
        SourceTableName: ProductsTable,
        TargetTableName: restored,
        UseLatestRestorableTime: true,
      }),
    );
    await sell(changed.sku, changed.price);
    for (const sku of products) {
      await dynamodb.send(new DeleteCommand({ TableName: ProductsTable, Key: keyOf(sku) }));
    }

    const missing = async () => {
      const found = await Promise.all(products.map(itemOf));
      return found.filter((item) => item === undefined).length;
    };
    return {
      isOver: async () => (await missing()) === 0,
      async lessons() {
        const kept = (await itemOf(changed.sku)) as { prices?: readonly { unitPrice: number }[] } | undefined;
        const left = await missing();
        return [
          {
            what: `${products.length - left} of ${products.length} products are back`,
            isRight: left === 0,
            better:
              'npm run copy-missing -- drill-restored ProductsTable says what is missing; with --apply it copies that.',
          },
          {
            what: `${changed.sku} costs ${kept?.prices?.[0]?.unitPrice}, as it did before`,
            isRight: kept?.prices?.[0]?.unitPrice === changed.price,
            better:
              'Whoever puts the whole table back undoes what has rightly changed since. Copy only what is missing.',
          },
        ];
      },
      async takeAway() {
        for (const sku of products) await sell(sku, 100);
        await dropCopy();
      },
    };

    async function dropCopy(): Promise<void> {
      await client.send(new DeleteTableCommand({ TableName: restored })).catch((error: Error) => {
        if (error.name !== 'ResourceNotFoundException') throw error;
      });
    }
  },
};
