import { bill, costDriver, prices, pricesAsOf, total } from '../prices.ts';
import type { Machine } from '../results.ts';
import { table } from '../table.ts';
import { assumptions } from './assumptions.ts';
import type { OutcomeUsage } from './meter.ts';
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

const figure = (count: number) =>
  count < 0.001 ? count.toExponential(1) : String(Number(count.toFixed(count < 1 ? 3 : 2)));
const dollars = (usd: number) => (usd * 1e6).toFixed(2);
const listed = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts)
    .map(([name, count]) => `${name} ${figure(count)}`)
    .join(', ');

/** What is printed of costs, and stands in the documents. */
export const costPage = { outcomes, headlineBill, published, ways };

/** The outcomes side by side, and the confirmed order line by line. */
function outcomes(result: CostResult): string {
  const rows = result.outcomes.map(({ name, path, retries, usage, invocations, calls, emails, textMessages }) => {
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
      `**${dollars(total(usage))}**`,
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
    'US$ a million',
    'driven by',
  ];
  const parts = [
    `A million orders in us-east-1, prices of ${pricesAsOf}, without messages; ${result.outcomes[0]?.orders ?? 0} orders of each outcome, ${result.date}:`,
    table(head, rows, [0, 12]),
  ];
  const confirmed = result.outcomes.find(({ name }) => name === headline);
  return [...parts, ...(confirmed === undefined ? [] : [headlineBill(confirmed)])].join('\n\n');
}

/** The bill of one outcome, line by line, and what it rests on. */
function headlineBill({ name, usage, units, invocations, calls, path }: OutcomeUsage): string {
  const rows = bill(usage).map(({ line, count, usd }) => [line, figure(count), dollars(usd), prices[line].source]);
  const waits = ['check-payment', 'confirm-order', 'stripe-provider'].reduce(
    (sum, fn) => sum + (invocations[fn] ?? 0),
    0,
  );
  const { warmSeconds, coldSeconds, coldShare, tracedShare } = assumptions;
  const gigabyteSeconds = usage['Lambda GB-seconds'] ?? 0;
  const perTable = Object.entries(units).map(([place, { read, write }]) => [place, figure(write), figure(read)]);
  return [
    `"${name}" (${path.join(', ')}), line by line:`,
    table(
      ['', 'an order', 'US$ a million', 'price'],
      [...rows, ['**together**', '', `**${dollars(total(usage))}**`, '']],
      [0, 3],
    ),
    `Assumed, because only AWS's bill can tell: ${1000 * warmSeconds} ms for a run of a function, ${1000 * coldSeconds} ms more for one in ${1 / coldShare}, and a trace of one order in ${1 / tracedShare}. If every function ran twice as long: US$ ${dollars(total(usage) + gigabyteSeconds * prices['Lambda GB-seconds'].usd)}. Each 100 ms that the payment provider takes for each of its answers: US$ ${dollars(waits * 0.1 * 0.5 * prices['Lambda GB-seconds'].usd)} more, because the step and the provider's function both wait.`,
    'Units of DynamoDB by table and index:',
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
