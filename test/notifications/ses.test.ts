import { SESClient, SendEmailCommand } from '@aws-sdk/client-ses';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { sendEmail } from '../../lambdas/notifications/ses.ts';
import { anOrderId } from '../builders.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const ses = mockClient(SESClient);

beforeEach(() => {
  stubServiceEnvironment();
  ses.reset();
  ses.on(SendEmailCommand).resolves({ MessageId: 'm' });
});

function anEmail({ name = 'North Lane' } = {}) {
  const from = { name, address: 'shop@example.com' };
  return { from, replyTo: 'help@example.com', subject: '您的订单', html: '<p>£1</p>', text: '£1' };
}

/** What SES is asked for. */
async function asked(name = 'North Lane') {
  await sendEmail('ada@example.com', anEmail({ name }), { orderId: anOrderId(), event: 'order-confirmed' });
  return ses.commandCalls(SendEmailCommand)[0]?.args[0].input;
}

describe('an e-mail', () => {
  it('goes to one recipient, through the configuration set, every text in UTF-8', async () => {
    const inUtf8 = (Data: string) => ({ Data, Charset: 'UTF-8' });
    expect(await asked()).toMatchObject({
      Source: '"North Lane" <shop@example.com>',
      ReplyToAddresses: ['help@example.com'],
      Destination: { ToAddresses: ['ada@example.com'] },
      ConfigurationSetName: 'notices',
      Message: { Subject: inUtf8('您的订单'), Body: { Html: inUtf8('<p>£1</p>'), Text: inUtf8('£1') } },
    });
  });

  it('goes to those who get a copy too, without anybody seeing that', async () => {
    await sendEmail('ada@example.com', anEmail(), { event: 'order-confirmed' }, ['office@example.com']);

    expect(ses.commandCalls(SendEmailCommand)[0]?.args[0].input.Destination).toEqual({
      ToAddresses: ['ada@example.com'],
      BccAddresses: ['office@example.com'],
    });
  });

  it('is tagged with its order and event, in the characters that SES allows', async () => {
    const { Tags = [] } = (await asked()) ?? {};
    expect(Tags.map(({ Name }) => Name)).toEqual(['orderId', 'event']);
    for (const { Value } of Tags) expect(Value).toMatch(/^[A-Za-z0-9_-]{1,256}$/);
  });

  it.each(['Ada’s Shop', '"Best" <shop>', '北巷商店', '🛍'.repeat(30), '店'.repeat(60), 'é'])(
    'comes from the shop, whatever its name, in encoded words of at most 75 characters: %s',
    async (name) => {
      const { Source = '' } = (await asked(name)) ?? {};
      const [header = '', words = ''] = /^(.*) <shop@example\.com>$/.exec(Source) ?? [];
      expect(header).toBe(Source);
      const decoded = words.split(' ').map((word) => {
        expect(word.length).toBeLessThanOrEqual(75);
        const [, base64 = ''] = /^=\?UTF-8\?B\?([A-Za-z0-9+/=]+)\?=$/.exec(word) ?? [];
        return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(base64, 'base64'));
      });
      expect(decoded.join('')).toBe(name);
    },
  );
});
