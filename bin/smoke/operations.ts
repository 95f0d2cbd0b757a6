import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient, paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';
import { paginateListExecutions, SFNClient } from '@aws-sdk/client-sfn';
import { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import type { OperatedStage } from '../operations/operated-stage.ts';
import { queueDepths } from '../operations/queue-depths.ts';
import { type Check, NotChecked, NotRight } from './check.ts';

const unsuccessful = ['FAILED', 'TIMED_OUT', 'ABORTED'] as const;
const dayInMilliseconds = 86_400_000;

/** How the stage is, as its operators see it. */
export function operationChecks({ settings, stackName, stacks, output }: OperatedStage): readonly Check[] {
  const cloudFormation = new CloudFormationClient(settings);
  return [
    {
      promise: 'its stacks stand',
      async run() {
        const statuses = await Promise.all(
          stacks.map(async (StackName) => {
            const { Stacks: [stack] = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
            return stack?.StackStatus ?? 'missing';
          }),
        );
        if (!statuses.every((status) => /^(CREATE|UPDATE)_COMPLETE$/.test(status)))
          throw new NotRight(statuses.join(', '));
        return statuses.join(', ');
      },
    },
    {
      promise: 'no alarm rings',
      async run() {
        const pages = paginateDescribeAlarms(
          { client: new CloudWatchClient(settings) },
          { AlarmNamePrefix: `${stackName}-`, AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] },
        );
        const alarms = (await allOf(pages)).flatMap((page) => [
          ...(page.MetricAlarms ?? []),
          ...(page.CompositeAlarms ?? []),
        ]);
        if (alarms.length === 0) throw new NotRight('there is no alarm');
        const ringing = alarms.filter(({ StateValue }) => StateValue === 'ALARM').map(({ AlarmName }) => AlarmName);
        if (ringing.length > 0) throw new NotRight(ringing.join(', '));
        return `${alarms.length} alarms`;
      },
    },
    {
      promise: 'somebody is called by alarms',
      async run() {
        const { Subscriptions = [] } = await new SNSClient(settings).send(
          new ListSubscriptionsByTopicCommand({ TopicArn: output('AlarmTopicArn') }),
        );
        if (Subscriptions.length === 0) throw new NotChecked('nobody is subscribed: deploy with --alarm-email');
        const waiting = Subscriptions.filter(({ SubscriptionArn }) => SubscriptionArn === 'PendingConfirmation');
        if (waiting.length > 0) throw new NotRight(`${waiting.length} of ${Subscriptions.length} not confirmed yet`);
        return `${Subscriptions.length} subscribed`;
      },
    },
    {
      promise: 'no message is in a dead-letter queue',
      async run() {
        const depths = await queueDepths(settings, stacks);
        const undelivered = depths.filter(({ isForDeadLetters, visible }) => isForDeadLetters && visible > 0);
        if (undelivered.length > 0)
          throw new NotRight(undelivered.map(({ name, visible }) => `${visible} in ${name}`).join(', '));
        const waiting = depths.reduce((sum, { visible }) => sum + visible, 0);
        return `${depths.length} queues, ${waiting} messages wait for their turn`;
      },
    },
    {
      promise: 'no execution failed within a day',
      async run() {
        const client = new SFNClient(settings);
        const since = Date.now() - dayInMilliseconds;
        const failed = await Promise.all(
          unsuccessful.map(async (statusFilter) => {
            const query = { stateMachineArn: output('StateMachineArn'), statusFilter };
            let count = 0;
            for await (const { executions = [] } of paginateListExecutions({ client }, query)) {
              const recent = executions.filter(({ stopDate }) => (stopDate?.getTime() ?? 0) > since);
              count += recent.length;
              // The latest starts come first.
              if (recent.length < executions.length) break;
            }
            return { statusFilter, count };
          }),
        );
        const found = failed.filter(({ count }) => count > 0);
        if (found.length === 0) return 'none';
        throw new NotRight(
          `${found.map(({ statusFilter, count }) => `${count} ${statusFilter}`).join(', ')}: npm run ops -- failed says which still wait; what was given up stays so`,
        );
      },
    },
  ];
}

async function allOf<Page>(pages: AsyncIterable<Page>): Promise<readonly Page[]> {
  const all: Page[] = [];
  for await (const page of pages) all.push(page);
  return all;
}
