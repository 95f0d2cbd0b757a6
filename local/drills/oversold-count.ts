import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Drill } from './drill.ts';

const sku = 'DRILL-COUNT';
const units = 40;
const invented = 5;

/** A stock item says that there is more to sell than there is. */
export const oversoldCount: Drill = {
  title: 'a stock item promises more than there is',
  told: [
    'The alarm StockDiffers has rung in the night: somebody wrote to the Stock table by hand.',
    'Find which item is wrong and by how much, and put it right without stopping the sales.',
  ],
  runbook: 'docs/runbooks/stock-keeper.md#the-stock-does-not-add-up',
  minutes: 10,
  async begin({ stage }) {
    const { putOnSale } = await import('../../lambdas/stock-keeping/put-on-sale.ts');
    const { stockTable } = await import('../../lambdas/inventory/stock-table.ts');
    const { stockReport } = await import('../../lambdas/stock-check/check-stock.ts');
    const { repairsOf } = await import('../../lambdas/stock-check/repair-stock.ts');
    await putOnSale([{ sku, name: 'Tea to count', prices: [{ currency: 'GBP', unitPrice: 100 }], quantity: units }]);
    const before = await stockTable().findMain(sku);
    await change(invented);
    const differs = async () => repairsOf(await stockReport()).filter((repair) => repair.sku === sku).length > 0;
    return {
      isOver: async () => !(await differs()),
      async lessons() {
        const now = await stockTable().findMain(sku);
        return [
          {
            what: `${sku} promises ${now?.available} of ${now?.onHand} units`,
            isRight: now?.available === before?.available && now?.onHand === before?.onHand,
            better:
              'npm run repair-stock says what differs; with --apply the item takes over what ledger and orders say. Counting it down by hand would make a movement of units that never were.',
          },
          {
            what: 'ledger and orders were left as they are',
            isRight: !(await differs()),
            better: 'They are never repaired: what really lies on the shelf, a stock-take says.',
          },
        ];
      },
      async takeAway() {
        if (await differs()) await change(-invented);
      },
    };

    /** As somebody does who has the right to and no runbook. */
    async function change(by: number): Promise<void> {
      await new DynamoDBClient(stage.settings).send(
        new UpdateItemCommand({
          TableName: stage.output('StockTable'),
          Key: { pk: { S: `SKU#${sku}` }, sk: { S: 'STOCK' } },
          UpdateExpression: 'ADD available :by',
          ExpressionAttributeValues: { ':by': { N: String(by) } },
        }),
      );
    }
  },
};
