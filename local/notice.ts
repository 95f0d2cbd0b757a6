import { parseArgs } from 'node:util';
import { operatedStage } from './operated-stage.ts';

const usage = `Says what became of a notice whose sending broke off (NoticeOutcomeUnknown), so that its order can go on.

  npm run notice -- ORDER_ID email sent     it went out: it is never sent again
  npm run notice -- ORDER_ID email again    it did not: the next redrive sends it
  npm run notice -- ORDER_ID sms sent       the same for a short message
  npm run notice -- --stage prod [...]      the same on AWS, in the account and region of the environment

  --data FOLDER                             the data folder of the local cloud`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    stage: { type: 'string' },
    data: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const [orderId, channel, outcome, ...rest] = positionals;

if (
  values.help ||
  rest.length > 0 ||
  !(channel === 'email' || channel === 'sms') ||
  !(outcome === 'sent' || outcome === 'again')
) {
  console.log(usage);
  process.exitCode = values.help ? 0 : 2;
} else {
  try {
    await resolve(orderId ?? '', channel, outcome);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

async function resolve(orderId: string, channel: 'email' | 'sms', outcome: 'sent' | 'again'): Promise<void> {
  const { actInIt } = await operatedStage('notice', values);
  actInIt();
  const { OrderId } = await import('../lambdas/orders/order.ts');
  const { orderTable } = await import('../lambdas/orders/order-table.ts');

  const id = OrderId.safeParse(orderId);
  if (!id.success) throw new Error(`${orderId} is not an order's id.`);
  const orders = orderTable();
  const { notices } = await orders.find(id.data);
  const unknown = notices.filter((notice) => notice.channel === channel && notice.state === 'SENDING');
  if (unknown.length === 0) throw new Error(`No notice of order ${orderId} by ${channel} broke off.`);

  const at = new Date().toISOString();
  for (const { event } of unknown) {
    await orders.recordNotice(
      id.data,
      outcome === 'sent'
        ? { event, channel, state: 'SENT', at, messageId: 'told by an operator' }
        : { event, channel, state: 'REFUSED', at },
    );
    console.log(`${event} by ${channel}: ${outcome === 'sent' ? 'counts as sent' : 'will be sent again'}.`);
  }
  console.log(
    `Now let the order go on: npm run redrive -- ${values.stage ? `--stage ${values.stage} ` : ''}${orderId}`,
  );
}
