import { randomUUID } from 'node:crypto';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { AwsClient } from 'aws4fetch';
import { describe, expect, inject, it } from 'vitest';
import { signedHeaders } from '../../lambdas/webhooks/signature.ts';
import { clientSettings } from '../../local/aws.ts';
import { signIn } from '../../local/identity/sign-in.ts';
import { aMail } from '../order-tickets/mails.ts';
import { anOrderOf, onSale } from './catalogue.ts';
import { outputs } from './cloud.ts';
import { eventually } from './eventually.ts';
import { emailsTo } from './mailbox.ts';
import { call, submit, visit } from './storefront.ts';

const { apiUrl, endpoint, issuer } = inject('service');

interface Ticket {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly subject: string;
  readonly orderId?: string;
  readonly messages: readonly { text: string; from: string; delivery?: string }[];
  readonly answers: readonly { name: string; text: string }[];
}

/** Somebody of the support. */
const support = async () => (await signIn(issuer, 'susan')).accessToken;
const json = (body: unknown) => ({ headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

async function ticketsAbout(orderId: string): Promise<readonly Ticket[]> {
  const { body } = await call('GET', `/operations/tickets?orderId=${orderId}`, { token: await support() });
  return body.tickets as readonly Ticket[];
}

async function ticket(id: string): Promise<Ticket> {
  return (await call('GET', `/operations/tickets/${id}`, { token: await support() })).body as unknown as Ticket;
}

async function answer(id: string, text: string, more: object = {}): Promise<Ticket> {
  const { headers, body } = json({ text, ...more });
  const request = { token: await support(), headers: { ...headers, 'idempotency-key': randomUUID() }, body };
  const answered = await call('POST', `/operations/tickets/${id}/messages`, request);
  expect(answered.status).toBe(200);
  return answered.body as unknown as Ticket;
}

/** An order of a customer of the test's own, and the page that its mail links. */
async function ordered() {
  const email = `${randomUUID()}@customer.example`;
  const { body } = await submit(anOrderOf(await onSale(), { contact: { email } }));
  const [mail] = await eventually('the mail', async () => {
    const mails = await emailsTo(email);
    return mails.length > 0 && mails;
  });
  const [page = ''] = new RegExp(`${apiUrl}/o/[\\w-]+`).exec(mail?.html ?? '') ?? [];
  return { email, page, orderId: String(body.id), number: String(body.number) };
}

const open = async (url: string) => (await visit(url)).text();

/** Sends a form of a page, as a browser without scripts does. */
async function send(page: string, form: 'tickets' | 'messages', fields: Record<string, string>): Promise<string> {
  const { status, headers } = await visit(`${page}/${form}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams(fields),
  });
  expect(status).toBe(303);
  return headers.get('location') ?? '';
}

/** Puts a mail where SES puts those that it takes in. */
async function receive(mail: Uint8Array): Promise<void> {
  const client = new AwsClient({ accessKeyId: 'test', secretAccessKey: 'test', service: 's3', region: 'us-east-1' });
  const put = await client.fetch(`${endpoint}/${outputs.MailBucket}/${randomUUID()}`, {
    method: 'PUT',
    body: Buffer.from(mail),
  });
  expect(put.status).toBe(200);
}

describe('a ticket', () => {
  it('is opened from the page of an order, answered at the desk and by mail, and solved on the page', async () => {
    const { email, page, orderId, number } = await ordered();
    const html = await open(page);
    const [, seen = ''] = /name="seen" value="(\d+)"/.exec(html) ?? [];
    const question = { seen, topic: 'damaged', text: 'One of the cups <b>came</b> broken.' };
    for (let twice = 0; twice < 2; twice++) expect(await send(page, 'tickets', question)).not.toContain('said=');

    const [asked, ...others] = await ticketsAbout(orderId);
    expect([asked?.state, others]).toEqual(['OPEN', []]);
    const id = asked?.id ?? '';
    const { answers } = await ticket(id);
    expect(answers.find(({ name }) => name === 'photos-please')?.text).toContain(number);

    await answer(id, 'Another one is on its way.');
    await answer(id, 'Packed badly.', { isInternal: true });
    const mail = await eventually('the answer', async () =>
      (await emailsTo(email)).find(({ text }) => text.includes('Another one is on its way.')),
    );
    expect(mail.replyTo).toEqual([expect.stringMatching(/^help\+[0-9a-f]{48}@support\.shop\.example$/)]);

    const thread = await open(page);
    expect(thread).toContain('One of the cups &lt;b&gt;came&lt;/b&gt; broken.');
    expect(thread).toContain('Another one is on its way.');
    expect(thread).not.toContain('Packed badly.');

    // They write by mail, and say on the page that it is solved.
    await receive(aMail({ from: email, to: mail.replyTo[0] ?? '', id: `<${randomUUID()}@x>`, text: 'Thank you!' }));
    await eventually('the mail in the ticket', async () =>
      (await ticket(id)).messages.some(({ text }) => text === 'Thank you!'),
    );
    expect((await ticket(id)).state).toBe('OPEN');
    await send(page, 'messages', { ticket: id, solved: 'yes' });
    expect((await ticket(id)).state).toBe('SOLVED');
    expect((await emailsTo(email)).filter(({ text }) => text.includes('Another one is on its way.'))).toHaveLength(1);
  });

  it('of another’s order is not written in from this page, nor shown to who has not shown who they are', async () => {
    const [mine, theirs] = [await ordered(), await ordered()];
    await send(theirs.page, 'tickets', { seen: '0', topic: 'other', text: 'A secret of mine' });
    const [foreign] = await ticketsAbout(theirs.orderId);
    expect(await send(mine.page, 'messages', { ticket: foreign?.id ?? '', seen: '1', text: 'Hello' })).toContain(
      'said=not-taken',
    );
    expect((await ticket(foreign?.id ?? '')).messages).toHaveLength(1);
    expect(await open(mine.page)).not.toContain('A secret of mine');
  });

  it('is opened by a mail, about the order of its sender; its receipt goes to them once', async () => {
    const { email, orderId } = await ordered();
    // Some seconds after its acceptance.
    await eventually('the order to be found by its address', async () => {
      const found = await call('POST', '/operations/search', { token: await support(), ...json({ q: email }) });
      return (found.body.orders as readonly unknown[]).length > 0;
    });
    const verdict = 'dmarc=pass header.from=customer.example';
    const mail = aMail({ from: `Ada <${email}>`, id: `<${randomUUID()}@x>`, verdict, subject: 'Where is my order?' });
    await receive(mail);
    await receive(mail);

    const [opened] = await eventually('the ticket', async () => {
      const found = await ticketsAbout(orderId);
      return found.length > 0 && found;
    });
    expect(opened).toMatchObject({ subject: 'Where is my order?', channel: 'MAIL' });
    const receipts = async () => (await emailsTo(email)).filter(({ subject }) => subject === 'Re: Where is my order?');
    await eventually('the receipt', async () => (await receipts()).length > 0);
    expect(await receipts()).toHaveLength(1);
    expect(await ticketsAbout(orderId)).toHaveLength(1);
  });

  it('whose answer comes back says so to the team, and is theirs again', async () => {
    const email = `bounce+${randomUUID()}@simulator.amazonses.com`;
    const { headers, body } = json({ email, subject: 'By telephone', text: 'They ask for an invoice.' });
    const opened = await call('POST', '/operations/tickets', {
      ...{ token: await support(), body },
      headers: { ...headers, 'idempotency-key': randomUUID() },
    });
    const id = String(opened.body.id);
    await answer(id, 'Here it is.');

    const { state, messages } = await eventually('the bounce', async () => {
      const now = await ticket(id);
      return now.messages.some(({ delivery }) => delivery === 'BOUNCED') && now.state === 'OPEN' && now;
    });
    expect(state).toBe('OPEN');
    expect(messages.at(-1)).toMatchObject({ from: 'SERVICE', text: expect.stringContaining('came back') });
  });

  it('is opened by the chat of the shop, which signs what it tells', async () => {
    const conversation = randomUUID();
    const body = JSON.stringify({ conversation, text: `A question ${conversation}`, customer: {} });
    const tell = (secret: string) =>
      visit(`${apiUrl}/chat/messages`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...signedHeaders(conversation, body, [{ secret: `whsec_${secret}` }], new Date()),
        },
        body,
      });
    expect((await tell('A'.repeat(48))).status).toBe(401);
    const secrets = new SecretsManagerClient(clientSettings(endpoint));
    const { SecretString: secret = '' } = await secrets.send(
      new GetSecretValueCommand({ SecretId: outputs.ChatSecretArn }),
    );
    expect(secret).toMatch(/^[A-Za-z0-9]{48}$/);
    for (let twice = 0; twice < 2; twice++) expect((await tell(secret)).status).toBe(204);

    const found = await eventually('the ticket', async () => {
      const { body: page } = await call('GET', '/operations/tickets?state=OPEN&limit=200', { token: await support() });
      const ours = (page.tickets as readonly Ticket[]).filter(({ subject }) => subject.includes(conversation));
      return ours.length > 0 && ours;
    });
    expect(found).toHaveLength(1);
    expect((await ticket(found[0]?.id ?? '')).messages).toHaveLength(1);
  });
});
