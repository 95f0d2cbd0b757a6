import { bill, costDriver, prices, pricesAsOf, total } from '../prices.ts';
import type { Machine } from '../results.ts';
import { table } from '../table.ts';
import { assumptions } from './assumptions.ts';
import { type OutcomeUsage, orderAlone } from './meter.ts';
import { headline } from './outcome.ts';
import { longestSuccess, type WorkflowPath } from './workflow-paths.ts';

/** What the meter found. */
export interface CostResult extends Machine {
  readonly outcomes: readonly OutcomeUsage[];
}

/** A workflow and the ways through it. */
export interface WorkflowWays {
  /** What it is and where it is published, under which licence; in Markdown. */
  readonly what: string;
  readonly paths: readonly WorkflowPath[];
}

const figure = (count: number) => {
  if (count !== 0 && count < 0.001) return count.toExponential(1);
  return String(Number(count.toFixed(count < 1 ? 3 : 2)));
};
const dollars = (usd: number) => (usd * 1e6).toFixed(2);
const listed = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts)
    .map(([name, count]) => `${name} ${figure(count)}`)
    .join(', ');

/** What is printed of costs, and stands in the documents. */
export const costPage = { outcomes, headlineBill, published, ways };

/** The outcomes side by side, and the confirmed order line by line. */
function outcomes(result: CostResult): string {
  const rows = result.outcomes.map((outcome) => {
    const { name, path, retries, usage, notifications, events, invocations, calls, emails, textMessages } = outcome;
    const sum = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((a, b) => a + b, 0);
    return [
      name,
      String(path.length),
      figure(retries),
      figure(usage['HTTP API requests'] ?? 0),
      figure(sum(invocations)),
      figure(sum(calls)),
      figure(usage['DynamoDB write units'] ?? 0),
      figure(usage['DynamoDB read units'] ?? 0),
      figure(usage['SQS requests'] ?? 0),
      `${figure(emails)} + ${figure(textMessages)}`,
      figure(usage['log bytes'] ?? 0),
      figure(notifications.count),
      dollars(total(notifications.usage)),
      dollars(total(events)),
      `**${dollars(total(orderAlone(outcome)))}**`,
      `${costDriver(usage)}`,
    ];
  });
  const head = [
    'an order',
    'states',
    'retries',
    'requests',
    'functions run',
    'calls of AWS',
    'write units',
    'read units',
    'queue requests',
    'e-mails + SMS',
    'log bytes',
    'notifications of the provider',
    'US$ a million, for those',
    'for its events',
    'US$ a million, for the rest',
    'driven by',
  ];
  const parts = [
    `A million orders in us-east-1, prices of ${pricesAsOf}, without messages; ${result.outcomes[0]?.orders ?? 0} orders of each outcome, ${result.date}:`,
    table(head, rows, [0, 15]),
  ];
  const confirmed = result.outcomes.find(({ name }) => name === headline);
  return [...parts, ...(confirmed === undefined ? [] : [headlineBill(confirmed)])].join('\n\n');
}

/** The bill of one outcome, line by line, and what it rests on. */
function headlineBill(outcome: OutcomeUsage): string {
  const { name, notifications, events, measuring, indexing, watching, units, invocations, calls, path, historyBytes } =
    outcome;
  const alone = orderAlone(outcome);
  const rows = bill(alone).map(({ line, count, usd }) => [line, figure(count), dollars(usd), prices[line].source]);
  const { waitingSeconds, computingSeconds, coldSeconds, coldShare, tracedShare } = assumptions;
  // Two functions of a quarter of a gigabyte, twice.
  const waiting = 2 * 2 * 0.25 * 0.1 * prices['Lambda GB-seconds'].usd;
  const gigabyteSeconds = alone['Lambda GB-seconds'] ?? 0;
  const perTable = Object.entries(units).map(([place, { read, write }]) => [place, figure(write), figure(read)]);
  return [
    `"${name}" (${path.join(', ')}), line by line, without its provider's notifications and its events:`,
    table(
      ['', 'an order', 'US$ a million', 'price'],
      [...rows, ['**together**', '', `**${dollars(total(alone))}**`, '']],
      [0, 3],
    ),
    `Its provider sends ${figure(notifications.count)} notifications, as many events as it is told to: US$ ${dollars(total(notifications.usage))} more. Its changes are followed, though nobody listens to its events: US$ ${dollars(total(events))}.${measuring === undefined ? '' : ` That its outcome is measured costs US$ ${dollars(total(measuring))} at most.`}${indexing === undefined ? '' : ` That staff find it costs US$ ${dollars(total(indexing))}.`}${watching === undefined ? '' : ` That its delivery is looked after costs US$ ${dollars(total(watching))} until it is looked at.`}`,
    `Assumed, because only AWS's bill can tell: that a run of a function waits for ${1000 * waitingSeconds} ms and computes for ${1000 * computingSeconds}, one in ${1 / coldShare} for ${1000 * coldSeconds} more (with 512 MB; with less in proportion longer), and a trace of one order in ${1 / tracedShare}. If every function ran twice as long: US$ ${dollars(total(alone) + gigabyteSeconds * prices['Lambda GB-seconds'].usd)}. Each 100 ms that the provider takes to authorise, and to capture: US$ ${dollars(waiting)} more, as the step and the provider's function both wait.`,
    ...(historyBytes === 0
      ? []
      : [
          `A log of every event of its execution would be ${figure(historyBytes)} bytes: US$ ${dollars(historyBytes * prices['log bytes'].usd)}.`,
        ]),
    'Units of DynamoDB by table and index, notifications and events included:',
    table(['', 'write', 'read'], perTable, [0]),
    `Functions: ${listed(invocations)}.`,
    `Calls of AWS by the functions: ${listed(calls)}.`,
  ].join('\n\n');
}

/** The ways through a definition. */
function ways(source: string, paths: readonly WorkflowPath[]): string {
  const rows = paths.map(({ states, succeeds, usage }) => [
    succeeds ? 'succeeds' : 'fails or is undone',
    String(states.length),
    dollars(total(usage)),
    costDriver(usage) ?? '',
    states.join(' → '),
  ]);
  return [
    `${source}: what stands in the definition, a million times in us-east-1, prices of ${pricesAsOf}`,
    table(['', 'states', 'US$', 'driven by', 'way'], rows, [0, 3, 4]),
  ].join('\n\n');
}

/** Workflows side by side. */
function published(workflows: readonly WorkflowWays[]): string {
  const rows = workflows.map(({ what, paths }) => {
    const best = longestSuccess(paths);
    const all = paths.map(({ usage }) => total(usage));
    return [
      what,
      String(best?.states.length ?? 0),
      dollars(best === undefined ? 0 : total(best.usage)),
      `${dollars(Math.min(...all))} to ${dollars(Math.max(...all))}`,
    ];
  });
  return [
    `What stands in the definition, a million times, prices of ${pricesAsOf}; what the functions do is not in it:`,
    table(['workflow', 'states until all is well', 'US$', 'over all ways, US$'], rows, [0]),
  ].join('\n\n');
}
