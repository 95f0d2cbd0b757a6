import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { anOrderOf, onSale, stockOf } from './catalogue.ts';
import { execution, outputs, redrive, runStep } from './cloud.ts';
import { emailsTo } from './mailbox.ts';
import { killAtWork } from './processes.ts';
import { accepted, ended } from './storefront.ts';
import { alone } from './turn.ts';

alone();

const steps = [
  ['Reserve inventory', 'ReserveInventoryFunction'],
  ['Check payment', 'CheckPaymentFunction'],
  ['Confirm order', 'ConfirmOrderFunction'],
  ['Notify customer', 'NotifyCustomerFunction'],
] as const;

const orderCount = 12;
const kills = 6;
const quantity = 2;

describe.each(steps)('killing the function of %s in the middle of its work', (step, functionOutput) => {
  it('changes no total: every order is confirmed once, its stock held once, its customer told at most once', async () => {
    const sku = await onSale({ stock: 100 });
    const buyers = Array.from({ length: orderCount }, () => `${randomUUID()}@customer.example`);
    let over = false;
    const ending = Promise.all(
      buyers.map(async (email) => {
        const orderId = await accepted(anOrderOf(sku, { lines: [{ sku, quantity }], contact: { email } }));
        return { orderId, end: await execution(orderId) };
      }),
    ).finally(() => {
      over = true;
    });
    let killed = 0;
    while (killed < kills && (await killAtWork(outputs[functionOutput] ?? '', () => over))) killed++;

    const firstEnds = await ending;
    const orderIds = firstEnds.map(({ orderId }) => orderId);
    const failed = firstEnds.filter(({ end }) => end.status === 'FAILED').map(({ orderId }) => orderId);
    await Promise.all(failed.map((orderId) => redrive(orderId)));
    const ends = await Promise.all(orderIds.map((orderId) => execution(orderId)));
    const orders = await Promise.all(orderIds.map((orderId) => ended(orderId)));
    const emails = await Promise.all(buyers.map((email) => emailsTo(email)));

    expect(killed).toBeGreaterThan(0);
    expect(new Set(orders.map(({ status }) => status))).toEqual(new Set(['CONFIRMED']));
    expect(await stockOf(sku)).toMatchObject({ onHand: 100, reserved: orderCount * quantity });
    // The one case that nobody can exclude, a crash between SES's acceptance and our record of it, stands there for an
    // operator.
    const unknown = ends.filter(({ error }) => error === 'NoticeOutcomeUnknown').length;
    expect(ends.filter(({ status }) => status === 'SUCCEEDED')).toHaveLength(orderCount - unknown);
    expect(emails.every(({ length }) => length <= 1)).toBe(true);
    expect(emails.filter(({ length }) => length === 1).length).toBeGreaterThanOrEqual(orderCount - unknown);
    expect(step === 'Notify customer' || unknown === 0).toBe(true);
  });
});

describe('a step that runs twice', () => {
  it('changes nothing, whichever it is', async () => {
    const email = `${randomUUID()}@customer.example`;
    const sku = await onSale({ stock: 10 });
    const orderId = await accepted(anOrderOf(sku, { lines: [{ sku, quantity }], contact: { email } }));
    await execution(orderId);
    const before = { order: await ended(orderId), stock: await stockOf(sku) };

    const errors = [
      await runStep('ReserveInventoryFunction', { orderId }),
      await runStep('CheckPaymentFunction', { orderId, taskToken: 'a-token-that-is-over', waitSeconds: 900 }),
      await runStep('ConfirmOrderFunction', { orderId }),
      await runStep('NotifyCustomerFunction', { orderId }),
    ];

    expect(errors).toEqual([undefined, undefined, undefined, undefined]);
    expect({ order: await ended(orderId), stock: await stockOf(sku) }).toEqual(before);
    expect(await emailsTo(email)).toHaveLength(1);
  });

  it('changes nothing about a rejected order either', async () => {
    const email = `${randomUUID()}@customer.example`;
    const sku = await onSale({ stock: 10 });
    const payment = { provider: 'sandbox', token: 'sandbox-declined' };
    const orderId = await accepted(anOrderOf(sku, { contact: { email }, payment }));
    await execution(orderId);
    const before = { order: await ended(orderId), stock: await stockOf(sku) };

    const errors = [
      await runStep('RejectOrderFunction', { orderId, error: 'PaymentDeclined' }),
      await runStep('NotifyCustomerFunction', { orderId }),
      await runStep('ReserveInventoryFunction', { orderId }),
      await runStep('ConfirmOrderFunction', { orderId }),
    ];

    expect(errors).toEqual([undefined, undefined, 'OrderCancelled', 'OrderCancelled']);
    expect({ order: await ended(orderId), stock: await stockOf(sku) }).toEqual(before);
    expect(await emailsTo(email)).toHaveLength(1);
  });
});
