/**
 * How well the rules of risk tell fraud among generated orders: the area under the curve of precision and recall, and what
 * each way to rank orders costs a shop, beside ranking them by their amount.
 */
import { runCommand, wholeNumber } from '../bin/command-line.ts';
import { decideRisk } from '../lambdas/risk/decide-risk.ts';
import { riskRules } from '../lambdas/risk/risk-rules.ts';
import { record } from './figures.ts';
import { costOfNothing, ranking, rulesAtWork } from './risk/evaluate-risk.ts';
import { generatedOrders } from './risk/generated-orders.ts';
import { type RiskResult, riskPage } from './risk/risk-page.ts';

const usage = `Measures how well the rules of risk tell fraud among generated orders, beside their amount alone.

  npm run bench:risk

  --orders N   how many (200000)
  --seed N     of the generator: of one seed they are always the same (1)
  --write      puts the figures into docs/risk.md`;

await runCommand({
  usage,
  options: { orders: { type: 'string' }, seed: { type: 'string' }, write: { type: 'boolean' } },
  async run({ values }) {
    const orders = wholeNumber('--orders', values.orders) ?? 200_000;
    const seed = wholeNumber('--seed', values.seed) ?? 1;
    const result = evaluated(orders, seed);
    console.log(riskPage(result));
    if (values.write) await record('risk', result);
    return 0;
  },
});

function evaluated(count: number, seed: number): RiskResult {
  const orders = generatedOrders(count, seed);
  const ofRules = ({ signals }: (typeof orders)[number]) => decideRisk(signals, riskRules).score;
  return {
    rules: riskRules.version,
    ...{ orders: count, seed },
    fraudShare: orders.filter(({ isFraud }) => isFraud).length / count,
    costOfNothing: costOfNothing(orders),
    rankings: [
      ranking('the rules', orders, ofRules),
      ranking('the rules, without what the provider says', orders, ({ signals }) => {
        const { providerLevel: _level, ...others } = signals;
        return decideRisk(others, riskRules).score;
      }),
      ranking('the amount only', orders, ({ signals }) => signals.amount),
    ],
    atWork: rulesAtWork(orders, riskRules),
  };
}
