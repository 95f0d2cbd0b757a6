import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod/mini';
import { paymentMethods } from '../lambdas/payments/providers/registry.ts';
import { runCommand, WrongUsage } from './command-line.ts';
import { operatedStage, stageOptions, stageOptionsUsage } from './operations/operated-stage.ts';

/** What can be run, with the output that names its function. */
const jobs = {
  'replenishment-report': 'ReportReplenishmentFunction',
  'stock-check': 'CheckStockFunction',
  reconciliation: 'ReconcilePaymentsFunction',
  bottlenecks: 'FindBottlenecksFunction',
  causes: 'CountCausesFunction',
  'causes-report': 'ReportCausesFunction',
  'orders-after-restore': 'StartStrandedOrdersFunction',
} as const;

const usage = `Runs now what else its schedule runs, and says what it answered.

  npm run scheduled -- replenishment-report     tells the stock keeper what to order, if anything (locally: a file in .local/mail)
  npm run scheduled -- stock-check              compares the stock with the ledger and the orders
  npm run scheduled -- reconciliation           compares the providers' payments with ours
  npm run scheduled -- bottlenecks              finds out where customers' time went
  npm run scheduled -- causes                   counts why orders did not go well
  npm run scheduled -- causes-report            tells of it, as every Monday (locally: a file in .local/mail)
  npm run scheduled -- orders-after-restore     begins the way of every order without an answer anew, which finds what was done:
                                                where the tables were restored, executions did not come along

  --day YYYY-MM-DD          the day to reconcile, else those that are due; of the bottlenecks, else yesterday;
                            of the causes, else all whose counts may have changed
  --provider NAME           the provider to reconcile; else all
${stageOptionsUsage}`;

await runCommand({
  usage,
  options: { ...stageOptions, day: { type: 'string' }, provider: { type: 'string' } },
  takes: { min: 1, max: 1 },
  async run({ values, positionals: [name = ''] }) {
    if (!isJob(name)) throw new WrongUsage(`${name} is none of ${Object.keys(jobs).join(', ')}.`);
    const { stage, data, ...asked } = values;
    const unwanted = Object.keys(asked).filter((option) => !takenBy(name).includes(option));
    if (unwanted.length > 0) throw new WrongUsage(`${name} takes no --${unwanted[0]}.`);
    if (asked.day !== undefined && !z.iso.date().safeParse(asked.day).success) {
      throw new WrongUsage(`--day ${asked.day}: say a day, such as 2026-11-22.`);
    }
    if (asked.provider !== undefined && !paymentMethods.some((known) => known === asked.provider)) {
      throw new WrongUsage(`--provider ${asked.provider}: say one of ${paymentMethods.join(', ')}.`);
    }
    const { settings, output } = await operatedStage('scheduled', { stage, data });
    const { FunctionError, Payload } = await new LambdaClient(settings).send(
      new InvokeCommand({ FunctionName: output(jobs[name]), Payload: JSON.stringify({ ...asked, ...toldTo(name) }) }),
    );
    const answer: unknown = JSON.parse(Buffer.from(Payload ?? []).toString() || 'null');
    if (FunctionError !== undefined) throw new Error((answer as { errorMessage?: string }).errorMessage);
    console.log(`${name} has run${answer === null ? '.' : `: ${JSON.stringify(answer)}`}`);
    return 0;
  },
});

/** What a job is told that its schedule does not tell it. */
function toldTo(name: keyof typeof jobs): object {
  return name === 'orders-after-restore' ? { isRestored: true } : {};
}

/** The options of a job, beside where it runs. */
function takenBy(name: keyof typeof jobs): readonly string[] {
  if (name === 'reconciliation') return ['day', 'provider'];
  return name === 'bottlenecks' || name === 'causes' ? ['day'] : [];
}

function isJob(name: string): name is keyof typeof jobs {
  return Object.hasOwn(jobs, name);
}
