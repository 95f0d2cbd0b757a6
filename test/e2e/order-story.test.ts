import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { describe, expect, inject, it } from 'vitest';
import { anOrderOf, onSale } from './catalogue.ts';
import { execution } from './cloud.ts';
import { eventually } from './eventually.ts';
import { aPhone } from './mailbox.ts';
import { accepted, accessToken, call, ended } from './storefront.ts';

const { dataFolder } = inject('service');

/** What an operator sees who types this. */
const ops = (...args: readonly string[]) => printedBy('bin/ops.ts', ...args);

const printedBy = (program: string, ...args: readonly string[]): Promise<string> =>
  promisify(execFile)(process.execPath, [program, ...args, '--data', dataFolder]).then(
    ({ stdout }) => stdout,
    // Nothing found is exit code 1.
    ({ stdout }) => String(stdout),
  );

const desk = async (method: 'GET' | 'POST', path: string, body?: object) =>
  call(method, path, {
    token: await accessToken('back-office', 'orders:staff orders:read'),
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    ...(body && { body: JSON.stringify(body) }),
  });

describe('an order that staff look for', () => {
  it('is found by whatever its customer says, masked, and shown when somebody says why, which is recorded', async () => {
    const email = `${randomUUID()}@customer.example`;
    const phone = aPhone();
    const sku = await onSale();
    const orderId = await accepted(anOrderOf(sku, { contact: { email, phone } }));
    await execution(orderId);
    const { number } = (await desk('GET', `/orders/${orderId}`)).body as { number: string };

    await eventually('the order in the index', async () => (await ops('find', email)).includes(orderId));
    for (const said of [number, orderId, phone, `0${phone.slice(3)}`, sku]) {
      expect(await ops('find', said), said).toContain(orderId);
    }
    expect(await ops('find', '--younger', '1h', '--status', 'confirmed')).toContain(orderId);
    expect(await ops('find', `nobody-${email}`)).toContain('No order was found');

    const story = await ops('show', number);
    expect(story).toContain('Confirmed at');
    for (const told of [
      'Order accepted',
      'Reserve inventory: succeeded',
      'Payment captured',
      'Notice sent',
      '#/v2/executions/details/',
    ]) {
      expect(story, told).toContain(told);
    }
    for (const personal of [email, phone]) expect(story).not.toContain(personal);

    expect(await ops('show', orderId, '--reveal', 'They want to hear their own address')).toContain(email);
    expect(await ops('audit', '--order', orderId)).toMatch(
      /revealCustomer .* DONE .*They want to hear their own address/,
    );
  });

  it('of before there was an index is put into it by a command, which knows when it is done', async () => {
    const orderId = await accepted(anOrderOf(await onSale()));
    await ended(orderId);

    expect(await printedBy('bin/index-orders.ts', '--anew')).toMatch(/^\d+ orders were put into the index/);
    expect(await printedBy('bin/index-orders.ts')).toContain('Every order is in the index already');
  });

  it('stands in tables whose indexes a command makes ahead of an update, and which lack none', async () => {
    expect(await printedBy('bin/add-indexes.ts')).toBe(
      'No table lacks more than one index: npm run deploy makes the rest.\n',
    );
  });

  it('that waits for its customer says so, and until when', async () => {
    const order = anOrderOf(await onSale(), { payment: { provider: 'sandbox', token: 'sandbox-unanswered' } });
    const orderId = await accepted(order);
    const turn = async () => (await desk('GET', `/operations/orders/${orderId}`)).body.standing as { turn: string };

    await eventually('the wait for the payment', async () => (await turn()).turn === 'customer');
    expect(await turn()).toMatchObject({
      sentence: expect.stringMatching(/^Waits for the customer to pay .* by sandbox since .*, until /),
      until: expect.any(String),
    });
  });

  it('keeps what staff note of it, once a key, from customer and storefront', async () => {
    const orderId = await accepted(anOrderOf(await onSale()));
    const text = `Called: ${randomUUID()}`;

    expect(await desk('POST', `/operations/orders/${orderId}/notes`, { text })).toMatchObject({ status: 201 });
    expect(await ops('show', orderId)).toContain(text);
    expect(JSON.stringify(await desk('GET', `/orders/${orderId}`))).not.toContain(text);
  });
});
