import { SFNClient } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { reserveInventory } from '../../lambdas/inventory/reserve-inventory.ts';
import { handler } from '../../lambdas/order-cancellation/cancel-order.handler.ts';
import { shipOrder } from '../../lambdas/order-shipment/ship-order.ts';
import type { OrderContent } from '../../lambdas/orders/order.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import type { Payment } from '../../lambdas/payments/payment.ts';
import { queues } from '../../lambdas/runtime/sqs.ts';
import { aContext, anHttpRequest, anOrderContent, anOrderId, anOrderLine, aPayment, noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb, transactionConflict } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const orderId = anOrderId();
const sendMessage = vi.spyOn(queues, 'sendMessage');
mockClient(SFNClient);

/** Line 1: 6 × 255; line 2: 2 × 1000; line 3: the first SKU once more. */
const lines = [
  anOrderLine({ sku: 'A', quantity: 6, unitPrice: 255 }),
  anOrderLine({ sku: 'B', quantity: 2, unitPrice: 1_000 }),
  anOrderLine({ sku: 'A', quantity: 1, unitPrice: 300 }),
];
const shipping = { method: 'STANDARD', title: 'Parcel', amount: 395 };
const voucher = { title: 'Ten off above 30', amount: 383 };
/** 3830 of lines, less 383, and 395 of shipping. */
const withTotals: Partial<OrderContent> = {
  total: 3_842,
  totals: { subtotal: 3_830, discounts: [voucher], shipping, due: 3_842 },
};

let db: InMemoryDynamoDb;
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  sendMessage.mockReset().mockResolvedValue();
});

