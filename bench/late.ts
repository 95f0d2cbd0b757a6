/**
 * How well customers of late orders are told: a generated year of orders, replayed on a simulated clock through the rules
 * and tables of the service.
 */
import { runCommand, wholeNumber } from '../bin/command-line.ts';
import { lateReasons } from '../lambdas/orders/expected-delivery.ts';
import { exampleShop } from '../local/example-shop.ts';
import { inMemoryDynamoDb } from '../test/runtime/in-memory-dynamodb.ts';
import { type Outcome, replayYear, type Verdict, verdictOf } from './late/replay.ts';
import { simulatedYear } from './late/simulated-year.ts';
import { table } from './table.ts';

const usage = `Replays a generated year of orders through the rules that find late ones, and says how many of those that came late were said
late, and when; what is assumed of warehouse and carriers stands in bench/late/simulated-year.ts. Fails where a customer was told
twice, or an order was lost sight of.

  npm run bench:late

  --orders N       of the year (5000)
  --seed N         by which they are generated (1)
  --clock HOURS    how often the clock looks (3)`;

const header = [
  'orders',
  'n',
  'late',
  'said late',
  'ahead of the promised day',
  'by its end',
  'before they came',
  'precision',
];

await runCommand({
  usage,
  options: { orders: { type: 'string' }, seed: { type: 'string' }, clock: { type: 'string' } },
  async run({ values }) {
    process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
    const { delivery } = exampleShop;
    if (delivery === undefined) throw new Error('the example shop promises nothing');
    const orders = wholeNumber('--orders', values.orders) ?? 5_000;
    const year = simulatedYear(delivery, 2027, orders, wholeNumber('--seed', values.seed) ?? 1);
    const db = inMemoryDynamoDb();
    const { outcomes, scorecard, arrivals, left } = await replayYear(
      db,
      delivery,
      year,
      wholeNumber('--clock', values.clock) ?? 3,
    );

    const groups: readonly (readonly [string, (outcome: Outcome) => boolean])[] = [
      ['all', () => true],
      ['whose carrier says where they are', ({ order }) => !order.isSilent],
      ['whose carrier says nothing', ({ order }) => order.isSilent],
    ];
    console.log(
      table(
        header,
        groups.map(([name, isOf]) => rowOf(name, verdictOf(outcomes.filter(isOf)))),
      ),
    );
    console.log();
    console.log(
      table(
        ['reason', 'told', 'of them late'],
        lateReasons.map((reason) => {
          const told = outcomes.filter((outcome) => outcome.told.some((one) => one.reason === reason));
          return [reason, String(told.length), share(verdictOf(told).late, told.length)];
        }),
      ),
    );
    console.log();
    console.log(
      table(
        ['carrier', 'country', 'parcels', 'late', 'lost', 'days'],
        scorecard.lanes.map((lane) => [
          ...[lane.carrier, lane.country, String(lane.parcels)],
          ...[share(lane.late, lane.delivered + lane.lost), String(lane.lost), lane.averageDays.toFixed(1)],
        ]),
      ),
    );
    console.log(
      `\narrivals by the plain rule: ${share(arrivals.plainKept, arrivals.times)} of ${arrivals.times} came within the range that was foreseen`,
    );
    const { toldTwice } = verdictOf(outcomes);
    const counted = scorecard.lanes.reduce((sum, { parcels }) => sum + parcels, 0);
    console.log(
      `\ntold twice: ${toldTwice}; parcels counted: ${counted} of ${orders}; orders still looked after: ${left}`,
    );
    return toldTwice === 0 && counted === orders && left === 0 ? 0 : 1;
  },
});

function rowOf(name: string, verdict: Verdict): string[] {
  const { orders, late, told, aheadOfDay, byDay, beforeArrival, right } = verdict;
  const ofLate = (part: number) => share(part, late);
  return [
    name,
    String(orders),
    String(late),
    String(told),
    ofLate(aheadOfDay),
    ofLate(byDay),
    ofLate(beforeArrival),
    share(right, told),
  ];
}

function share(part: number, whole: number): string {
  return whole === 0 ? 'none' : `${part} (${((100 * part) / whole).toFixed(0)}%)`;
}
