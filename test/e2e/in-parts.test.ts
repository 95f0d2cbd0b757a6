import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { OrderRequest } from '../../lambdas/orders/order-request.ts';
import { anOrderRequest } from '../builders.ts';
import { onSale } from './catalogue.ts';
import { accepted, accessToken, call, ended } from './storefront.ts';

describe.concurrent('an order that is shipped in parts', () => {
  it('leaves with two shipments, each once, and its stock with it', async () => {
    const tea = await onSale({ stock: 5, currency: 'GBP', unitPrice: 400 });
    const cup = await onSale({ stock: 1, currency: 'GBP', unitPrice: 900 });
    const orderId = await confirmed({
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
    expect(again.body).toEqual(parted.body);
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

async function confirmed(request: Partial<OrderRequest>): Promise<string> {
  const orderId = await accepted(anOrderRequest(request));
  expect(await ended(orderId)).toMatchObject({ status: 'CONFIRMED' });
  return orderId;
}

async function ship(orderId: string, body: object, key: string = randomUUID()) {
  const headers = { 'content-type': 'application/json', 'idempotency-key': key };
  return call('POST', `/orders/${orderId}/shipments`, {
    token: await accessToken('back-office', 'orders:staff'),
    headers,
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
