import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { sendSms } from '../../lambdas/notifications/sns.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const sns = mockClient(SNSClient);

beforeEach(() => {
  stubServiceEnvironment();
  sns.reset();
  sns.on(PublishCommand).resolves({ MessageId: 'm' });
});

const transactional = { 'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' } };

describe('a text message', () => {
  it('goes to one number, from whom SNS chooses and at its price where nobody says more', async () => {
    expect(await sendSms('+447400123456', 'Hello')).toBe('m');
    expect(sns.commandCalls(PublishCommand)[0]?.args[0].input).toEqual({
      PhoneNumber: '+447400123456',
      Message: 'Hello',
      MessageAttributes: transactional,
    });
  });

  it("comes from the brand's sender, for no more than the stage's maximum price", async () => {
    vi.stubEnv('SMS_MAX_PRICE', '0.15');
    await sendSms('+447400123456', 'Hello', 'NorthLane');
    expect(sns.commandCalls(PublishCommand)[0]?.args[0].input.MessageAttributes).toEqual({
      ...transactional,
      'AWS.SNS.SMS.SenderID': { DataType: 'String', StringValue: 'NorthLane' },
      'AWS.SNS.SMS.MaxPrice': { DataType: 'Number', StringValue: '0.15' },
    });
  });
});
