/**
 * What an order costs on AWS: orders of every outcome go through the service on the local cloud, deployed as production
 * is, where everything that AWS would bill is noted and multiplied by a dated price list.
 */
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { SESClient, VerifyEmailIdentityCommand } from '@aws-sdk/client-ses';
import { runCommand, WrongUsage, wholeNumber } from '../bin/command-line.ts';
import { orderWorkflowDefinition, type StepName, stepNames } from '../lib/order-workflow-definition.ts';
import { sendersOf } from '../lib/shop.ts';
import { clientSettings } from '../local/aws.ts';
import { startCloud } from '../local/cloud.ts';
import { exampleShop } from '../local/example-shop.ts';
import { projectFolder } from '../local/settings.ts';
import { type CostResult, costPage, type WorkflowWays } from './cost/cost-page.ts';
import { meterOf, type OutcomeUsage, orderAlone } from './cost/meter.ts';
import { headline, impatient, outcomes } from './cost/outcome.ts';
import { addressOf, type PublishedWorkflow, publishedWorkflows } from './cost/published-workflows.ts';
import { readWorkflow, workflowPaths } from './cost/workflow-paths.ts';
import { record } from './figures.ts';
import { total } from './prices.ts';
import { type Mode, modes } from './quotas.ts';
import { machine, recorded } from './results.ts';

/**
 * What a million confirmed one-line orders may cost, without messages, in US$, and on top their events where nobody
 * listens, that staff find them, and that their deliveries are looked after; and the states that each may enter.
 */
const limits: Readonly<
  Record<
    Mode,
    {
      readonly usd: number;
      readonly events: number;
      readonly indexing: number;
      readonly watching: number;
      readonly states: number;
    }
  >
> = {
  standard: { usd: 112, events: 3, indexing: 3, watching: 1, states: 4 },
  express: { usd: 18, events: 3, indexing: 3, watching: 1, states: 4 },
};

/** What it may cost on top to look at the risk of each: a write unit, and reads. */
const mostForRisk = 2;

/**
 * Production's settings, but for what cannot be had here: nobody verifies a sender, or waits a quarter of an hour for a
 * refusal.
 */
const asInProduction = {
  stage: 'prod',
  senderIdentity: 'existing',
  paymentWaitSeconds: `600,${impatient}=30`,
};

const contextOf: Readonly<Record<Mode, Readonly<Record<string, string>>>> = {
  standard: {},
  express: { highVolume: 'on' },
};

const usage = `Counts what orders cost on AWS, on a local cloud of its own, and fails where a million confirmed one-line orders cost more
than US$ ${limits.standard.usd} (${limits.express.usd} in the high-volume mode), their events more than ${limits.standard.events} though nobody listens, the indexes by which staff find them more than ${limits.standard.indexing}, that their deliveries are looked after more than ${limits.standard.watching}, or one enters more than ${limits.standard.states} states.

  npm run bench:cost                                  every outcome
  npm run bench:cost -- --only TEXT                   the outcomes whose name has this text
  npm run bench:cost -- --definition FILE|URL         the ways through any definition in Amazon States Language (JSON,
                                                      YAML, or in a CloudFormation template), in the same prices
  npm run bench:cost -- --published                   … of others' published order workflows

  --mode standard|express  how orders run (standard)
  --risk shadow|on       the stage looks at the risk of orders, for which US$ ${mostForRisk} more are allowed (off)
  --orders N             of each outcome (20)
  --copies FOLDER        where the published definitions lie already, as OWNER/REPOSITORY/PATH
  --port PORT            of the local cloud; the issuer and the payment providers take the next four (LOCAL_PORT, or 4566)
  --data FOLDER          where that is kept (.local/bench-cost)
  --write                puts the figures into the documents`;

await runCommand({
  usage,
  options: {
    mode: { type: 'string', multiple: true },
    only: { type: 'string' },
    risk: { type: 'string' },
    definition: { type: 'string', multiple: true },
    published: { type: 'boolean' },
    orders: { type: 'string' },
    copies: { type: 'string' },
    port: { type: 'string' },
    data: { type: 'string' },
    write: { type: 'boolean' },
  },
  async run({ values }) {
    if (values.definition !== undefined) {
      for (const source of values.definition)
        console.log(costPage.ways(source, workflowPaths(await readWorkflow(source))));
      return 0;
    }
    if (values.published) {
      const others = await Promise.all(publishedWorkflows.map((one) => waysThrough(one, values.copies)));
      const found = [ownWays(), ...others];
      console.log(costPage.published(found));
      if (values.write) await record('published-workflows', found);
      return 0;
    }
    const orders = wholeNumber('--orders', values.orders) ?? 20;
    const chosen = outcomes.filter(({ name }) => name.includes(values.only ?? ''));
    if (chosen.length === 0) throw new WrongUsage(`--only ${values.only}: no outcome has that in its name.`);

    const { risk = 'off' } = values;
    if (risk !== 'off' && values.write)
      throw new WrongUsage('--write: the documents show what orders cost without --risk.');
    const wanted = (values.mode ?? ['standard']).map(modeOf);
    let isWithin = true;
    for (const mode of wanted) {
      const where = { port: wholeNumber('--port', values.port), data: values.data };
      const keep = (result: CostResult) => (values.write ? recordCost(mode, result) : undefined);
      const result = await measured(mode, { risk }, chosen, orders, where, keep);
      console.log(`${mode}\n\n${costPage.outcomes(result)}\n`);
      isWithin = isWithinLimits(mode, result, risk === 'off' ? 0 : mostForRisk) && isWithin;
    }
    return isWithin ? 0 : 1;
  },
});

