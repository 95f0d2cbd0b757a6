import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { anOrderOf, onSale, stockOf } from './catalogue.ts';
import { execution } from './cloud.ts';
import { emailsTo } from './mailbox.ts';
import { accepted, accessToken, call, ended, submit } from './storefront.ts';

const happyPath = ['Reserve inventory', 'Check payment', 'Confirm order', 'Notify customer'];

describe('an order with stated totals', () => {
  it.each([
    [
      'in JPY with tax included, rounded down',
      { currency: 'JPY', unitPrice: 1_985 },
      {
        total: 4_520,
        totals: {
          subtotal: 3_970,
          shipping: { method: 'YUPACK', title: 'ゆうパック', amount: 550 },
          tax: {
            included: true,
            roundedBy: 'ORDER',
            roundingMode: 'DOWN',
            breakdown: [{ title: '消費税 10%', rate: '10', amount: 410 }],
          },
          due: 4_520,
        },
      },
      ['消費税 10%: JP¥410', 'Order total: JP¥4,520'],
    ],
    [
      'in KWD with tax on top, by line',
      { currency: 'KWD', unitPrice: 4_250 },
      {
        total: 10_401,
        totals: {
          subtotal: 8_500,
          discounts: [{ title: 'Eid', amount: 45 }],
          fees: [{ title: 'Gift wrap', amount: 1_450 }],
          tax: { included: false, roundedBy: 'LINE', breakdown: [{ title: 'VAT 5%', rate: '5', amount: 496 }] },
          due: 10_401,
        },
      },
      ['VAT 5%: KWD 0.496', 'Order total: KWD 10.401'],
    ],
  ])(
    '%s is confirmed and paid to the unit, and refused when it is off by one',
    async (_case, product, stated, rows) => {
      const sku = await onSale({ stock: 4, ...product });
      const order = anOrderOf(sku, { currency: product.currency, lines: [{ sku, quantity: 2 }], ...stated });

      const refused = await submit({ ...order, total: stated.total + 1 });
      expect(refused.status).toBe(422);
      const detail = `the stated total is ${stated.total + 1}, it comes to ${stated.total}`;
      expect(refused.body).toMatchObject({ errors: [{ pointer: '#/total', detail }] });

      const orderId = await accepted(order);
      expect(await execution(orderId)).toMatchObject({ status: 'SUCCEEDED', states: happyPath });
      expect(await ended(orderId)).toMatchObject({
        status: 'CONFIRMED',
        ...stated,
        payment: { status: 'CAPTURED', captured: stated.total },
      });
      const [mail] = await emailsTo((order.contact as { email: string }).email);
      const text = String(mail?.text).replaceAll('\u00A0', ' ');
      for (const row of rows) expect(text).toContain(row);
    },
  );

  it('paid by gift card is confirmed in four states without a payment, and refunded to the card', async () => {
    const sku = await onSale({ stock: 4, unitPrice: 765 });
    const example = JSON.parse(await readFile('examples/order.gift-card.json', 'utf8'));
    const { payment: _none, ...order } = anOrderOf(sku, { ...example, lines: [{ sku, quantity: 2 }] });

    const orderId = await accepted(order);

    expect(await execution(orderId)).toMatchObject({ status: 'SUCCEEDED', states: happyPath });
    const confirmed = await ended(orderId);
    expect(confirmed).toMatchObject({ status: 'CONFIRMED', total: 1_530, chargesLeft: { items: 1_530 } });
    expect(confirmed).not.toHaveProperty('payment');
    expect(await stockOf(sku)).toMatchObject({ available: 2, reserved: 2 });

    const refund = await call('POST', `/orders/${orderId}/refunds`, {
      token: await accessToken('back-office', 'orders:read orders:staff'),
      headers: { 'content-type': 'application/json', 'idempotency-key': 'gift-card' },
      body: JSON.stringify({ amount: 500, reason: 'broken', charges: { items: 500 } }),
    });
    const [card] = example.totals.credits;
    const given = { chargesLeft: { items: 1_030 }, creditsToGiveBack: [{ ...card, amount: 500 }] };
    expect(refund).toMatchObject({ status: 200, body: { captured: 0, refunded: 0, ...given } });
    expect((await call('GET', `/orders/${orderId}`)).body).toMatchObject(given);

    const cancelled = await call('POST', `/orders/${orderId}/cancellation`, {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ reason: 'CHANGED_MIND' }),
    });
    expect(cancelled).toMatchObject({ status: 200, body: { status: 'CANCELLED', creditsToGiveBack: [card] } });
  });

  it('that comes to nothing is confirmed in four states, and needs no payment', async () => {
    const sku = await onSale({ stock: 1 });
    const totals = { subtotal: 255, discounts: [{ title: 'On the house', amount: 255 }], due: 0 };
    const { payment: _none, ...order } = anOrderOf(sku, { total: 0, totals });

    const orderId = await accepted(order);

    expect(await execution(orderId)).toMatchObject({ status: 'SUCCEEDED', states: happyPath });
    expect(await ended(orderId)).toMatchObject({ status: 'CONFIRMED', total: 0, totals });
  });
});
