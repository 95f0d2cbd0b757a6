/**
 * What spreading the stock of a hot SKU over shards is worth: 1,000 buyers at once, 500 units, straight at the functions of the
 * inventory. `npm run bench:hot-sku` runs in a model of DynamoDB's contention; `-- --stage NAME` on AWS, in the tables of that
 * stage; `-- --local` on the running local cloud, whose emulator has no contention.
 */
import { parseArgs } from 'node:util';
import { operatedStage } from '../local/operated-stage.ts';
import { assumed, contendedDynamoDb } from './contended-dynamodb.ts';
import { type RushFigures, rush } from './rush.ts';

const shardings = [1, 2, 4, 8, 16, 32];
const buyers = 1_000;
const units = 500;
const withinMilliseconds = 250;

const { values } = parseArgs({
  options: { stage: { type: 'string' }, local: { type: 'boolean', default: false }, data: { type: 'string' } },
});
const isModel = values.stage === undefined && !values.local;
Object.assign(process.env, { POWERTOOLS_LOG_LEVEL: 'SILENT', HOLD_SECONDS: '600' });
if (isModel) {
  Object.assign(process.env, { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'model', AWS_SECRET_ACCESS_KEY: 'model' });
  for (const table of ['ORDERS', 'STOCK', 'STOCK_MOVEMENTS', 'BACKORDERS']) process.env[`${table}_TABLE`] = table;
} else {
  const { actInIt } = await operatedStage('bench:hot-sku', values);
  actInIt();
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
for (const shards of shardings) {
  const figures = await measure(shards);
  console.log(row(shards, figures));
  if (figures.sold !== units || figures.gaveUp > 0) process.exitCode = 1;
}

async function measure(shards: number): Promise<RushFigures> {
  const { dynamodb } = await import('../lambdas/runtime/dynamodb.ts');
  const order = { sku: `HOT-${shards}-${Date.now()}`, buyers, units, shards, withinMilliseconds };
  if (!isModel) return rush(order, dynamodb);
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
