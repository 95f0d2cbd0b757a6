import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { OrderRequest } from '../../lambdas/orders/order-request.ts';
import { anOrderRequest } from '../builders.ts';
import { onSale } from './catalogue.ts';
import { execution } from './cloud.ts';
import { eventually } from './eventually.ts';
import { aPhone, emailsTo, smsTo } from './mailbox.ts';
import { accepted, accessToken, call, ended } from './storefront.ts';

const happyPath = ['Reserve inventory', 'Check payment', 'Confirm order', 'Notify customer'];

describe.concurrent('an order that is shipped in parts', () => {
  it('leaves with two shipments, each once, its stock with it, and its customer told of each once', async () => {
    const tea = await onSale({ stock: 5, currency: 'GBP', unitPrice: 400 });
    const cup = await onSale({ stock: 1, currency: 'GBP', unitPrice: 900 });
    const email = `${randomUUID()}@customer.example`;
    const phone = aPhone();
    const orderId = await confirmed({
      contact: { email, phone },
      lines: [
        { sku: tea, quantity: 3 },
        { sku: cup, quantity: 1 },
      ],
    });
    const first = { lines: [{ line: 1, quantity: 2 }], carrier: 'Royal Mail', trackingNumber: 'QB123456785GB' };
    const key = randomUUID();

    const parted = await ship(orderId, first, key);
    const again = await ship(orderId, first, key);

    expect(parted).toMatchObject({
      status: 200,
      body: { status: 'CONFIRMED', shipments: [first], lines: [{ fulfilled: 2 }, { fulfilled: 0 }] },
    });
    const { shipments, lines } = parted.body;
    expect(again).toMatchObject({ status: 200, body: { shipments, lines } });
    expect(await stockOf(tea)).toMatchObject({ onHand: 3, reserved: 1, available: 2 });
    expect(await ship(orderId, { lines: [{ line: 1, quantity: 2 }] })).toMatchObject({
      status: 409,
      body: { errors: [{ pointer: '#/lines/0/quantity', detail: '1 of line 1 are still to be shipped' }] },
    });
    expect(await cancel(orderId)).toMatchObject({
      status: 409,
      body: { type: 'urn:order-confirmation:problem:not-cancellable' },
    });

    const rest = await ship(orderId, {});

    expect(rest).toMatchObject({
      status: 200,
      body: {
        status: 'SHIPPED',
        shipments: [
          first,
          {
            lines: [
              { line: 1, quantity: 1 },
              { line: 2, quantity: 1 },
            ],
          },
        ],
        lines: [{ fulfilled: 3 }, { fulfilled: 1 }],
      },
    });
    expect(await stockOf(tea)).toMatchObject({ onHand: 2, reserved: 0 });
    expect(await stockOf(cup)).toMatchObject({ onHand: 0, reserved: 0 });
    const mails = await eventually('all mails', async () => {
      const found = await emailsTo(email);
      return found.length >= 3 && found;
    });
    const messages = await eventually('all short messages', async () => {
      const found = await smsTo(phone);
      return found.length >= 3 && found;
    });
    const [parcel, last] = ['Part of your order', 'Your order'].map((what) =>
      mails.find(({ subject }) => subject.startsWith(what) && subject.endsWith('is on its way')),
    );
    expect(parcel?.text).toContain('Carrier: Royal Mail');
    expect(parcel?.text).toContain('Tracking number: QB123456785GB');
    expect(last?.text).toContain('All of your order has been sent now.');
    expect(messages.filter((message) => message.includes('QB123456785GB (Royal Mail)'))).toHaveLength(1);
    expect([mails.length, messages.length]).toEqual([3, 3]);
  });

  it('and whose units many ship at once, loses each once', async () => {
    const sku = await onSale({ stock: 4, currency: 'GBP', unitPrice: 400 });
    const orderId = await confirmed({ lines: [{ sku, quantity: 4 }] });

    const answers = await Promise.all(
      Array.from({ length: 6 }, () => ship(orderId, { lines: [{ line: 1, quantity: 1 }] })),
    );

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 409, 409]);
    expect((await ended(orderId)).status).toBe('SHIPPED');
    expect(await stockOf(sku)).toMatchObject({ onHand: 0, reserved: 0 });
  });
});

describe.concurrent('units of an order that come back', () => {
  it('are counted once, to be sold again or set aside, and never more than have left', async () => {
    const sku = await onSale({ stock: 5, currency: 'GBP', unitPrice: 400 });
    const orderId = await confirmed({ lines: [{ sku, quantity: 3 }] });
    await ship(orderId, { lines: [{ line: 1, quantity: 2 }] });
    const items = { lines: [{ line: 1, quantity: 1 }], restock: true, reason: 'Wrong size' };
    const key = randomUUID();

    const answers = [await takeBack(orderId, items, key), await takeBack(orderId, items, key)];

    expect(answers[0]).toMatchObject({
      status: 200,
      body: { status: 'CONFIRMED', returns: [{ ...items, by: 'back-office' }], lines: [{ fulfilled: 2, returned: 1 }] },
    });
    const { returns, lines } = answers[0]?.body ?? {};
    expect(answers[1]).toMatchObject({ status: 200, body: { returns, lines } });
    expect(await takeBack(orderId, { ...items, restock: false }, key)).toMatchObject({ status: 422 });
    expect(await stockOf(sku)).toMatchObject({ onHand: 4, available: 3, reserved: 1, unsellable: 0 });

    await ship(orderId, {});
    const rest = await Promise.all(
      Array.from({ length: 4 }, () => takeBack(orderId, { lines: [{ line: 1, quantity: 1 }] })),
    );

    expect(rest.map(({ status }) => status).sort()).toEqual([200, 200, 409, 409]);
    expect(rest.find(({ status }) => status === 409)?.body).toMatchObject({
      type: 'urn:order-confirmation:problem:not-returnable',
      errors: [{ pointer: '#/lines/0/quantity' }],
    });
    expect(await ended(orderId)).toMatchObject({ status: 'SHIPPED', lines: [{ fulfilled: 3, returned: 3 }] });
    expect(await stockOf(sku)).toMatchObject({ onHand: 3, available: 3, reserved: 0, unsellable: 2 });
  });
});

