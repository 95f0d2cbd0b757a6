import { runCommand } from './command-line.ts';
import { setFunctionEnvironment } from './operations/function-environment.ts';
import { operatedStage, stageOptions, stageOptionsUsage } from './operations/operated-stage.ts';

const usage = `Puts every order into the index by which staff find them: once, for the orders of before there was one.

  npm run index-orders              goes on where it was stopped
  npm run index-orders -- --anew    begins again: after another key was put into the secret, say

${stageOptionsUsage}

It reads the whole table of orders, and writes some entries for each: it costs by their number (US$ 3 a million) and may take hours.
Stop it when you like. Meanwhile orders come and go as ever.`;

await runCommand({
  usage,
  options: { ...stageOptions, anew: { type: 'boolean', default: false } },
  async run({ values }) {
    const stage = await operatedStage('index-orders', values);
    setFunctionEnvironment(stage);
    process.env.SEARCH_KEY_ARN = stage.output('SearchKeyArn');
    const { indexEveryOrder } = await import('../lambdas/order-search/index-every-order.ts');
    const indexed = await indexEveryOrder(values.anew, (orders) => console.error(`${orders} orders …`));
    console.log(
      indexed === 0
        ? 'Every order is in the index already (--anew begins again).'
        : `${indexed} orders were put into the index.`,
    );
    return 0;
  },
});
