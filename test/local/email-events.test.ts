import { randomUUID } from 'node:crypto';
import { SESClient, SendEmailCommand, VerifyEmailIdentityCommand } from '@aws-sdk/client-ses';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { until } from '../../bin/operations/until.ts';
import { EmailEvent, feedbackOf } from '../../lambdas/email-feedback/email-event.ts';
import { clientSettings } from '../../local/aws.ts';
import { anOrderId } from '../builders.ts';
import { patienceSeconds } from '../patiently.ts';
import { sqs } from './queues.ts';
import { deployStack } from './stacks.ts';

const bus = {
  'Fn::Join': [':', ['arn:aws:events', { Ref: 'AWS::Region' }, { Ref: 'AWS::AccountId' }, 'event-bus/default']],
};
const ses = new SESClient(clientSettings(inject('emulator')));
const simulated = (end: string) => `${end}+${randomUUID()}@simulator.amazonses.com`;

/** A configuration set that tells of these kinds of events on the default bus, and a queue that gets what it tells. */
async function aConfigurationSet(...kinds: readonly string[]) {
  const name = `notices-${randomUUID().slice(0, 8)}`;
  const { Queue = '' } = await deployStack(name, {
    Resources: {
      Set: { Type: 'AWS::SES::ConfigurationSet', Properties: { Name: name } },
      Events: {
        Type: 'AWS::SES::ConfigurationSetEventDestination',
        Properties: {
          ConfigurationSetName: { Ref: 'Set' },
          EventDestination: {
            Enabled: true,
            MatchingEventTypes: kinds,
            EventBridgeDestination: { EventBusArn: bus },
          },
        },
      },
      Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: name } },
      Policy: {
        Type: 'AWS::SQS::QueuePolicy',
        Properties: {
          Queues: [{ Ref: 'Queue' }],
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Principal: { Service: 'events.amazonaws.com' },
                Action: 'sqs:SendMessage',
                Resource: { 'Fn::GetAtt': ['Queue', 'Arn'] },
              },
            ],
          },
        },
      },
      Rule: {
        Type: 'AWS::Events::Rule',
        Properties: {
          EventPattern: { source: ['aws.ses'], detail: { mail: { tags: { 'ses:configuration-set': [name] } } } },
          Targets: [{ Id: 'Queue', Arn: { 'Fn::GetAtt': ['Queue', 'Arn'] } }],
        },
      },
    },
    Outputs: { Queue: { Value: { Ref: 'Queue' } } },
  });
  return { name, queueUrl: Queue };
}

const orderId = anOrderId();

async function send(configurationSet: string, to: string, copies: readonly string[] = []): Promise<string> {
  const { MessageId = '' } = await ses.send(
    new SendEmailCommand({
      Source: 'Example Shop <orders@shop.example>',
      Destination: { ToAddresses: [to], BccAddresses: [...copies] },
      ConfigurationSetName: configurationSet,
      Tags: [
        { Name: 'orderId', Value: orderId },
        { Name: 'event', Value: 'order-confirmed' },
      ],
      Message: { Subject: { Data: 'Hello' }, Body: { Text: { Data: 'Hello' } } },
    }),
  );
  return MessageId;
}

/** The first so many events, as the service reads them, each with the mail that it is of. */
async function told(queueUrl: string, count: number) {
  const events: (ReturnType<typeof feedbackOf> & { messageId: string })[] = [];
  await until(`${count} events`, patienceSeconds, async () => {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: queueUrl, WaitTimeSeconds: 1, MaxNumberOfMessages: 10 }),
    );
    for (const { Body = '' } of Messages) {
      const event = feedbackOf(EmailEvent.parse(JSON.parse(Body)));
      if (event !== undefined) events.push(event);
    }
    return events.length >= count;
  });
  return events.toSorted((a, b) => (a.kind < b.kind ? -1 : 1));
}

beforeAll(() => ses.send(new VerifyEmailIdentityCommand({ EmailAddress: 'orders@shop.example' })));

describe('what becomes of a mail that the local SES took', () => {
  it.each([
    ['bounce', [{ kind: 'BOUNCED', reason: 'General' }]],
    ['suppressionlist', [{ kind: 'BOUNCED', reason: 'Suppressed' }]],
    ['complaint', [{ kind: 'COMPLAINED' }, { kind: 'DELIVERED' }]],
    ['success', [{ kind: 'DELIVERED' }]],
  ])('is told on the bus, as the service reads it, with the tags of the mail: %s@', async (end, expected) => {
    const { name, queueUrl } = await aConfigurationSet('BOUNCE', 'COMPLAINT', 'DELIVERY');
    const to = simulated(end);
    const messageId = await send(name, to);
    const notice = { orderId, event: 'order-confirmed' };
    expect(await told(queueUrl, expected.length)).toMatchObject(
      expected.map((event) => ({ ...event, messageId, recipients: [to], notice })),
    );
  });

  it('is told of each recipient by itself, and only what the configuration set asks for', async () => {
    const { name, queueUrl } = await aConfigurationSet('BOUNCE');
    const [to, copy] = [simulated('success'), simulated('bounce')];
    await send(name, to, [copy]);
    expect(await told(queueUrl, 1)).toMatchObject([{ kind: 'BOUNCED', recipients: [copy] }]);
  });

  it('is told of no mail that names another configuration set', async () => {
    const [asking, other] = [await aConfigurationSet('DELIVERY'), await aConfigurationSet('BOUNCE')];
    await send(other.name, simulated('success'));
    const messageId = await send(asking.name, simulated('success'));
    expect(await told(asking.queueUrl, 1)).toMatchObject([{ messageId }]);
  });
});
