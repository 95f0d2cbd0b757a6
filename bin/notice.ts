import { noticeName } from '../lambdas/orders/notice-event.ts';
import { noticeChannels } from '../lambdas/orders/notice-marker.ts';
import { runCommand, WrongUsage } from './command-line.ts';
import { setFunctionEnvironment } from './operations/function-environment.ts';
import { operatedStage, stageOptions, stageOptionsUsage } from './operations/operated-stage.ts';
import { orderIdFrom } from './operations/order-id-from.ts';

const usage = `Says what became of a notice whose sending broke off (NoticeOutcomeUnknown), so that its order can go on.

  npm run notice -- ORDER email sent        it went out: it is never sent again; ORDER is an id or a number
  npm run notice -- ORDER email again       it did not: the next redrive sends it, or else the queue of notices in a minute
  npm run notice -- ORDER sms sent          the same for a short message

${stageOptionsUsage}`;

await runCommand({
  usage,
  options: stageOptions,
  takes: { min: 3, max: 3 },
  async run({ values, positionals: [said = '', by, outcome] }) {
    const channel = noticeChannels.find((known) => known === by);
    if (channel === undefined) throw new WrongUsage(`${by} is no channel: say ${noticeChannels.join(' or ')}.`);
    if (outcome !== 'sent' && outcome !== 'again') throw new WrongUsage(`${outcome}: say sent or again.`);
    const orderId = orderIdFrom(said);

    setFunctionEnvironment(await operatedStage('notice', values));
    const { resolveNotice } = await import('../lambdas/notifications/resolve-notice.ts');
    const notices = await resolveNotice(orderId, channel, outcome);
    if (notices.length === 0) throw new Error(`No notice of order ${orderId} by ${channel} broke off.`);
    for (const notice of notices) {
      console.log(
        `${noticeName(notice)} by ${channel}: ${outcome === 'sent' ? 'counts as sent' : 'will be sent again'}.`,
      );
    }
    console.log(
      `If its execution failed of it, let it go on: npm run redrive -- ${values.stage ? `--stage ${values.stage} ` : ''}${orderId}`,
    );
    return 0;
  },
});
