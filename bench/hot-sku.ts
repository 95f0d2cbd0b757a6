import { runCommand } from '../bin/command-line.ts';
import { setFunctionEnvironment } from '../bin/operations/function-environment.ts';
import { operatedStage, stageOptions } from '../bin/operations/operated-stage.ts';
import { assumed, contendedDynamoDb } from './contended-dynamodb.ts';
import { endOrdersOf, type RushFigures, rush } from './rush.ts';

const shardings = [1, 2, 4, 8, 16, 32];
const buyers = 1_000;
const units = 500;
const withinMilliseconds = 250;

const usage = `What spreading the stock of a hot SKU over shards is worth: ${buyers} buyers at once, ${units} units.

  npm run bench:hot-sku                     in a model of DynamoDB's contention
  npm run bench:hot-sku -- --stage NAME     on AWS, in the tables of that stage
  npm run bench:hot-sku -- --local          on the running local cloud, whose emulator has no contention

  --data FOLDER                             the data folder of the local cloud (.local)`;

await runCommand({
  usage,
  options: { ...stageOptions, local: { type: 'boolean', default: false } },
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
    console.log(`${buyers} buyers within ${withinMilliseconds} ms, ${units} units, ${where}\n`);
    console.log(
      '| shards | sold | refused | gave up | sold out after | sold a second | conflicts | retries an order | calls for a refusal |',
    );
    console.log('| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |');
    let code = 0;
    for (const shards of shardings) {
      const figures = await measure(shards, isModel);
      console.log(row(shards, figures));
      if (figures.sold !== units || figures.gaveUp > 0) code = 1;
    }
    return code;
  },
});

async function measure(shards: number, isModel: boolean): Promise<RushFigures> {
  const { dynamodb } = await import('../lambdas/runtime/dynamodb.ts');
  const order = { sku: `HOT-${shards}-${Date.now()}`, buyers, units, shards, withinMilliseconds };
  if (!isModel) return rush(order, dynamodb).finally(() => endOrdersOf(order));
  const { clockwork } = contendedDynamoDb();
  return clockwork.run(rush(order, dynamodb, clockwork));
}

function row(shards: number, figures: RushFigures): string {
  const { sold, refused, gaveUp, soldOutAfterSeconds, conflicts, transactions, retries, callsOfTheRefused } = figures;
  const columns = [
    shards,
    sold,
    refused,
    gaveUp,
    `${soldOutAfterSeconds.toFixed(2)} s`,
    Math.round(sold / soldOutAfterSeconds),
    `${conflicts} of ${transactions}`,
    (retries / buyers).toFixed(2),
    callsOfTheRefused.toFixed(1),
  ];
  return `| ${columns.join(' | ')} |`;
}
