import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { anOrderOf, onSale, stockOf } from './catalogue.ts';
import { endPaymentWait, execution } from './cloud.ts';
import { aPhone, emailsTo, smsTo } from './mailbox.ts';
import { accepted, call, ended } from './storefront.ts';

const happyPath = ['Reserve inventory', 'Check payment', 'Confirm order', 'Notify customer'];

const payingWith = (token: string) => ({ payment: { provider: 'sandbox', token } });

/** What the mails to an address say above all, in the order in which they were sent. */
async function headingsTo(address: string): Promise<readonly (string | undefined)[]> {
  return (await emailsTo(address)).map(({ html }) => /<h1[^>]*>([^<]*)/.exec(html)?.[1]);
}

describe('an order that can be fulfilled', () => {
  it.each([
    ['is authorised at once', 'sandbox-authorised'],
    ['is authorised later, by a signed notification', 'sandbox-delayed'],
    ['is authorised after the provider was down twice', 'sandbox-flaky'],
  ])('is confirmed in exactly four states when its payment %s', async (_, token) => {
    const sku = await onSale({ stock: 10 });
    const orderId = await accepted(anOrderOf(sku, { lines: [{ sku, quantity: 3 }], ...payingWith(token) }));

    expect(await execution(orderId)).toMatchObject({ status: 'SUCCEEDED', states: happyPath });
    expect(await ended(orderId)).toMatchObject({ status: 'CONFIRMED', total: 765 });
    expect(await stockOf(sku)).toMatchObject({ onHand: 10, available: 7, reserved: 3 });
  });

  it('tells what happened when, in order', async () => {
    const orderId = await accepted(anOrderOf(await onSale()));
    await execution(orderId);

    const { timeline } = await ended(orderId);

    expect(timeline.map(({ event }) => event)).toEqual([
      'ORDER_ACCEPTED',
      'INVENTORY_RESERVED',
      'PAYMENT_PENDING',
      'PAYMENT_AUTHORIZED',
      'ORDER_CONFIRMED',
      'PAYMENT_CAPTURED',
      'NOTICE_SENT',
    ]);
    expect(timeline.map(({ at }) => at)).toEqual(timeline.map(({ at }) => at).toSorted());
  });

  it('tells the customer once, by e-mail in Chinese and by SMS, when both are given', async () => {
    const email = `${randomUUID()}@customer.example`;
    const phone = aPhone('CN');
    const sku = await onSale({ currency: 'CNY', unitPrice: 12_800, name: '青花瓷茶杯' });
    const orderId = await accepted(
      anOrderOf(sku, { currency: 'CNY', locale: 'zh-CN', contact: { email, phone }, lines: [{ sku, quantity: 2 }] }),
    );
    await execution(orderId);

    const emails = await emailsTo(email);
    expect(emails).toHaveLength(1);
    expect(emails[0]?.html).toContain('青花瓷茶杯');
    expect(emails[0]?.html).toContain('256.00');
    expect(emails[0]?.text).toContain('256.00');
    expect(await smsTo(phone)).toHaveLength(1);
  });

  it('holds an answer until the status changes, when asked to wait', async () => {
    const orderId = await accepted(anOrderOf(await onSale(), payingWith('sandbox-delayed')));

    const answer = await call('GET', `/orders/${orderId}`, { headers: { prefer: 'wait=20' } });

    expect(answer.headers.get('preference-applied')).toBe('wait=20');
    expect(answer.body.status).not.toBe('PENDING');
  });
});

describe('an order that cannot be fulfilled', () => {
  it('is rejected when stock is short, names what is left of every short SKU, and holds nothing', async () => {
    const email = `${randomUUID()}@customer.example`;
    const [scarce, gone, plenty] = [await onSale({ stock: 2 }), await onSale({ stock: 0 }), await onSale()];
    const lines = [scarce, gone, plenty].map((sku) => ({ sku, quantity: 3 }));

    const orderId = await accepted(anOrderOf(plenty, { lines, contact: { email } }));

    expect(await execution(orderId)).toMatchObject({
      status: 'SUCCEEDED',
      states: ['Reserve inventory', 'Reject order', 'Notify customer'],
    });
    const order = await ended(orderId);
    expect(order.rejection?.reason).toBe('OUT_OF_STOCK');
    expect(order.rejection?.shortages?.toSorted((a, b) => a.available - b.available)).toEqual([
      { sku: gone, requested: 3, available: 0 },
      { sku: scarce, requested: 3, available: 2 },
    ]);
    expect(await stockOf(plenty)).toMatchObject({ available: 1_000, reserved: 0 });
    expect(await emailsTo(email)).toHaveLength(1);
  });

  it('is rejected when the payment is declined, and gives its stock back', async () => {
    const sku = await onSale({ stock: 5 });
    const email = `${randomUUID()}@customer.example`;
    const orderId = await accepted(anOrderOf(sku, { contact: { email }, ...payingWith('sandbox-declined') }));

    expect(await execution(orderId)).toMatchObject({
      status: 'SUCCEEDED',
      states: ['Reserve inventory', 'Check payment', 'Reject order', 'Notify customer'],
    });
    expect(await ended(orderId)).toMatchObject({ status: 'REJECTED', rejection: { reason: 'PAYMENT_DECLINED' } });
    expect(await stockOf(sku)).toMatchObject({ available: 5, reserved: 0 });
    expect(await headingsTo(email)).toEqual(['We could not complete your order']);
  });

  it('is rejected when nobody pays in time, its payment closed and its stock given back', async () => {
    const sku = await onSale({ stock: 5 });
    const email = `${randomUUID()}@customer.example`;
    const orderId = await accepted(anOrderOf(sku, { contact: { email }, ...payingWith('sandbox-unanswered') }));
    await endPaymentWait(orderId);

    expect(await execution(orderId)).toMatchObject({
      status: 'SUCCEEDED',
      states: ['Reserve inventory', 'Check payment', 'Reject order', 'Notify customer'],
    });
    const order = await ended(orderId);
    expect(order).toMatchObject({ status: 'REJECTED', rejection: { reason: 'PAYMENT_TIMEOUT' } });
    expect(order.timeline.map(({ event }) => event)).toContain('PAYMENT_VOIDED');
    expect(await stockOf(sku)).toMatchObject({ available: 5, reserved: 0 });
    expect(await headingsTo(email)).toEqual(['We could not complete your order']);
  });
});
