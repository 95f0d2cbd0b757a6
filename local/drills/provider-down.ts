import { deadLetterQueueOf, deadLetters } from '../../bin/operations/dead-letters.ts';
import { executionsOf } from '../../bin/operations/executions.ts';
import { until } from '../../bin/operations/until.ts';
import { controlProvider } from '../payment-providers.ts';
import { type Drill, howMany, paymentOf, switchUse } from './drill.ts';

const orders = 3;
/** So long it stays away once orders have failed: time enough for the switch, and shorter than anybody's patience. */
const downSeconds = 90;

/** Stripe is away for longer than steps are repeated: orders fail, and wait to be redriven. */
export const providerDown: Drill = {
  title: 'a payment provider is away for longer than its step is repeated',
  told: [
    'The alarm FailedOrders rings. Customers who pay by card get no answer.',
    'Find out what fails and whether it still would, send new customers to other methods meanwhile, and bring every order home without charging anybody twice.',
  ],
  runbook: 'docs/runbooks/operator.md#a-payment-method-is-out-of-order',
  minutes: 15,
  async begin(cloud) {
    const { stage, issuerPort } = cloud;
    await controlProvider('stripe', issuerPort, 'mode', { down: true });
    const ids: string[] = [];
    for (let order = 0; order < orders; order++) {
      ids.push(await cloud.place({ payment: { provider: 'stripe', token: 'pm_card_visa' } }));
    }
    const queue = deadLetterQueueOf(stage);
    const ours = async () => (await deadLetters(queue)).filter(({ orderId }) => ids.includes(orderId));
    await until('the orders to fail', 300, async () => (await ours()).length === orders);
    const backAt = Date.now() + downSeconds * 1000;
    const timer = setTimeout(() => controlProvider('stripe', issuerPort, 'mode', { clear: true }), downSeconds * 1000);

    const executions = executionsOf(stage);
    const redrivesOf = async (id: string) => {
      const redriven = (await executions.history(id)).filter(({ type }) => type === 'ExecutionRedriven');
      return redriven.map(({ timestamp }) => timestamp?.getTime() ?? 0);
    };
    const use = () => switchUse('provider-down', (target) => target === 'stripe', backAt);
    return {
      isOver: async () =>
        (await howMany(cloud, ids, ({ order }) => order?.status === 'CONFIRMED')) === orders &&
        (await ours()).length === 0 &&
        !(await use()).isOn,
      async lessons() {
        const confirmed = await howMany(cloud, ids, ({ order }) => order?.status === 'CONFIRMED');
        const redrives = (await Promise.all(ids.map(redrivesOf))).flat();
        const charged = await chargesOf(ids);
        const { wasOn, isOn } = await use();
        return [
          {
            what: `${confirmed} of ${orders} orders are confirmed`,
            isRight: confirmed === orders,
            better:
              'npm run redrive -- --all lets all of them go on from the step that failed, once its cause is gone.',
          },
          {
            what: `${charged} of ${confirmed} confirmed orders are charged, each once`,
            isRight: charged === confirmed,
            better: 'A redrive never charges twice; a new order in the place of a failed one would.',
          },
          {
            what: `${redrives.filter((at) => at < backAt).length} redrives were made while the provider was still away`,
            isRight: redrives.every((at) => at >= backAt),
            better:
              'npm run redrive, without more, says which error each order failed with. A redrive ahead of its mend fails again; ask the provider first (its status page), or try one order alone.',
          },
          {
            what: `the switch provider-down stripe was ${wasOn ? 'on' : 'not on'} when the provider came back, and is ${isOn ? 'on' : 'off'} now`,
            isRight: wasOn && !isOn,
            better:
              'npm run ops -- switch on provider-down stripe sends new customers to other methods; without it each new order fails too. Off again when it is back: nobody can pay by it otherwise.',
          },
          {
            what: `${(await ours()).length} dead letters of them are left`,
            isRight: (await ours()).length === 0,
            better: 'After a redrive in the console the message is still there: npm run redrive takes it out.',
          },
        ];
      },
      async takeAway() {
        clearTimeout(timer);
        const off = { kind: 'provider-down', target: 'stripe', state: 'OFF', reason: 'the drill is over' };
        await cloud.desk('PUT', '/operations/switches', off);
        await controlProvider('stripe', issuerPort, 'mode', { clear: true });
      },
    };
  },
};

/** How many of the orders have their money, to the penny. */
async function chargesOf(ids: readonly string[]): Promise<number> {
  const found = await Promise.all(ids.map(paymentOf));
  return found.filter((payment) => payment !== undefined && payment.captured === payment.amount).length;
}
