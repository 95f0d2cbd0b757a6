import { randomUUID } from 'node:crypto';
import { CloudWatchClient, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { GetExecutionHistoryCommand } from '@aws-sdk/client-sfn';
import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { describe, expect, inject, it } from 'vitest';
import { clientSettings } from '../../local/aws.ts';
import { anOrderOf, onSale } from './catalogue.ts';
import { execution, executionArn, outputs, stepFunctions } from './cloud.ts';
import { eventually } from './eventually.ts';
import { openInbox, received } from './inbox.ts';
import { emailsTo } from './mailbox.ts';
import { roleOfFunction, roleOfStateMachine, withoutRight } from './rights.ts';
import { accepted, callOnce, ended, placing, submit } from './storefront.ts';
import { alone } from './turn.ts';

alone();

const settings = clientSettings(inject('service').endpoint);

/** The first error of a task of the order's execution. */
async function firstError(orderId: string): Promise<string> {
  const failed = await eventually(`a failed try of order ${orderId}`, async () => {
    const { events = [] } = await stepFunctions.send(
      new GetExecutionHistoryCommand({ executionArn: executionArn(orderId), maxResults: 1000 }),
    );
    return events.find(({ type }) => type === 'TaskFailed');
  });
  return `${failed.taskFailedEventDetails?.error}: ${failed.taskFailedEventDetails?.cause}`;
}

describe('a step without one of its rights', () => {
  it.each([
    ['Reserve inventory', 'dynamodb:UpdateItem', () => roleOfFunction('ReserveInventoryFunction')],
    ['Check payment', 'states:SendTaskSuccess', () => roleOfFunction('CheckPaymentFunction')],
    ['Notify customer', 'dynamodb:UpdateItem', () => roleOfFunction('NotifyCustomerFunction')],
    ['every step', 'lambda:InvokeFunction', () => roleOfStateMachine()],
  ])('%s (%s) is refused, and goes on by itself once the right is given back', async (_, right, roleOf) => {
    const email = `${randomUUID()}@customer.example`;
    const sku = await onSale();

    const orderId = await withoutRight(await roleOf(), right, async () => {
      const id = await accepted(anOrderOf(sku, { contact: { email } }));
      expect(await firstError(id)).toMatch(/AccessDenied|not authorized/);
      return id;
    });

    expect((await execution(orderId)).status).toBe('SUCCEEDED');
    expect(await ended(orderId)).toMatchObject({ status: 'CONFIRMED' });
    expect(await emailsTo(email)).toHaveLength(1);
  });
});

describe('a route whose function lacks a right', () => {
  it('answers 500 without saying why, and takes the same request once the right is given back', async () => {
    const [order, key] = [anOrderOf(await onSale()), randomUUID()];

    const refused = await withoutRight(await roleOfFunction('SubmitOrderFunction'), 'dynamodb:PutItem', () =>
      callOnce('POST', '/orders', placing(order, key)),
    );

    expect(refused.status).toBe(500);
    expect(JSON.stringify(refused.body)).not.toMatch(/denied|authorized|dynamodb/i);
    expect((await submit(order, key)).status).toBe(202);
  });
});

describe('an alarm', () => {
  it('reaches who subscribed to the topic of alarms', async () => {
    const operator = await openInbox();
    const subscription = { TopicArn: outputs.AlarmTopicArn, Protocol: 'sqs', Endpoint: operator.arn };
    await new SNSClient(settings).send(new SubscribeCommand(subscription));
    const cloudWatch = new CloudWatchClient(settings);
    const AlarmName = 'order-confirmation-dev-FailuresUndelivered';
    const become = (StateValue: 'ALARM' | 'OK') =>
      cloudWatch.send(new SetAlarmStateCommand({ AlarmName, StateValue, StateReason: 'a test' }));

    await become('ALARM');

    await eventually('the alarm', async () => (await received(operator, AlarmName)).length > 0);
    await become('OK');
  });
});
