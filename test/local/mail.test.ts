import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CreateEmailIdentityCommand, SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { clientSettings } from '../../local/aws.ts';
import { openMailbox } from '../../local/mailbox.ts';

const endpoint = inject('emulator');
const ses = new SESv2Client(clientSettings(endpoint));
const sns = new SNSClient(clientSettings(endpoint));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mail-'));
});
afterAll(() => rm(folder, { recursive: true }));

const email = (from: string, subject = 'Hello') =>
  new SendEmailCommand({
    FromEmailAddress: from,
    Destination: { ToAddresses: ['ada@customer.example'] },
    EmailTags: [
      { Name: 'orderId', Value: 'order-1' },
      { Name: 'event', Value: 'order-confirmed' },
    ],
    Content: {
      Simple: {
        Subject: { Data: subject },
        Body: { Text: { Data: 'Total: £15.30\n谢谢' }, Html: { Data: '<p>Total: £15.30 谢谢</p>' } },
      },
    },
  });

/** The message as another program reads it: Python's own parser of mail. */
async function read(file: string): Promise<Record<string, string>> {
  const script = `
import email, email.policy, json, sys
message = email.message_from_binary_file(open(sys.argv[1], 'rb'), policy=email.policy.default)
print(json.dumps({'type': message.get_content_type(), 'subject': message['subject'], 'to': message['to'],
  'text': message.get_body(('plain',)).get_content(), 'html': message.get_body(('html',)).get_content(),
  'defects': str(message.defects)}))`;
  return JSON.parse((await promisify(execFile)('python3', ['-c', script, file])).stdout);
}

describe('the local mail', () => {
  it('is refused from a sender who has no identity', async () => {
    await expect(ses.send(email('stranger@elsewhere.example'))).rejects.toMatchObject({ name: 'MessageRejected' });
  });

  it('becomes files that a mail program and a browser read, named after the order', async () => {
    const mailbox = await openMailbox(endpoint, folder);
    await ses.send(new CreateEmailIdentityCommand({ EmailIdentity: 'orders@shop.example' }));
    const subject = '您在 Example Shop 的订单 1F0C2D3E 已确认，我们会尽快为您发货，感谢您的惠顾与支持';
    await ses.send(email('Example Shop <orders@shop.example>', subject));
    const [delivery, ...others] = await mailbox.collect();
    expect(others).toEqual([]);
    expect(delivery).toMatchObject({
      channel: 'email',
      to: 'ada@customer.example',
      order: 'order-1',
      summary: subject,
    });
    const [html = '', eml = ''] = delivery?.files ?? [];
    expect(eml.endsWith('1-order-1-order-confirmed.eml')).toBe(true);
    expect(await readFile(html, 'utf8')).toBe('<p>Total: £15.30 谢谢</p>');
    expect(await read(eml)).toMatchObject({
      type: 'multipart/alternative',
      subject,
      to: 'ada@customer.example',
      text: expect.stringContaining('Total: £15.30'),
      html: expect.stringContaining('谢谢'),
      defects: '[]',
    });
  });

  it('keeps short messages as text, each once', async () => {
    const mailbox = await openMailbox(endpoint, folder);
    await sns.send(new PublishCommand({ PhoneNumber: '+447400123456', Message: 'Shop: order 1F0C2D3E is confirmed.' }));
    const [delivery] = await mailbox.collect();
    expect(delivery).toMatchObject({ channel: 'sms', to: '+447400123456', order: '1F0C2D3E' });
    expect(await readFile(delivery?.files[0] ?? '', 'utf8')).toContain('1F0C2D3E is confirmed');
    expect(await mailbox.collect()).toEqual([]);
  });
});

describe('trouble with sending, as it is asked for', () => {
  const to = (address: string) => {
    const { input } = email('orders@shop.example');
    return new SendEmailCommand({ ...input, Destination: { ToAddresses: [address] } });
  };
  beforeAll(() => ses.send(new CreateEmailIdentityCommand({ EmailIdentity: 'shop.example' })));

  it('lets SES take so many mails a second to the recipients it is about, and all to others', async () => {
    await cause({ to: 'slow.example', perSecond: '0' });
    await expect(ses.send(to('ada@slow.example'))).rejects.toMatchObject({
      name: 'TooManyRequestsException',
      $metadata: { httpStatusCode: 429 },
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