describe.concurrent('an order that takes what there is', () => {
  it('is confirmed in four states without what is not there, pays that much less, and its customer hears of it', async () => {
    const tea = await onSale({ stock: 2, currency: 'GBP', unitPrice: 400 });
    const cup = await onSale({ stock: 0, currency: 'GBP', unitPrice: 900 });
    const email = `${randomUUID()}@customer.example`;
    const credits = [{ type: 'GIFT_CARD', reference: '4711', amount: 250 }] as const;
    const shipping = { method: 'PARCEL', title: 'Parcel', amount: 395 };
    const totals = { subtotal: 2_100, shipping, credits: [...credits], due: 2_245 };
    const lines = [
      { sku: tea, quantity: 3 },
      { sku: cup, quantity: 1 },
    ];

    const request = anOrderRequest({ lines, total: 2_495, totals, acceptPartial: true, contact: { email } });
    const orderId = await accepted(request);

    expect(await execution(orderId)).toMatchObject({ status: 'SUCCEEDED', states: happyPath });
    expect(await ended(orderId)).toMatchObject({
      status: 'CONFIRMED',
      total: 2_495,
      lines: [
        { quantity: 3, cancelled: 1 },
        { quantity: 1, cancelled: 1 },
      ],
      shortages: expect.arrayContaining([
        { sku: tea, requested: 3, available: 2 },
        { sku: cup, requested: 1, available: 0 },
      ]),
      currentTotal: 1_195,
      currentTotals: { subtotal: 800, shipping, credits, due: 945 },
      payment: { status: 'CAPTURED', captured: 945 },
      chargesLeft: { items: 800, shipping: 395 },
    });
    expect(await stockOf(tea)).toMatchObject({ available: 0, reserved: 2 });
    const [mail] = await eventually('the mail', async () => {
      const mails = await emailsTo(email);
      return mails.length > 0 && mails;
    });
    expect(String(mail?.text)).toContain('your order comes to £11.95 now');

    const rest = await ship(orderId, {});
    expect(rest.body).toMatchObject({ status: 'SHIPPED', shipments: [{ lines: [{ line: 1, quantity: 2 }] }] });
  });

  it('is refused when that is nothing, and asked for nothing when the gift card pays what there is', async () => {
    const sku = await onSale({ stock: 0, currency: 'GBP', unitPrice: 400 });
    const refused = await accepted(anOrderRequest({ lines: [{ sku, quantity: 2 }], acceptPartial: true }));
    expect(await ended(refused)).toMatchObject({ status: 'REJECTED', rejection: { reason: 'OUT_OF_STOCK' } });

    const one = await onSale({ stock: 1, currency: 'GBP', unitPrice: 400 });
    const credit = { type: 'GIFT_CARD', reference: '4711', amount: 500 } as const;
    const totals = { subtotal: 800, credits: [credit], due: 300 };
    const lines = [{ sku: one, quantity: 2 }];
    const orderId = await accepted(anOrderRequest({ lines, total: 800, totals, acceptPartial: true }));

    expect(await ended(orderId)).toMatchObject({
      status: 'CONFIRMED',
      currentTotal: 400,
      creditsToGiveBack: [{ ...credit, amount: 100 }],
    });
  });

  it('never takes more than there is, of 20 at once', async () => {
    const sku = await onSale({ stock: 30, currency: 'GBP', unitPrice: 400 });
    const orders = await Promise.all(
      Array.from({ length: 20 }, () =>
        accepted(anOrderRequest({ lines: [{ sku, quantity: 2 }], acceptPartial: true })),
      ),
    );

    const shown = await Promise.all(orders.map((orderId) => ended(orderId)));

    const taken = shown
      .filter(({ status }) => status === 'CONFIRMED')
      .map((order) => order.currentTotal ?? order.total);
    expect(taken.reduce((sum, total) => sum + total, 0)).toBe(30 * 400);
    expect(await stockOf(sku)).toMatchObject({ available: 0, reserved: 30, onHand: 30 });
  });
});

async function confirmed(request: Partial<OrderRequest>): Promise<string> {
  const orderId = await accepted(anOrderRequest(request));
  expect(await ended(orderId)).toMatchObject({ status: 'CONFIRMED' });
  return orderId;
}

const ship = (orderId: string, body: object, key?: string) => book(`/orders/${orderId}/shipments`, body, key);
const takeBack = (orderId: string, body: object, key?: string) => book(`/orders/${orderId}/returns`, body, key);

/** As staff do, once under a key. */
async function book(path: string, body: object, key: string = randomUUID()) {
  return call('POST', path, {
    token: await accessToken('back-office', 'orders:staff'),
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify(body),
  });
}

async function cancel(orderId: string) {
  const headers = { 'content-type': 'application/json' };
  return call('POST', `/orders/${orderId}/cancellation`, { headers, body: '{"reason":"CHANGED_MIND"}' });
}

async function stockOf(sku: string) {
  const { body } = await call('GET', `/products/${sku}/stock`, {
    token: await accessToken('back-office', 'orders:staff'),
  });
  return body;
}
