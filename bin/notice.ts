import { noticeName } from '../lambdas/orders/notice-event.ts';
import { noticeChannels } from '../lambdas/orders/notice-marker.ts';
import { OrderId } from '../lambdas/orders/order.ts';
import { runCommand, WrongUsage } from './command-line.ts';
import { setFunctionEnvironment } from './operations/function-environment.ts';
import { operatedStage, stageOptions, stageOptionsUsage } from './operations/operated-stage.ts';

const usage = `Says what became of a notice whose sending broke off (NoticeOutcomeUnknown), so that its order can go on.

  npm run notice -- ORDER_ID email sent     it went out: it is never sent again
  npm run notice -- ORDER_ID email again    it did not: the next redrive sends it, or else the queue of notices in a minute
  npm run notice -- ORDER_ID sms sent       the same for a short message

${stageOptionsUsage}`;

await runCommand({
  usage,
  options: stageOptions,
  takes: { min: 3, max: 3 },
  async run({ values, positionals: [id = '', said, outcome] }) {
    const channel = noticeChannels.find((known) => known === said);
    if (channel === undefined) throw new WrongUsage(`${said} is no channel: say ${noticeChannels.join(' or ')}.`);
    if (outcome !== 'sent' && outcome !== 'again') throw new WrongUsage(`${outcome}: say sent or again.`);
    const orderId = OrderId.safeParse(id);
    if (!orderId.success) throw new Error(`${id} is not an order's id.`);

    setFunctionEnvironment(await operatedStage('notice', values));
    const { resolveNotice } = await import('../lambdas/notifications/resolve-notice.ts');
    const notices = await resolveNotice(orderId.data, channel, outcome);
    if (notices.length === 0) throw new Error(`No notice of order ${id} by ${channel} broke off.`);
    for (const notice of notices) {
      console.log(
        `${noticeName(notice)} by ${channel}: ${outcome === 'sent' ? 'counts as sent' : 'will be sent again'}.`,
      );
    }
    console.log(`Now let the order go on: npm run redrive -- ${values.stage ? `--stage ${values.stage} ` : ''}${id}`);
    return 0;
  },
});
