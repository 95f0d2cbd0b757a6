import { type OperatedStage, operatedStage, stageOptions, stageOptionsUsage } from '../local/operated-stage.ts';
import { runCommand, WrongUsage } from './command-line.ts';

const usage = `Says what became of a notice whose sending broke off (NoticeOutcomeUnknown), so that its order can go on.

  npm run notice -- ORDER_ID email sent     it went out: it is never sent again
  npm run notice -- ORDER_ID email again    it did not: the next redrive sends it, or else the queue of notices in a minute
  npm run notice -- ORDER_ID sms sent       the same for a short message

${stageOptionsUsage}`;

await runCommand({
  usage,
  options: stageOptions,
  takes: { atLeast: 3, atMost: 3 },
  async run({ values, positionals: [orderId = '', channel, outcome] }) {
    if (channel !== 'email' && channel !== 'sms') throw new WrongUsage(`${channel} is no channel: say email or sms.`);
    if (outcome !== 'sent' && outcome !== 'again') throw new WrongUsage(`${outcome}: say sent or again.`);
    await resolve(values.stage, await operatedStage('notice', values), { orderId, channel, outcome });
    return 0;
  },
});

interface Answer {
  readonly orderId: string;
  readonly channel: 'email' | 'sms';
  readonly outcome: 'sent' | 'again';
}

async function resolve(
  stage: string | undefined,
  { actInIt, output }: OperatedStage,
  { orderId, channel, outcome }: Answer,
): Promise<void> {
  actInIt();
  process.env.NOTICE_QUEUE_URL = output('NoticeQueueUrl');
  const { OrderId } = await import('../lambdas/orders/order.ts');
  const { orderTable } = await import('../lambdas/orders/order-table.ts');
  const { longerThanACallSeconds, NoticeRequest, requestNotice } = await import(
    '../lambdas/orders/order-effects-queue.ts'
  );

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
        : { event, channel, state: 'DELAYED', at, reason: 'told by an operator' },
    );
    // Not every notice is its order's workflow's; a redrive that is quicker leaves the queue nothing to do.
    const request = NoticeRequest.safeParse({ orderId: id.data, event });
    if (outcome === 'again' && request.success) {
      await requestNotice(id.data, request.data.event, longerThanACallSeconds, at);
    }
    console.log(`${event} by ${channel}: ${outcome === 'sent' ? 'counts as sent' : 'will be sent again'}.`);
  }
  console.log(`Now let the order go on: npm run redrive -- ${stage ? `--stage ${stage} ` : ''}${orderId}`);
}
