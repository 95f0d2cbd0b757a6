import { SESClient, SendEmailCommand, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { sendEmail, sendListEmail } from '../../lambdas/notifications/ses.ts';
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

describe('an e-mail that can be unsubscribed from', () => {
  const link = 'https://api.test/unsubscribe/cGhh6nB0cLXUfEWWn0wTpA?locale=zh-CN';

  /** The head of the message, and its bodies. */
  async function composed(subject: string, name = 'North Lane') {
    ses.on(SendRawEmailCommand).resolves({ MessageId: 'm' });
    const email = { ...anEmail({ name }), subject, html: '<p>谢谢 £1</p>', text: '谢谢\n£1' };
    expect(await sendListEmail('ada@example.com', email, { event: 'back-in-stock' }, link)).toBe('m');
    const input = ses.commandCalls(SendRawEmailCommand)[0]?.args[0].input;
    const message = Buffer.from(input?.RawMessage?.Data ?? []).toString();
    const [head = '', ...rest] = message.split('\r\n\r\n');
    return { input, head, lines: message.split('\r\n'), body: rest.join('\r\n\r\n') };
  }

  it('says how, by one click and without signing in (RFC 8058), each on a line of its own', async () => {
    const { head, input } = await composed('Back in stock');
    expect(head.split('\r\n')).toEqual(
      expect.arrayContaining([
        'From: "North Lane" <shop@example.com>',
        'To: ada@example.com',
        'Reply-To: help@example.com',
        'Subject: Back in stock',
        `List-Unsubscribe: <${link}>`,
        'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
      ]),
    );
    expect(input).toMatchObject({
      Source: '"North Lane" <shop@example.com>',
      Destinations: ['ada@example.com'],
      ConfigurationSetName: 'notices',
      Tags: [{ Name: 'event', Value: 'back-in-stock' }],
    });
  });

  it('brings both bodies, the text first, in UTF-8', async () => {
    const { body } = await composed('到货');
    const parts = [...body.matchAll(/Content-Type: (\S+); charset=utf-8.*?\r\n\r\n([A-Za-z0-9+/=\r\n]+?)\r\n--/gs)];
    expect(parts.map(([, type, base64 = '']) => [type, Buffer.from(base64, 'base64').toString()])).toEqual([
      ['text/plain', '谢谢\r\n£1'],
      ['text/html', '<p>谢谢 £1</p>'],
    ]);
  });

  it.each([
    ['another alphabet', '到货'.repeat(40)],
    ['signs beyond the first plane', '🛍'.repeat(60)],
    ['what looks encoded', '=?UTF-8?B?eA==?='],
    ['great length', 'x'.repeat(2_000)],
  ])('has a subject of any text, in lines that every mail server takes: %s', async (_case, subject) => {
    const { head, lines } = await composed(subject, '北巷商店'.repeat(10));
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(998);
    const [, folded = ''] = /\r\nSubject: (.*?)\r\nMIME-Version/s.exec(head) ?? [];
    const words = [...folded.matchAll(/=\?UTF-8\?B\?([A-Za-z0-9+/=]+)\?=/g)].map(([word, base64 = '']) => {
      expect(word.length).toBeLessThanOrEqual(75);
      return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(base64, 'base64'));
    });
    expect(words.join('')).toBe(subject);
  });
});
