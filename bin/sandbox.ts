import { runCommand, WrongUsage } from './command-line.ts';
import { setFunctionEnvironment } from './operations/function-environment.ts';
import { operatedStage, stageOptions, stageOptionsUsage } from './operations/operated-stage.ts';
import { orderIdFrom } from './operations/order-id-from.ts';

const usage = `Chooses what the sandbox provider does with an order's payment from now on, as its token chose it at first.

  npm run sandbox -- ORDER authorised           a provider that was down, say, is up again; npm run redrive goes on
  npm run sandbox -- ORDER OUTCOME              authorised, declined, unanswered or down; ORDER is an id or a number

${stageOptionsUsage}`;

await runCommand({
  usage,
  options: stageOptions,
  takes: { min: 2, max: 2 },
  async run({ values, positionals: [said = '', wanted] }) {
    const orderId = orderIdFrom(said);
    setFunctionEnvironment(await operatedStage('sandbox', values));
    const { sandboxOutcomes, sandboxPaymentTable } = await import(
      '../lambdas/payments/providers/sandbox/sandbox-payment-table.ts'
    );
    const outcome = sandboxOutcomes.find((known) => known === wanted);
    if (outcome === undefined) throw new WrongUsage(`${wanted} is none of ${sandboxOutcomes.join(', ')}.`);
    if (!(await sandboxPaymentTable().choose(orderId, outcome))) {
      throw new Error(`The sandbox has no payment of an order ${orderId}.`);
    }
    console.log(`The payment of ${orderId} is ${outcome} from now on.`);
    return 0;
  },
});
