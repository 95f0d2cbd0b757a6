import { deadLetterQueueOf, deadLetters } from '../../bin/operations/dead-letters.ts';
import { until } from '../../bin/operations/until.ts';
import { isRejectedOrCancelled } from '../../lambdas/orders/order-status.ts';
import { controlProvider } from '../payment-providers.ts';
import { type Drill, howMany } from './drill.ts';

const payment = { provider: 'stripe', token: 'pm_card_visa' } as const;

/** One order fails whenever it is tried; others of the same moment only failed once. */
export const poisonOrder: Drill = {
  title: 'one order fails whenever it is tried',
  told: [
    'Orders have failed, and their cause is said to be gone. One of them fails again and again.',
    'Bring home what can be brought home. Let the customer of the other one know where they stand: no order waits for ever.',
  ],
  runbook: 'docs/runbooks/operator.md#one-order-fails-again-and-again',
  minutes: 15,
  async begin(cloud) {
    const { stage, issuerPort } = cloud;
    const stripe = (mode: object) => controlProvider('stripe', issuerPort, 'mode', mode);
    await stripe({ down: true });
    const poison = await cloud.place({ payment });
    const well = [await cloud.place({ payment }), await cloud.place({ payment })];
    const all = [poison, ...well];
    const ours = async () =>
      (await deadLetters(deadLetterQueueOf(stage))).filter(({ orderId }) => all.includes(orderId)).length;
    await until('the orders to fail', 300, async () => (await ours()) === all.length);
    await stripe({ clear: true });
    await stripe({ orderId: poison, down: true });

    const isConfirmed = () => howMany(cloud, well, ({ order }) => order?.status === 'CONFIRMED');
    const isGivenUp = () =>
      howMany(cloud, [poison], ({ order }) => order !== undefined && isRejectedOrCancelled(order.status));
    return {
      isOver: async () => (await isConfirmed()) === well.length && (await isGivenUp()) === 1 && (await ours()) === 0,
      async lessons() {
        return [
          {
            what: `${await isConfirmed()} of ${well.length} orders that could go on are confirmed`,
            isRight: (await isConfirmed()) === well.length,
            better: 'npm run redrive -- --all: one that fails again keeps no other from going on.',
          },
          {
            what: `the order ${poison} is ${(await cloud.order(poison)).order?.status}`,
            isRight: (await isGivenUp()) === 1,
            better:
              'Whose cause nobody can mend in time is called off, with a reason: its stock is free, its money goes back, its customer is told. A redrive then ends its execution.',
          },
          {
            what: `${await ours()} dead letters of them are left`,
            isRight: (await ours()) === 0,
            better: 'After it was called off, npm run redrive -- ORDER ends the execution, and takes the message out.',
          },
        ];
      },
      takeAway: async () => {
        await stripe({ clear: true });
      },
    };
  },
};