describe('POST /orders/{orderId}/cancellation of lines', () => {
  it.each(['RESERVED', 'CONFIRMED'] as const)(
    'takes them off an order that is %s, and frees their stock',
    async (status) => {
      await placed({ status });

      const { statusCode, answer } = await cancel([{ line: 1, quantity: 2 }, { line: 3 }]);

      expect(statusCode).toBe(200);
      expect(answer).toMatchObject({ status, currentTotal: 3_020, total: 3_830 });
      expect(answer.lines.map((line: { cancelled: number }) => line.cancelled)).toEqual([2, 0, 1]);
      expect(answer.lineCancellations).toEqual([
        {
          ...{ id: expect.any(String), by: 'CUSTOMER', at: expect.stringMatching(/Z$/), reason: 'CHANGED_MIND' },
          lines: [
            { line: 1, quantity: 2 },
            { line: 3, quantity: 1 },
          ],
          charges: { items: 810, shipping: 0, fees: 0, tax: 0 },
        },
      ]);
      expect(answer.timeline.at(-1)).toMatchObject({ event: 'LINES_CANCELLED' });
      expect(stock('A')).toMatchObject({ available: 6, reserved: 4 });
      expect(stock('B')).toMatchObject({ available: 8, reserved: 2 });
      expect(asked()).toEqual(['order-effects', 'order-effects', 'lines-cancelled 1']);
    },
  );

  it('repeated under its key cancels once, and is told of once', async () => {
    await placed({});
    const first = await cancel([{ line: 2, quantity: 1 }]);

    expect(await cancel([{ line: 2, quantity: 1 }])).toEqual(first);
    expect(stock('B')).toMatchObject({ reserved: 1 });
    expect(asked().filter((one) => one.startsWith('lines'))).toEqual(['lines-cancelled 1', 'lines-cancelled 1']);
  });

  it('under another key cancels once more', async () => {
    await placed({});
    await cancel([{ line: 2, quantity: 1 }], {}, 'a');
    await cancel([{ line: 1, quantity: 1 }], {}, 'b');

    expect(stock('B')).toMatchObject({ reserved: 1 });
    expect(asked().at(-1)).toBe('lines-cancelled 2');
  });

  it('with another content under the same key is refused', async () => {
    await placed({});
    await cancel([{ line: 2, quantity: 1 }]);

    expect(await cancel([{ line: 1, quantity: 1 }])).toMatchObject({
      statusCode: 422,
      answer: { type: expect.stringContaining('idempotency-key-reused') },
    });
  });

  it('of all that is left is that of the order', async () => {
    await placed({ status: 'CONFIRMED' });
    await cancel([{ line: 1 }], {}, 'a');

    const { answer } = await cancel([{ line: 2 }, { line: 3 }], {}, 'b');

    expect(answer).toMatchObject({ status: 'CANCELLED', cancellation: { reason: 'CHANGED_MIND' } });
    expect(await cancel([{ line: 2 }, { line: 3 }], {}, 'b')).toMatchObject({ statusCode: 200 });
    expect(asked().at(-1)).toBe('order-cancelled');
  });

  it('of all that has not left makes the order shipped', async () => {
    await placed({ status: 'CONFIRMED' });
    pay({});
    await ship([{ line: 1, quantity: 6 }]);

    const { answer } = await cancel([{ line: 2 }, { line: 3 }]);

    expect(answer).toMatchObject({ status: 'SHIPPED' });
    expect(answer.timeline.slice(-2)).toMatchObject([{ event: 'LINES_CANCELLED' }, { event: 'ORDER_SHIPPED' }]);
    expect(answer.lines).toMatchObject([{ fulfilled: 6 }, { cancelled: 2, fulfilled: 0 }, { cancelled: 1 }]);
    expect(await cancel([{ line: 1 }], {}, 'other')).toMatchObject({ statusCode: 409 });
  });

  it('takes first what is still to come', async () => {
    await placed({ backordered: true });
    expect(db.items('backorders')).toMatchObject([{ sku: 'A', quantity: 5 }]);

    await cancel([{ line: 1, quantity: 3 }], {}, 'a');
    expect(stock('A')).toMatchObject({ available: 0, reserved: 2, backordered: 2 });
    expect(db.items('backorders')).toMatchObject([{ sku: 'A', quantity: 2 }]);

    await cancel([{ line: 1, quantity: 3 }], {}, 'b');
    expect(stock('A')).toMatchObject({ available: 1, reserved: 1, backordered: 0 });
    expect(db.items('backorders')).toEqual([]);
    expect(db.item('orders', `ORDER#${orderId}`, 'ORDER')).not.toHaveProperty('late');
  });

  it('meets others on the same stock, and tries again', async () => {
    await placed({});
    let conflicts = 2;
    db.intercept = async ({ name }, commit) => {
      if (name === 'TransactWriteCommand' && conflicts-- > 0) throw transactionConflict(2);
      return commit();
    };

    expect(await cancel([{ line: 2, quantity: 1 }])).toMatchObject({ statusCode: 200 });
    expect(stock('B')).toMatchObject({ reserved: 1 });
  });

  it('waits until its stock is reserved', async () => {
    await orderTable().addContent(anOrderContent({ id: orderId, lines }));

    expect(await cancel([{ line: 1 }])).toMatchObject({ statusCode: 409, headers: { 'retry-after': '2' } });
  });

  it('without an Idempotency-Key is refused', async () => {
    await placed({});

    expect(await cancel([{ line: 1 }], {}, '')).toMatchObject({
      statusCode: 400,
      answer: { type: expect.stringContaining('invalid-idempotency-key') },
    });
  });

  describe('of an order with stated totals', () => {
    const share = { items: 229, shipping: 0, fees: 0, tax: 0 };

    it('takes off what the units come to after discounts; shipping stays', async () => {
      await placed({ ...withTotals });

      const { answer } = await cancel([{ line: 1, quantity: 1 }]);

      expect(answer.lineCancellations).toMatchObject([{ charges: share }]);
      expect(answer).toMatchObject({ currentTotal: 3_613, currentTotals: { subtotal: 3_575, shipping, due: 3_613 } });
    });

    it('takes the totals as they are stated anew: a voucher that no longer holds', async () => {
      await placed({ ...withTotals });
      const totals = { subtotal: 2_830, shipping, due: 3_225 };

      const { statusCode, answer } = await cancel([{ line: 2, quantity: 1 }], { totals });

      expect(statusCode).toBe(200);
      expect(answer).toMatchObject({ currentTotal: 3_225, currentTotals: totals });
      expect(answer.lineCancellations).toMatchObject([{ charges: { ...share, items: 617 } }]);
    });

    it('and shipping that is no longer free', async () => {
      const free = { ...shipping, amount: 0 };
      await placed({ total: 3_830, totals: { subtotal: 3_830, shipping: free, due: 3_830 } });
      const totals = { subtotal: 2_830, shipping, due: 3_225 };

      const { answer } = await cancel([{ line: 2, quantity: 1 }], { totals });

      expect(answer.lineCancellations).toMatchObject([{ charges: { items: 1_000, shipping: -395 } }]);
      expect(answer.currentTotal).toBe(3_225);
    });

    it('takes a stated refund; what is kept beyond what is left stands as a fee', async () => {
      await placed({ ...withTotals });

      const { answer } = await cancel([{ line: 2, quantity: 1 }], { refund: { items: 700 } });

      expect(answer).toMatchObject({ currentTotal: 3_142, currentTotals: { due: 3_142 } });
      expect(answer.currentTotals.fees).toEqual([{ title: 'Cancellation', amount: 200 }]);
    });

    it.each([
      ['totals that are off by one', { totals: { subtotal: 2_830, shipping, due: 3_224 } }, '#/totals/due'],
      ['a subtotal that is off by one', { totals: { subtotal: 2_831, shipping, due: 3_225 } }, '#/totals/subtotal'],
      [
        'totals above what was charged',
        { totals: { subtotal: 2_830, shipping: { ...shipping, amount: 1_013 }, due: 3_843 } },
        '#/totals/due',
      ],
      ['a refund of a kind of which there is not so much', { refund: { shipping: 396 } }, '#/refund/shipping'],
      ['both', { refund: {}, totals: { subtotal: 2_830, shipping, due: 3_225 } }, '#/refund'],
    ])('refuses %s', async (_case, stated, pointer) => {
      await placed({ ...withTotals });

      expect(await cancel([{ line: 2, quantity: 1 }], stated)).toMatchObject({
        statusCode: 422,
        answer: { errors: [{ pointer }] },
      });
      expect(stock('B')).toMatchObject({ reserved: 2 });
    });

    it('refuses a refund of what was given back already', async () => {
      await placed({ ...withTotals, status: 'CONFIRMED' });
      pay({
        refunds: [{ id: 'r', amount: 390, at: noon, reason: 'late', charges: { ...share, items: 0, shipping: 390 } }],
      });

      expect(await cancel([{ line: 2 }], { refund: { shipping: 6 } })).toMatchObject({
        statusCode: 422,
        answer: { errors: [{ pointer: '#/refund/shipping', detail: '5 GBP (minor units) of it is left' }] },
      });
    });

    it.each([
      ['totals', { subtotal: 0, shipping, due: 395 }],
      ['refund', { items: 1 }],
    ])('refuses %s where nothing is left of it: all goes back', async (field, stated) => {
      await placed({ ...withTotals });

      expect(await cancel([{ line: 1 }, { line: 2 }, { line: 3 }], { [field]: stated })).toMatchObject({
        statusCode: 422,
        answer: { errors: [{ pointer: `#/${field}` }] },
      });
    });

    it('refuses what its provider cannot give back exactly, and says what would', async () => {
      const inDinars = [
        anOrderLine({ sku: 'A', quantity: 3, unitPrice: 1_005 }),
        anOrderLine({ sku: 'B', unitPrice: 5 }),
      ];
      const payment = { provider: 'stripe', token: 'pm_1' };
      await placed({ lines: inDinars, currency: 'KWD', total: 3_045, payment });

      expect(await cancel([{ line: 1, quantity: 1 }])).toMatchObject({
        statusCode: 422,
        answer: { errors: [{ pointer: '#/lines', detail: expect.stringContaining('1005 KWD') }] },
      });
      expect(await cancel([{ line: 1, quantity: 1 }], { refund: { items: 1_010 } })).toMatchObject({ statusCode: 200 });
    });
  });

  it.each([
    ['a line that is not there', [{ line: 4 }], '#/lines/0/line'],
    ['more than there is', [{ line: 1 }, { line: 2, quantity: 3 }].slice(1), '#/lines/0/quantity'],
    [
      'a line twice',
      [
        { line: 1, quantity: 1 },
        { line: 1, quantity: 1 },
      ],
      '#/lines/1/line',
    ],
    ['no line', [], '#/lines'],
    ['no unit', [{ line: 1, quantity: 0 }], '#/lines/0/quantity'],
  ])('refuses %s', async (_case, asked, pointer) => {
    await placed({});

    expect(await cancel(asked)).toMatchObject({ statusCode: 422, answer: { errors: [{ pointer }] } });
    expect(stock('A')).toMatchObject({ reserved: 7 });
  });

  it('refuses what is cancelled already', async () => {
    await placed({});
    await cancel([{ line: 2, quantity: 1 }], {}, 'a');

    expect(await cancel([{ line: 2, quantity: 2 }], {}, 'b')).toMatchObject({
      answer: { errors: [{ pointer: '#/lines/0/quantity', detail: 'is more than can be cancelled of line 2: 1' }] },
    });
  });

  it.each([['totals'], ['refund']])('refuses %s without lines', async (field) => {
    await placed({ ...withTotals });
    const stated = { totals: { subtotal: 0, due: 0 }, refund: { items: 1 } }[field];

    expect(await cancel(undefined, { [field]: stated })).toMatchObject({
      statusCode: 422,
      answer: { errors: [{ pointer: `#/${field}` }] },
    });
  });
});

