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
import { measureStep } from './risk/step-time.ts';

const usage = `Measures how well the rules of risk tell fraud among generated orders, beside their amount alone.

  npm run bench:risk

  --orders N   how many (200000)
  --seed N     of the generator: of one seed they are always the same (1)
  --write      puts the figures into docs/risk.md

  npm run bench:risk -- --time

  how much longer the step "Check payment" takes with a look at the risk than without: both, order by order in turn, on
  AWS's DynamoDB Local (Java 17, Maven), beside a provider that answers at once, as soon as the sandbox and as a card does
  --times N    orders of each (300)
  --port PORT  of DynamoDB Local (4791)`;

await runCommand({
  usage,
  options: {
    ...{ orders: { type: 'string' }, seed: { type: 'string' }, write: { type: 'boolean' } },
    ...{ time: { type: 'boolean' }, times: { type: 'string' }, port: { type: 'string' } },
  },
  async run({ values }) {
    if (values.time) {
      const times = wholeNumber('--times', values.times) ?? 300;
      return measureStep(times, wholeNumber('--port', values.port) ?? 4791);
    }
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
