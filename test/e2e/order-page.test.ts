import { randomUUID } from 'node:crypto';
import {
  CloudWatchLogsClient,
  paginateDescribeLogGroups,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, inject, it } from 'vitest';
import { exampleOrder } from '../../lambdas/api/examples.ts';
import { clientSettings } from '../../local/aws.ts';
import { anOrderOf, onSale, stockOf } from './catalogue.ts';
import { eventually } from './eventually.ts';
import { emailsTo } from './mailbox.ts';
import { accepted, accessToken, call, ended, submit, visit } from './storefront.ts';

const { apiUrl, endpoint } = inject('service');

/** A page, as a browser without scripts gets it. */
async function open(url: string, headers: Record<string, string> = {}) {
  const answer = await visit(url, { headers });
  return { status: answer.status, etag: answer.headers.get('etag') ?? '', html: await answer.text() };
}

/** Sends a form of a page. @returns where the browser is sent then */
async function send(url: string, fields: Record<string, string>) {
  const { status, headers } = await visit(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams(fields),
  });
  return { status, location: headers.get('location') ?? '' };
}

/** Waits until a page says this. */
const saying = (url: string, words: string) =>
  eventually(`the page to say ${words}`, async () => {
    const page = await open(url);
    return page.html.includes(words) && page;
  });

/** Listens as an open page does: sends its token, once, and looks whenever it is told to. */
async function listen(statusUrl: string, token: string) {
  const [, watchUrl = ''] = /data-watch="([^"]+)"/.exec((await open(statusUrl)).html) ?? [];
  const socket = new WebSocket(watchUrl);
  const told: string[] = [];
  const seen: string[] = [];
  socket.addEventListener('message', async ({ data }) => {
    told.push(String(data));
    seen.push((await open(statusUrl)).html);
  });
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', reject);
  });
  socket.send(JSON.stringify({ token }));
  return { told, seen, close: () => socket.close() };
}

