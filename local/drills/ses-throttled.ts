import { randomUUID } from 'node:crypto';
import type { OrderRecord } from '../../lambdas/orders/order-table.ts';
import { type Drill, howMany } from './drill.ts';

const orders = 3;
const throttledSeconds = 90;

/** SES takes no e-mail for a while: notices wait, and go out by themselves. */
export const sesThrottled: Drill = {
  title: 'SES takes no e-mails for a while',
  told: [
    'Support calls: customers of the last minutes have paid and have no e-mail. Should they order again?',
    'Find out how their orders stand, and see that each customer is told, once.',
  ],
  runbook: 'docs/runbooks/operator.md#customers-are-not-told',
  minutes: 10,
  async begin(cloud) {
    const domain = `${randomUUID().slice(0, 8)}.drill.example`;
    const trouble = (rate: string) =>
      fetch(`${cloud.endpoint}/_local/sending-trouble?to=${domain}${rate}`, { method: 'POST' });
    await trouble('&perSecond=0');
    const timer = setTimeout(() => trouble(''), throttledSeconds * 1000);
    const ids: string[] = [];
    for (let order = 0; order < orders; order++) {
      const email = `customer-${order}@${domain}`;
      ids.push(await cloud.place({ payment: { provider: 'sandbox', token: 'sandbox-authorised' }, email }));
    }
    const isTold = ({ notices }: OrderRecord) =>
      notices.some(({ event, state }) => event === 'order-confirmed' && state === 'SENT');
    return {
      isOver: async () => (await howMany(cloud, ids, isTold)) === orders,
      async lessons() {
        const told = await howMany(cloud, ids, isTold);
        const again = await howMany(cloud, ids, ({ resends }) => resends.length > 0);
        const open = await howMany(cloud, ids, ({ order }) => order?.status === 'CONFIRMED');
        return [
          {
            what: `${told} of ${orders} customers are told`,
            isRight: told === orders,
            better:
              'A notice that waits (NOTICE_DELAYED) is asked for again for three days: there is nothing to do but mend what keeps SES.',
          },
          {
            what: `${again} notices were sent again by hand`,
            isRight: again === 0,
            better: 'Whoever sends a notice again while the first one waits tells the customer twice.',
          },
          {
            what: `${open} of ${orders} orders are confirmed`,
            isRight: open === orders,
            better:
              "The sender's troubles are not the order's: an order that is CONFIRMED stands, whoever knows of it. Nobody orders again.",
          },
        ];
      },
      async takeAway() {
        clearTimeout(timer);
        await trouble('');
      },
    };
  },
};
