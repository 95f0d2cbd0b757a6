import { runCommand } from './command-line.ts';
import { operatedStage, stageOptions, stageOptionsUsage } from './operations/operated-stage.ts';
import { callersOf, tokenVariables } from './smoke/access-tokens.ts';
import { apiAt } from './smoke/api.ts';
import { findingOf } from './smoke/check.ts';
import { operationChecks } from './smoke/operations.ts';
import { orderChecks, smokeProducts } from './smoke/orders.ts';
import { refusalChecks } from './smoke/refusals.ts';
import { anythingWrong, type Chapter, report } from './smoke/report.ts';

/** SES's own mailbox simulator: takes every message, also from an account in the sandbox, and costs no reputation. */
const simulator = (tag: string) => `success+${tag}@simulator.amazonses.com`;

const usage = `Tries a deployed stage, and says on one screen what is right and what is not: what a first user runs, and sends when asking for help.

  npm run smoke -- [options]

${stageOptionsUsage}
  --email ADDRESS           who gets the notices (${simulator('…')}, which nobody reads)

Where the stage takes sandbox payments, it puts ${smokeProducts.map(({ sku }) => sku).join(', ')} on sale, places an order of every
outcome and calls them off again; else it looks at the API's refusals, alarms, queues and executions only. Repeating it is harmless.

The access tokens come from the stage's own user pool; of another issuer, give them in ${tokenVariables.storefront} and
${tokenVariables.backOffice}. What is printed holds no key, token, address or account number. Exit code 1 when something is not right.`;

await runCommand({
  usage,
  options: { ...stageOptions, email: { type: 'string' } },
  async run({ values }) {
    const stage = await operatedStage('smoke', values);
    // The report is all that is to be seen.
    process.env.POWERTOOLS_LOG_LEVEL ??= 'SILENT';
    const [api, callers] = [apiAt(stage.output('ApiUrl')), callersOf(stage)];
    const sandbox = stage.outputs.SandboxPaymentsTable !== undefined;
    const { email } = values;
    const emailFor = email === undefined ? simulator : () => email;
    const orders = sandbox ? orderChecks({ operated: stage, api, callers, emailFor }) : [];

    const chapters: Chapter[] = [
      { title: 'Orders', findings: await Promise.all(orders.map(findingOf)) },
      { title: 'Refusals', findings: await Promise.all(refusalChecks(api, callers).map(findingOf)) },
      // Last: what the orders left behind is seen too.
      { title: 'Operation', findings: await Promise.all(operationChecks(stage).map(findingOf)) },
    ];
    const region = stage.output('StateMachineArn').split(':')[3];
    const where = stage.local === undefined ? region : 'the local cloud';
    const heading = `${stage.stackName} in ${where}, ${new Date().toISOString()}`;
    const untried = sandbox ? '' : '\nThe stage takes no sandbox payments: no order was placed.';
    console.log(
      report(
        `${heading}${untried}`,
        chapters.filter(({ findings }) => findings.length > 0),
      ),
    );
    return anythingWrong(chapters) ? 1 : 0;
  },
});