function modeOf(text: string): Mode {
  const mode = modes.find((known) => known === text);
  if (mode === undefined) throw new WrongUsage(`--mode ${text}: one of ${modes.join(', ')}.`);
  return mode;
}

async function waysThrough(workflow: PublishedWorkflow, copies: string | undefined): Promise<WorkflowWays> {
  const { title, repository, commit, path, licence } = workflow;
  const source = copies === undefined ? addressOf(workflow) : join(copies, repository, path);
  const link = `[${repository}](https://github.com/${repository}/blob/${commit}/${path})`;
  return { what: `${title}: ${link}, ${licence}`, paths: workflowPaths(await readWorkflow(source)) };
}

/** The ways through this service's own definition. */
function ownWays(): WorkflowWays {
  const functionArns = Object.fromEntries(stepNames.map((name) => [name, 'arn'])) as Record<StepName, string>;
  const patience = { longestPaymentWaitSeconds: 900, retrySeconds: 80 };
  const definition = orderWorkflowDefinition({ partition: 'aws', functionArns, ...patience });
  return { what: 'This service', paths: workflowPaths(definition) };
}

/** Keeps what was counted, beside the outcomes and the mode that were counted before. */
async function recordCost(mode: Mode, result: CostResult): Promise<void> {
  const before = await recorded<Partial<Record<Mode, CostResult>>>('cost').catch(() => undefined);
  const all = [...result.outcomes, ...(before?.[mode]?.outcomes ?? [])];
  const inOrder = outcomes.flatMap(({ name }) => all.find((one) => one.name === name) ?? []);
  await record('cost', { ...before, [mode]: { ...result, outcomes: inOrder } });
}

function isWithinLimits(mode: Mode, result: CostResult, forRisk: number): boolean {
  const confirmed = result.outcomes.find(({ name }) => name === headline);
  if (confirmed === undefined) return true;
  const usd = total(orderAlone(confirmed)) * 1e6;
  const { length } = confirmed.path;
  const events = total(confirmed.events) * 1e6;
  const indexing = total(confirmed.indexing ?? {}) * 1e6;
  const watching = total(confirmed.watching ?? {}) * 1e6;
  const most = { ...limits[mode], usd: limits[mode].usd + forRisk };
  console.log(
    `${mode}: US$ ${usd.toFixed(2)} a million without the provider's notifications (at most ${most.usd}), ${events.toFixed(2)} more for events (at most ${most.events}), ${indexing.toFixed(2)} to be found by staff (at most ${most.indexing}), ${watching.toFixed(2)} to have its delivery looked after (at most ${most.watching}), ${length} states (at most ${most.states})`,
  );
  const isCheap = usd <= most.usd && events <= most.events && indexing <= most.indexing && watching <= most.watching;
  return isCheap && length <= most.states;
}

/** Counts orders on a local cloud that is deployed as production is. */
async function measured(
  mode: Mode,
  options: Readonly<Record<string, string>>,
  chosen: typeof outcomes,
  orders: number,
  { port, data }: { port: number | undefined; data: string | undefined },
  keep: (result: CostResult) => Promise<void> | undefined,
): Promise<CostResult> {
  const dataFolder = resolve(projectFolder, data ?? '.local/bench-cost');
  const usageFile = join(dataFolder, 'usage.ndjson');
  const environment = Object.keys(process.env);
  process.env.LOCAL_USAGE = usageFile;
  await rm(usageFile, { force: true });
  const context = { ...asInProduction, ...contextOf[mode], ...options };
  const cloud = await startCloud({ port, dataFolder, fresh: true, context });
  try {
    if (cloud.reused) throw new Error(`A local cloud runs on ${dataFolder} already; stop it first.`);
    const ses = new SESClient(clientSettings(cloud.endpoint));
    for (const EmailAddress of sendersOf(exampleShop)) await ses.send(new VerifyEmailIdentityCommand({ EmailAddress }));
    const meter = await meterOf(cloud, usageFile);
    const found: OutcomeUsage[] = [];
    for (const outcome of chosen) {
      console.error(`${mode}: ${outcome.name} …`);
      found.push(await meter.measure(outcome, orders));
      // What has been counted stays, whatever becomes of the rest.
      await keep({ ...machine(), outcomes: found });
    }
    return { ...machine(), outcomes: found };
  } finally {
    await cloud.stop();
    // What the meter set for itself would have the next mode measured on this cloud, which is gone.
    for (const name of Object.keys(process.env)) if (!environment.includes(name)) delete process.env[name];
  }
}
