import { runCommand } from '../bin/command-line.ts';
import { setFunctionEnvironment } from '../bin/operations/function-environment.ts';
import { operatedStage, stageOptions } from '../bin/operations/operated-stage.ts';
import { assumed, contendedDynamoDb } from './contended-dynamodb.ts';
import { record } from './figures.ts';
import { type HotSkuResult, hotSkuPage } from './hot-sku-page.ts';
import { machine } from './results.ts';
import { endOrdersOf, type RushFigures, rush } from './rush.ts';

const shardings = [1, 2, 4, 8, 16, 32];
const buyers = 1_000;
const units = 500;
const withinMilliseconds = 250;

const usage = `What spreading the stock of a hot SKU over shards is worth: ${buyers} buyers at once, ${units} units.

  npm run bench:hot-sku                     in a model of DynamoDB's contention
  npm run bench:hot-sku -- --stage NAME     on AWS, in the tables of that stage
  npm run bench:hot-sku -- --local          on the running local cloud, whose emulator has no contention

  --data FOLDER                             the data folder of the local cloud (.local)
  --write                                   puts the figures into the documents`;

await runCommand({
  usage,
  options: { ...stageOptions, local: { type: 'boolean', default: false }, write: { type: 'boolean' } },
  async run({ values }) {
    const isModel = values.stage === undefined && !values.local;
    Object.assign(process.env, { POWERTOOLS_LOG_LEVEL: 'SILENT', HOLD_SECONDS: '600' });
    if (isModel) {
      Object.assign(process.env, {
        AWS_REGION: 'eu-west-1',
        AWS_ACCESS_KEY_ID: 'model',
        AWS_SECRET_ACCESS_KEY: 'model',
      });
      for (const table of ['ORDERS', 'STOCK', 'STOCK_MOVEMENTS', 'BACKORDERS']) process.env[`${table}_TABLE`] = table;
    } else {
      setFunctionEnvironment(await operatedStage('bench:hot-sku', values));
    }

    const where = isModel
      ? `in a model of DynamoDB: a call takes ${assumed.thereMilliseconds + assumed.backMilliseconds} ms, a transaction keeps its items for ${assumed.transactionMilliseconds} ms`
      : values.stage === undefined
        ? 'on the local cloud, whose emulator has no contention'
        : `on AWS, stage ${values.stage}`;
    const rows: HotSkuResult['rows'][number][] = [];
    for (const shards of shardings) rows.push({ shards, ...(await measure(shards, isModel)) });
    const { date } = machine();
    const result: HotSkuResult = { date, buyers, units, withinMilliseconds, where, rows };
    console.log(hotSkuPage(result));
    if (values.write) await record('hot-sku', result);
    return rows.every(({ sold, gaveUp }) => sold === units && gaveUp === 0) ? 0 : 1;
  },
});

async function measure(shards: number, isModel: boolean): Promise<RushFigures> {
  const { dynamodb } = await import('../lambdas/runtime/dynamodb.ts');
  const order = { sku: `HOT-${shards}-${Date.now()}`, buyers, units, shards, withinMilliseconds };
  if (!isModel) return rush(order, dynamodb).finally(() => endOrdersOf(order));
  const { clockwork } = contendedDynamoDb();
  return clockwork.run(rush(order, dynamodb, clockwork));
}
