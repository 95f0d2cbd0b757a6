/**
 * How quickly staff find an order: searches of every kind among many orders on AWS's DynamoDB Local, and what they come
 * to among any number of orders by the rounds of calls that each waits for.
 */
import { join } from 'node:path';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { runCommand, wholeNumber } from '../bin/command-line.ts';
import { projectFolder } from '../local/settings.ts';
import { startDynamoDbLocal } from '../test/tables/dynamodb-local.ts';
import { tableDefinitions } from '../test/tables/dynamodbs.ts';
import { machine } from './results.ts';
import { table } from './table.ts';

/** What a search may take, in milliseconds, 95 times of 100; and the list of all that failed in a long outage. */
const bounds = { search: 1_000, list: 2_000 } as const;

/**
 * What is assumed of AWS: a round of DynamoDB calls side by side, 95 times of 100; API Gateway and a warm function around
 * them. No round reads more of a larger table: each is a query of one partition by its sort key with a limit, or items by
 * their keys. The list of failed orders reads whole pages of a megabyte.
 */
const assumed = { roundMilliseconds: 30, pagesMilliseconds: 100, aroundMilliseconds: 100 } as const;

/** What a long outage leaves. */
const failedOrders = 10_000;

const usage = `Measures how quickly staff find an order among many, on AWS's DynamoDB Local (Java 17, Maven), and fails where a search takes
more than ${bounds.search} ms 95 times of 100, or the list of ${failedOrders} failed orders more than ${bounds.list}, there or by the model for any number of orders.

  npm run bench:find

  --orders N       how many there are (100000)
  --searches N     of each kind (200)
  --port PORT      of DynamoDB Local (4790)`;

await runCommand({
  usage,
  options: { orders: { type: 'string' }, searches: { type: 'string' }, port: { type: 'string' } },
  async run({ values }) {
    const orders = wholeNumber('--orders', values.orders) ?? 100_000;
    const searches = wholeNumber('--searches', values.searches) ?? 200;
    const port = wholeNumber('--port', values.port) ?? 4790;
    const local = await startDynamoDbLocal(port, join(projectFolder, '.local', 'bench-find', 'dynamodb-local.log'));
    if ('missing' in local) throw new Error(`DynamoDB Local is missing: ${local.missing}.`);
    // It ends with this process.
    return measured(local.endpoint, orders, searches);
  },
});

async function measured(endpoint: string, orders: number, searches: number): Promise<number> {
  Object.assign(process.env, {
    ...{
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'bench',
      AWS_SECRET_ACCESS_KEY: 'bench',
    },
    ...{ ORDERS_TABLE: 'orders', PAYMENTS_TABLE: 'payments', ORDER_SEARCH_TABLE: 'orderSearch' },
    FAILURES_TABLE: 'failures',
  });
  const client = new DynamoDBClient({ endpoint });
  const definitions = tableDefinitions();
  for (const name of ['orders', 'payments', 'orderSearch', 'failures'] as const) {
    await client.send(new CreateTableCommand({ TableName: name, ...definitions[name] }));
  }
  const { fill, kinds } = await import('./find/shop.ts');
  const { fillFailures, lists } = await import('./find/failed-orders.ts');
  const now = new Date();
  await fill(orders, now, (done) => console.error(`${done} of ${orders} orders …`));
  await fillFailures(failedOrders, 'failures', now);

  const rows = [];
  const measuredKinds = [
    ...Object.entries(kinds(orders)).map(([kind, run]) => ({
      ...{ kind, run, bound: bounds.search, round: assumed.roundMilliseconds },
    })),
    ...Object.entries(lists).map(([kind, run]) => ({
      ...{ kind, run, bound: bounds.list, round: assumed.pagesMilliseconds },
    })),
  ];
  for (const { kind, run, bound, round } of measuredKinds) {
    const times: number[] = [];
    let rounds = 0;
    for (let search = 0; search < searches; search++) {
      const { milliseconds, rounds: waited } = await run(now);
      times.push(milliseconds);
      rounds = Math.max(rounds, waited);
    }
    times.sort((a, b) => a - b);
    const at = (share: number) => times[Math.ceil(share * times.length) - 1] ?? 0;
    const model = assumed.aroundMilliseconds + rounds * round;
    rows.push({ kind, bound, p50: at(0.5), p95: at(0.95), rounds, model });
  }
  const { date, cores, processor } = machine();
  console.log(
    `${orders} orders and ${failedOrders} failed ones, ${searches} searches of each kind, ${date}, ${cores} cores of ${processor}\n`,
  );
  console.log(
    table(
      ['search by', 'p50, ms', 'p95, ms', 'rounds of calls, at most', 'p95 on AWS by the model, ms'],
      rows.map(({ kind, p50, p95, rounds, model }) => [
        kind,
        p50.toFixed(0),
        p95.toFixed(0),
        String(rounds),
        String(model),
      ]),
    ),
  );
  console.log(
    `\nThe model: ${assumed.aroundMilliseconds} ms around ${assumed.roundMilliseconds} ms a round (${assumed.pagesMilliseconds} ms for all failed orders), whatever the number of orders.`,
  );
  return rows.every(({ p95, model, bound }) => Math.max(p95, model) <= bound) ? 0 : 1;
}
