import { join } from 'node:path';
import { fromFile, runCommand, WrongUsage, wholeNumber } from '../bin/command-line.ts';
import { withCloud } from '../local/cloud.ts';
import { ofType } from '../local/history/history.ts';
import { judgement } from '../local/history/judgement.ts';
import { readInvoices } from '../local/invoices.ts';
import { cloudOptions, cloudOptionsFrom, cloudOptionsUsage, projectFolder } from '../local/settings.ts';
import { startReport } from '../local/start-report.ts';
import { type ChaosRun, chaos } from './chaos/chaos.ts';
import { startFaultProxy } from './chaos/fault-proxy.ts';

/** How orders run, by the settings of the CDK app. No order waits for its payment for longer than a run takes. */
const modes = {
  standard: { paymentWaitSeconds: '60' },
  'high-volume': { paymentWaitSeconds: '60', highVolume: 'on' },
} as const satisfies Record<string, Readonly<Record<string, string>>>;

const usage = `Lets calls go wrong between the functions and AWS while real invoices are ordered, and checks every promise by the history.

  npm run chaos -- --seed 1 --invoices 1000 --faults 0.1
  npm run chaos -- FILE …                invoices of another file; see npm run replay -- --help

  --seed N               which calls go wrong, and how the shoppers behave; the same seed does the same (1)
  --invoices N           how many orders; where the file has fewer sales, they come again (100)
  --faults RATE          how often a call goes wrong, 0 to 1 (0.1)
  --mode MODE            ${Object.keys(modes).join(' or ')}: how the orders run (standard)
  --concurrency C        how many orders are on their way at once (8)
${cloudOptionsUsage}

It runs on a cloud of its own (port 4700, data folder .local/chaos). Exit code 1 when a promise is broken; the history tells how.`;

const realInvoices = join(projectFolder, 'test', 'data', 'online-retail', 'invoices.ndjson.gz');

await runCommand({
  usage,
  options: {
    ...cloudOptions,
    seed: { type: 'string' },
    invoices: { type: 'string' },
    faults: { type: 'string' },
    mode: { type: 'string', default: 'standard' },
    concurrency: { type: 'string' },
  },
  takes: { max: 1 },
  async run({ values, positionals: [file = realInvoices] }) {
    const counts = {
      seed: wholeNumber('--seed', values.seed, { min: 0 }) ?? 1,
      orders: wholeNumber('--invoices', values.invoices) ?? 100,
      concurrency: wholeNumber('--concurrency', values.concurrency) ?? 8,
      rate: rateOf(values.faults ?? '0.1'),
    };
    const { mode } = values;
    if (!isMode(mode)) throw new WrongUsage(`--mode ${mode}: give ${Object.keys(modes).join(' or ')}.`);
    const invoices = await fromFile('FILE', file, readInvoices);
    const given = cloudOptionsFrom(values);
    const options = { ...given, port: given.port ?? 4700, dataFolder: given.dataFolder ?? '.local/chaos' };
    const proxy = await startFaultProxy(`http://127.0.0.1:${options.port}`);
    const report = startReport();
    console.log('\nStarting a local cloud …');
    const context = { ...modes[mode], ...options.context };
    const own = { ...options, context, functionsEndpoint: proxy.url, report };
    return withCloud(own, async (cloud) => {
      report.done();
      if (cloud.reused)
        throw new Error(`A cloud runs on ${cloud.dataFolder}; its functions do not go through the proxy.`);
      const historyFile = join(cloud.dataFolder, `history-${mode}-${counts.seed}.ndjson`);
      const token = await cloud.storefrontToken();
      const run = await chaos({ ...cloud, token }, proxy, {
        ...counts,
        invoices,
        historyFile,
        tell: (line) => console.log(line),
      });
      console.log(`\n${lines(run).join('\n')}\n\n  History: ${historyFile}\n`);
      return run.violations.length === 0 ? 0 : 1;
    }).finally(report.done);
  },
});

function isMode(mode: string): mode is keyof typeof modes {
  return Object.hasOwn(modes, mode);
}

function rateOf(text: string): number {
  const rate = Number(text);
  if (text === '' || !(rate >= 0 && rate <= 1)) throw new WrongUsage(`--faults ${text}: give a number from 0 to 1.`);
  return rate;
}

function lines({ events, violations, mending, calls, faults, seconds }: ChaosRun): readonly string[] {
  const statuses = Map.groupBy(ofType(events, 'order'), ({ status }) => status);
  const total = Object.values(faults).reduce((sum, count) => sum + count, 0);
  const row = (label: string, value: number | string) => `  ${label.padEnd(28)}${String(value).padStart(8)}`;
  return [
    row('calls', calls),
    row('faults', total),
    ...Object.entries(faults).map(([what, count]) => row(`  ${what}`, count)),
    ...[...statuses].map(([status, orders]) => row(`orders ${status}`, orders.length)),
    row('redriven by operators', mending.redriven),
    row('notices resolved by operators', mending.noticesResolved),
    row('seconds', Math.round(seconds)),
    '',
    ...judgement(violations),
  ];
}
