import { randomUUID } from 'node:crypto';
import { describe, expect, inject, it } from 'vitest';
import { anOrderOf, onSale, stockOf } from './catalogue.ts';
import { runStep } from './cloud.ts';
import { eventually } from './eventually.ts';
import { emailsTo } from './mailbox.ts';
import { accessToken, call, ended, submit, visit } from './storefront.ts';

const { apiUrl } = inject('service');

describe.concurrent('a customer who withdraws', () => {
  it('does so on the page of the order, sends the goods, and has their money back once', async () => {
    const { id, sku, email, statusUrl } = await confirmed();
    const shipped = await staff('POST', `/orders/${id}/shipments`, {}, { 'idempotency-key': randomUUID() });
    expect(shipped.status).toBe(200);
    const returns = `${statusUrl}/returns`;
    const { html } = await open(returns);
    expect(html).toContain('Withdraw from contract here');

    const asked = await send(returns, { do: 'withdraw', all: 'yes', name: 'Ada Example', seen: seenIn(html) });
    expect(asked.html).toContain('Confirm withdrawal');
    const fields = Object.fromEntries(
      [...asked.html.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]),
    );
    // A double click.
    const clicks = await Promise.all([send(returns, fields), send(returns, fields)]);
    expect(clicks.map(({ status }) => status)).toEqual([303, 303]);

    const receipt = await mail(email, 'We have received your withdrawal');
    expect(receipt).toContain('Ada Example');
    expect(receipt).toContain(sku);
    const { id: caseId } = await caseIn(id, 'APPROVED');
    await mail(email, 'How to send back items');
    await send(returns, { do: 'sent', case: caseId, carrier: 'Royal Mail', trackingNumber: 'QB1' });
    const moves = `/orders/${id}/return-cases/${caseId}/moves`;
    expect((await staff('POST', moves, { to: 'RECEIVED' })).status).toBe(200);
    const booked = { to: 'INSPECTED', lines: [{ line: 1, sellable: 1, unsellable: 1 }] };
    expect((await staff('POST', moves, booked)).status).toBe(200);
    await caseIn(id, 'REFUNDED');

    expect(await stockOf(sku)).toMatchObject({ onHand: 4, available: 4, unsellable: 1 });
    const { body } = await call('GET', `/orders/${id}`);
    expect(body.payment).toMatchObject({ captured: 510, refunded: 510 });
    await mail(email, 'refund');
    expect((await emailsTo(email)).filter(({ subject }) => subject.includes('received your withdrawal'))).toHaveLength(
      1,
    );
    await saying(returns, 'went back');
  });

  it('finds the order by its number and address, without a link; who says one of them wrong finds none', async () => {
    const { id, number, email } = await confirmed();
    const form = `${apiUrl}/withdrawal`;
    expect((await open(form)).html).toContain('Withdraw from contract here');

    const wrong = await send(form, { number, contact: 'somebody@else.example' });
    const unknown = await send(form, { number: 'K7Q-4XW-2R9', contact: email });
    expect([wrong.status, wrong.html]).toEqual([200, unknown.html]);
    const found = await send(form, { number, contact: email });
    expect(found.status).toBe(303);

    const returns = new URL(found.location, form).href;
    const { html } = await open(returns);
    const confirm = { do: 'confirm', name: 'Ada Example', 'line-1': '2', seen: seenIn(html) };
    expect((await send(returns, confirm)).status).toBe(303);
    await caseIn(id, 'CANCELLED');
    expect(await ended(id)).toMatchObject({ status: 'CANCELLED' });
    await mail(email, 'We have received your withdrawal');
  });

  it('reads what the shop takes back, in each language', async () => {
    expect((await open(`${apiUrl}/returns-guide?locale=en`)).html).toContain('within 14 days');
    expect((await open(`${apiUrl}/returns-guide?locale=ja`)).html).toContain('14日以内');
  });
});

async function confirmed() {
  const sku = await onSale({ stock: 5, currency: 'GBP', unitPrice: 255 });
  const email = `${randomUUID()}@customer.example`;
  const { body } = await submit(anOrderOf(sku, { contact: { email }, lines: [{ sku, quantity: 2 }] }));
  const id = String(body.id);
  expect(await ended(id)).toMatchObject({ status: 'CONFIRMED' });
  await mail(email, 'confirmed');
  return { id, sku, email, number: String(body.number), statusUrl: String(body.statusUrl) };
}

/** The return case of an order, once the clock has brought it there. */
function caseIn(orderId: string, state: string): Promise<{ readonly id: string }> {
  return eventually(`a return case of ${orderId} that is ${state}`, async () => {
    await runStep('TendReturnCasesFunction', {});
    const { body } = await call('GET', `/orders/${orderId}`);
    const cases = (body.returnCases ?? []) as { id: string; state: string }[];
    return cases.find((one) => one.state === state);
  });
}

function mail(email: string, subject: string): Promise<string> {
  return eventually(`the e-mail "${subject}"`, async () => {
    return (await emailsTo(email)).find((one) => one.subject.includes(subject))?.text;
  });
}

async function staff(method: string, path: string, body: object, headers: Record<string, string> = {}) {
  const token = await accessToken('back-office', 'orders:staff');
  return call(method, path, {
    token,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

async function open(url: string) {
  const answer = await visit(url);
  return { status: answer.status, html: await answer.text() };
}

async function send(url: string, fields: Record<string, string>) {
  const answer = await visit(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams(fields),
  });
  return { status: answer.status, location: answer.headers.get('location') ?? '', html: await answer.text() };
}

function saying(url: string, words: string) {
  return eventually(`the page to say ${words}`, async () => (await open(url)).html.includes(words));
}

function seenIn(html: string): string {
  return /name="seen" value="(\d+)"/.exec(html)?.[1] ?? '';
}
