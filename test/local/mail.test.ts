import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  SESClient,
  SendEmailCommand,
  VerifyDomainIdentityCommand,
  VerifyEmailIdentityCommand,
} from '@aws-sdk/client-ses';
import { CreateTopicCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import * as z from 'zod/mini';
import { examplePage } from '../../lambdas/notifications/notices/example-order.ts';
import { renderSms } from '../../lambdas/notifications/sms.ts';
import { orderIdOf } from '../../lambdas/orders/order-id.ts';
import { OrderNumber } from '../../lambdas/orders/order-number.ts';
import { clientSettings } from '../../local/aws.ts';
import { openMailbox } from '../../local/mailbox.ts';
import { anOrder } from '../notifications/a-notice.ts';
import { aBrand } from '../shop/a-brand.ts';

const endpoint = inject('emulator');
const dataFolder = inject('emulatorData');
const ses = new SESClient(clientSettings(endpoint));
const sns = new SNSClient(clientSettings(endpoint));
const email = (from: string, { subject = 'Hello', orderId = 'order-1' } = {}) =>
  new SendEmailCommand({
    Source: from,
    Destination: { ToAddresses: ['ada@customer.example'] },
    ReplyToAddresses: ['help@shop.example'],
    Tags: [
      { Name: 'orderId', Value: orderId },
      { Name: 'event', Value: 'order-confirmed' },
    ],
    Message: {
      Subject: { Data: subject },
      Body: { Text: { Data: 'Total: £15.30\n谢谢' }, Html: { Data: '<p>Total: £15.30 谢谢</p>' } },
    },
  });

/** The message as another program reads it: Python's own parser of mail. */
async function read(file: string): Promise<Record<string, string>> {
  const script = `
import email, email.policy, json, sys
message = email.message_from_binary_file(open(sys.argv[1], 'rb'), policy=email.policy.default)
print(json.dumps({'type': message.get_content_type(), 'subject': message['subject'], 'to': message['to'], 'reply': message['reply-to'],
  'text': message.get_body(('plain',)).get_content(), 'html': message.get_body(('html',)).get_content(),
  'defects': str(message.defects)}))`;
  return JSON.parse((await promisify(execFile)('python3', ['-c', script, file])).stdout);
}

describe('the local mail', () => {
  it('is refused from a sender who has no identity', async () => {
    await expect(ses.send(email('stranger@elsewhere.example'))).rejects.toMatchObject({ name: 'MessageRejected' });
  });

  it('becomes files that a mail program and a browser read, named after the order', async () => {
    const mailbox = await openMailbox(dataFolder);
    const orderId = randomUUID();
    await ses.send(new VerifyEmailIdentityCommand({ EmailAddress: 'orders@shop.example' }));
    const subject = '您在 Example Shop 的订单 1F0C2D3E 已确认，我们会尽快为您发货，感谢您的惠顾与支持';
    await ses.send(email('Example Shop <orders@shop.example>', { subject, orderId }));
    const deliveries = (await mailbox.collect()).filter(({ order }) => order === orderId);
    expect(deliveries).toMatchObject([{ channel: 'email', to: 'ada@customer.example', summary: subject }]);
    const [html = '', eml = ''] = deliveries[0]?.files ?? [];
    expect(eml.endsWith(`-${orderId}-order-confirmed.eml`)).toBe(true);
    expect(await readFile(html, 'utf8')).toBe('<p>Total: £15.30 谢谢</p>');
    expect(await read(eml)).toMatchObject({
      reply: 'help@shop.example',
      type: 'multipart/alternative',
      subject,
      to: 'ada@customer.example',
      text: expect.stringContaining('Total: £15.30'),
      html: expect.stringContaining('谢谢'),
      defects: '[]',
    });
  });

  it.each(['K7Q-4XW-2R9', 'NL-K7Q-4XW-2R9', 'TEL-K7Q-4XW-2R9'])(
    'keeps the short message of an order by the id that its number %s leads to',
    async (number) => {
      const mailbox = await openMailbox(dataFolder);
      const order = { ...anOrder(), number };
      const Message = renderSms({
        event: 'order-confirmed',
        locale: 'zh-CN',
        shop: aBrand(),
        pageUrl: examplePage,
        order,
      });
      expect(Message).toContain(number);
      await sns.send(new PublishCommand({ PhoneNumber: '+8613800138000', Message }));

      expect((await mailbox.collect()).map((delivery) => delivery.order)).toContain(
        orderIdOf(z.parse(OrderNumber, 'K7Q4XW2R9')),
      );
    },
  );

  it('keeps short messages as text, each once', async () => {
    const mailbox = await openMailbox(dataFolder);
    const reference = randomBytes(4).toString('hex').toUpperCase();
    await sns.send(
      new PublishCommand({ PhoneNumber: '+447400123456', Message: `Shop: order ${reference} is confirmed.` }),
    );
    const deliveries = (await mailbox.collect()).filter(({ order }) => order === reference);
    expect(deliveries).toMatchObject([{ channel: 'sms', to: '+447400123456' }]);
    expect(await readFile(deliveries[0]?.files[0] ?? '', 'utf8')).toContain(`${reference} is confirmed`);
    expect((await mailbox.collect()).filter(({ order }) => order === reference)).toEqual([]);
  });

  it('keeps whole what a topic tells its subscribers, however long', async () => {
    const mailbox = await openMailbox(dataFolder);
    const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: `keeper-${randomUUID()}` }));
    const report = Array.from({ length: 500 }, (_, line) => `SKU-${line},12,3`).join('\n');
    await sns.send(new PublishCommand({ TopicArn, Subject: 'Order these', Message: report }));
    const found = (await mailbox.collect()).filter(({ to }) => TopicArn.endsWith(to));
    expect(found).toMatchObject([{ channel: 'topic', summary: 'Order these' }]);
    expect(await readFile(found[0]?.files[0] ?? '', 'utf8')).toContain(report);
  });

  it('is not lost when nobody collected it: whoever opens the mailbox next gets it, under the same name', async () => {
    const orderId = randomUUID();
    await openMailbox(dataFolder);
    await ses.send(new VerifyEmailIdentityCommand({ EmailAddress: 'orders@shop.example' }));
    await ses.send(email('Example Shop <orders@shop.example>', { orderId }));
    const next = (await (await openMailbox(dataFolder)).collect()).filter(({ order }) => order === orderId);
    expect(next).toHaveLength(1);
    await rm(join(dataFolder, 'mail', '.collected'));
    const again = (await (await openMailbox(dataFolder)).collect()).filter(({ order }) => order === orderId);
    expect(again).toEqual(next);
  });
});

