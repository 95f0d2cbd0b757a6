import { until } from '../../bin/operations/until.ts';
import { controlProvider } from '../payment-providers.ts';
import { type Drill, paymentOf } from './drill.ts';

/** A customer has paid, and the provider's notification of it never came. */
export const lostNotification: Drill = {
  title: "a payment provider's notification is lost",
  told: [
    'A customer calls: their bank says paid, the page of their order says that it waits for the payment.',
    'Find the order, and bring it home before its wait is over; do not let the customer pay twice.',
  ],
  runbook: 'docs/runbooks/support.md#i-have-paid-and-nothing-happens',
  minutes: 10,
  async begin(cloud) {
    const { issuerPort } = cloud;
    const orderId = await cloud.place({
      payment: { provider: 'stripe', token: 'pm_card_threeDSecure2Required' },
    });
    await controlProvider('stripe', issuerPort, 'mode', { orderId, silent: true });
    await until('the payment to be waited for', 120, async () => (await paymentOf(orderId))?.taskToken !== undefined);
    await controlProvider('stripe', issuerPort, 'pay', { orderId });
    return {
      isOver: async () => (await cloud.order(orderId)).order?.status === 'CONFIRMED',
      async lessons() {
        const { order } = await cloud.order(orderId);
        return [
          {
            what: `the order ${orderId} is ${order?.status}`,
            isRight: order?.status === 'CONFIRMED',
            better:
              'Let the provider send it again (its console: Developers, Events, Resend). Whoever waits does no harm either: when the wait is over the provider is asked once more, and an order that is paid is confirmed.',
          },
          {
            what: `the customer tried to pay ${1 + (order?.furtherTries?.length ?? 0)} times`,
            isRight: order?.furtherTries === undefined,
            better: 'A second payment has to be given back. The first one is not lost, only unheard of.',
          },
        ];
      },
      takeAway: async () => {
        await controlProvider('stripe', issuerPort, 'mode', { clear: true });
      },
    };
  },
};