/** An order whose stock is reserved, of 10 units of each SKU; or of 2 of A, the rest backordered. */
async function placed({
  status = 'RESERVED',
  backordered = false,
  ...content
}: { status?: 'RESERVED' | 'CONFIRMED'; backordered?: boolean } & Partial<OrderContent>): Promise<void> {
  for (const sku of ['A', 'B']) {
    const onHand = backordered && sku === 'A' ? 2 : 10;
    const more = backordered ? { backorder: { limit: 9 }, backordered: 0 } : {};
    db.put('stock', { pk: `SKU#${sku}`, sk: 'STOCK', sku, onHand, available: onHand, reserved: 0, ...more });
  }
  await orderTable().addContent(anOrderContent({ id: orderId, lines, ...content }));
  await reserveInventory(orderId);
  if (status === 'CONFIRMED') await orderTable().end(orderId, { status }, { at: noon, event: 'ORDER_CONFIRMED' });
}

function pay(payment: Partial<Payment>): void {
  const whole = aPayment({ status: 'CAPTURED', amount: 3_842, captured: 3_842, ...payment });
  db.put('payments', { pk: `ORDER#${orderId}`, sk: 'PAYMENT', ...whole });
}

async function ship(parcel: { line: number; quantity: number }[]): Promise<void> {
  await shipOrder(orderId, 'parcel', { lines: parcel });
}

async function cancel(named: object[] | undefined, stated: object = {}, key = 'key-1') {
  const { statusCode, body, headers } = await handler(
    anHttpRequest({
      pathParameters: { orderId },
      json: { reason: 'CHANGED_MIND', lines: named, ...stated },
      headers: { 'idempotency-key': key },
    }),
    aContext(),
  );
  return { statusCode, headers, answer: JSON.parse(body ?? '') };
}

function stock(sku: string) {
  return db.item('stock', `SKU#${sku}`, 'STOCK');
}

/** What was asked for through the queues, in order. */
function asked(): readonly string[] {
  return sendMessage.mock.calls.map(([input]) => {
    const { event, about } = JSON.parse(input.MessageBody ?? '');
    return event === undefined ? 'order-effects' : [event, about].filter((part) => part !== undefined).join(' ');
  });
}