describe('trouble with sending, as it is asked for', () => {
  const to = (address: string) => {
    const { input } = email('orders@shop.example');
    return new SendEmailCommand({ ...input, Destination: { ToAddresses: [address] } });
  };
  beforeAll(() => ses.send(new VerifyDomainIdentityCommand({ Domain: 'shop.example' })));

  it('lets SES take so many mails a second to the recipients it is about, and all to others', async () => {
    await cause({ to: 'slow.example', perSecond: '0' });
    await expect(ses.send(to('ada@slow.example'))).rejects.toMatchObject({
      name: 'Throttling',
      $metadata: { httpStatusCode: 400 },
    });
    expect(await ses.send(to('ada@customer.example'))).toHaveProperty('MessageId');
    await cause({ to: 'slow.example', perSecond: '1' });
    expect(await ses.send(to('ada@slow.example'))).toHaveProperty('MessageId');
  });

  it('lets SES and SNS refuse recipients with the error that is named, until it is taken back', async () => {
    const sms = new PublishCommand({ PhoneNumber: '+447400999999', Message: 'hello' });
    await cause({ to: 'gone.example', error: 'MessageRejected' });
    await cause({ to: '+4474009', error: 'InvalidParameter', message: 'Invalid parameter: PhoneNumber' });
    await expect(ses.send(to('ada@gone.example'))).rejects.toMatchObject({ name: 'MessageRejected' });
    await expect(sns.send(sms)).rejects.toMatchObject({ name: 'InvalidParameterException' });

    await cause({ to: '+4474009' });
    expect(await sns.send(sms)).toHaveProperty('MessageId');
  });
});

async function cause(trouble: Readonly<Record<string, string>>): Promise<void> {
  await fetch(`${endpoint}/_local/sending-trouble?${new URLSearchParams(trouble)}`, { method: 'POST' });
}