describe('the page of an order', () => {
  it('opens from the answer to its acceptance, moves on to confirmed, and hides where it goes', async () => {
    const email = `${randomUUID()}@customer.example`;
    const { body } = await submit(anOrderOf(await onSale(), { contact: { email } }));
    const statusUrl = String(body.statusUrl);

    expect((await open(statusUrl)).status).toBe(200);
    const { html } = await saying(statusUrl, 'Thank you, your order is confirmed');

    expect(html).toContain(String(body.number));
    for (const personal of [exampleOrder.shippingAddress.line1, exampleOrder.shippingAddress.name, email]) {
      expect(html).not.toContain(personal);
    }
    expect((await call('GET', `/orders/${body.id}`)).body.statusUrl).toBe(statusUrl);
    await saying(statusUrl, 'We have received your payment');
    // Its notice may still add to it.
    await eventually('the page to stay as it is', async () => {
      const { etag } = await open(statusUrl);
      return (await open(statusUrl, { 'if-none-match': etag })).status === 304;
    });
  });

  it('opens from the mail to its customer, and shows them where it goes', async () => {
    const email = `${randomUUID()}@customer.example`;
    await accepted(anOrderOf(await onSale(), { contact: { email } }));

    const [mail] = await eventually('the confirmation', async () => {
      const mails = await emailsTo(email);
      return mails.length > 0 && mails;
    });
    const link = mail?.text.match(/Follow your order: (\S+)/)?.[1] ?? '';
    const { html } = await open(link);

    expect(mail?.html.replaceAll('&#x2F;', '/')).toContain(`href="${link}"`);
    expect(html).toContain(email);
    expect(html).toContain('Delivery address');
  });

  it('says why an order was refused, and what happens to the money', async () => {
    const sku = await onSale({ stock: 1 });
    const { body } = await submit(anOrderOf(sku, { lines: [{ sku, quantity: 2 }] }));

    const { html } = await saying(String(body.statusUrl), 'We could not complete your order');

    expect(html).toContain('no money was taken for this order');
  });

  it('cancels units of an item, then the order, each once under a double click', async () => {
    const sku = await onSale({ stock: 10 });
    const { body } = await submit(anOrderOf(sku, { lines: [{ sku, quantity: 5 }] }));
    const statusUrl = String(body.statusUrl);
    const { html } = await saying(statusUrl, 'Cancel an item');
    await ended(String(body.id));
    const seen = /name="seen" value="(\d+)"/.exec((await open(statusUrl)).html)?.[1] ?? '';
    const units = { reason: 'CHANGED_MIND', line: '1', quantity: '2', seen };

    const clicks = await Promise.all([1, 2].map(() => send(`${statusUrl}/cancellation`, units)));
    expect(clicks.map(({ status }) => status)).toEqual([303, 303]);
    await saying(statusUrl, '2 cancelled');
    expect(await stockOf(sku)).toMatchObject({ available: 7, reserved: 3 });

    for (const answer of await Promise.all(
      [1, 2].map(() => send(`${statusUrl}/cancellation`, { reason: 'TOO_SLOW' })),
    )) {
      expect(new URL(answer.location, `${statusUrl}/cancellation`).href).toBe(statusUrl);
    }
    await saying(statusUrl, 'Your order has been cancelled');
    await eventually('its stock to be free', async () => (await stockOf(sku)).available === 10);
    expect(html).not.toContain('Your order has been cancelled');
  });

  it('tells its connections to look when its order changes, and nobody who has another token', async () => {
    const { body } = await submit(anOrderOf(await onSale()));
    const statusUrl = String(body.statusUrl);
    const token = statusUrl.split('/').at(-1) ?? '';
    await ended(String(body.id));
    const forger = await listen(statusUrl, `${token.startsWith('A') ? 'B' : 'A'}${token.slice(1)}`);
    const reader = await listen(statusUrl, token);
    await eventually('the first hint', async () => reader.told.length > 0);

    await send(`${statusUrl}/cancellation`, { reason: 'CHANGED_MIND' });
    await eventually('a hint that shows the cancellation', async () =>
      reader.seen.some((html) => html.includes('Your order has been cancelled')),
    );

    expect(new Set(reader.told)).toEqual(new Set(['look']));
    expect(forger.told).toEqual([]);
    reader.close();
    forger.close();
  });

  it('lets who knows where the order goes change what the carrier should know; the storefront and staff see it', async () => {
    const email = `${randomUUID()}@customer.example`;
    const { body } = await submit(anOrderOf(await onSale(), { contact: { email } }));
    const path = `/orders/${body.id}`;
    const { location } = await send(`${body.statusUrl}/proof`, { number: String(body.number), contact: email });
    const page = new URL(location, `${body.statusUrl}/proof`).href;
    await ended(String(body.id));

    await send(`${body.statusUrl}/delivery-instructions`, { instructions: 'To somebody else.' });
    await Promise.all([1, 2].map(() => send(`${page}/delivery-instructions`, { instructions: 'Ring twice.' })));
    await saying(page, 'Ring twice.');
    const headers = { 'content-type': 'application/json' };
    const change = JSON.stringify({ deliveryInstructions: 'The code is 4711.' });
    const { status } = await call('PUT', `${path}/delivery-instructions`, { headers, body: change });

    expect(status).toBe(204);
    await saying(page, 'The code is 4711.');
    const staff = await accessToken('back-office', 'orders:staff orders:read');
    const seen = (await call('GET', path, { token: staff })).body;
    expect(seen.deliveryInstructions).toBe('The code is 4711.');
    const changes = (seen.timeline as { event: string }[]).filter(
      ({ event }) => event === 'DELIVERY_INSTRUCTIONS_CHANGED',
    );
    expect(changes).toHaveLength(2);
    expect((await open(String(body.statusUrl))).html).not.toContain('4711');
  });

  it('shows where the order goes to who knows its number and its address, and nobody else', async () => {
    const email = `${randomUUID()}@customer.example`;
    const { body } = await submit(anOrderOf(await onSale(), { contact: { email } }));
    const form = `${body.statusUrl}/proof`;

    const wrong = await send(form, { number: String(body.number), contact: 'eve@customer.example' });
    const right = await send(form, { number: String(body.number), contact: email.toUpperCase() });

    expect((await open(new URL(wrong.location, form).href)).html).toContain('does not match this order');
    expect((await open(new URL(right.location, form).href)).html).toContain(email);
  });

  it('is gone for every link that there was once staff revoked them, and has another from then on', async () => {
    const { body } = await submit(anOrderOf(await onSale()));
    const path = `/orders/${body.id}`;
    const staff = await accessToken('back-office', 'orders:staff orders:read');
    await ended(String(body.id));

    const revoked = await call('POST', `${path}/status-url-revocation`, { token: staff });
    const statusUrl = String((await call('GET', path)).body.statusUrl);

    expect(revoked.status).toBe(204);
    expect(statusUrl).not.toBe(body.statusUrl);
    expect((await open(String(body.statusUrl))).status).toBe(404);
    expect((await open(statusUrl)).status).toBe(200);
  });

  it('is one answer for every link that is none', async () => {
    const [one, other] = await Promise.all([submit(anOrderOf(await onSale())), submit(anOrderOf(await onSale()))]);
    const token = String(one.body.statusUrl).split('/').at(-1) ?? '';
    const others = String(other.body.statusUrl).split('/').at(-1) ?? '';
    const forged = [
      `${token.slice(0, 10)}${others.slice(10)}`,
      `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
      token.toLowerCase(),
      String(one.body.id),
      String(one.body.number),
      '%00',
      '%F0%9F%8D%B5',
      'x'.repeat(2_000),
      ...Array.from({ length: 50 }, () => randomUUID().replaceAll('-', '').slice(0, 26)),
    ].filter((tampered) => tampered !== token && tampered !== others);

    const answers = await Promise.all(forged.map((tampered) => open(`${apiUrl}/o/${tampered}`)));

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]));
    expect(new Set(answers.map(({ html }) => html)).size).toBe(1);
  });

  it('leaves neither its link nor a name in any log', async () => {
    const name = `Name${randomUUID().slice(0, 8)}`;
    const shippingAddress = { ...exampleOrder.shippingAddress, name };
    const { body } = await submit(anOrderOf(await onSale(), { shippingAddress }));
    const statusUrl = String(body.statusUrl);
    await saying(statusUrl, 'confirmed');
    await open(`${statusUrl.slice(0, -1)}`);

    const logged = await everythingLogged();

    expect(logged).toContain(String(body.id));
    expect(logged).not.toContain(statusUrl.split('/').at(-1)?.slice(0, -1));
    expect(logged).not.toContain(name);
  });
});

/** All that is in any log of the cloud. */
async function everythingLogged(): Promise<string> {
  const client = new CloudWatchLogsClient(clientSettings(endpoint));
  const lines: string[] = [];
  for await (const { logGroups = [] } of paginateDescribeLogGroups({ client }, {})) {
    for (const { logGroupName } of logGroups) {
      for await (const { events = [] } of paginateFilterLogEvents({ client }, { logGroupName })) {
        lines.push(...events.map(({ message = '' }) => message));
      }
    }
  }
  return lines.join('\n');
}
