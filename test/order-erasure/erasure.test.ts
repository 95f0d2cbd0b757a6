import { beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { backInStockTable } from '../../lambdas/back-in-stock/back-in-stock-table.ts';
import { handler } from '../../lambdas/order-erasure/erase-customer.handler.ts';
import { eraseCustomer } from '../../lambdas/order-erasure/erase-customer.ts';
import { eraseOld } from '../../lambdas/order-erasure/erase-old.ts';
import { eraseOrder } from '../../lambdas/order-erasure/erase-order.ts';
import { eventOrder } from '../../lambdas/order-events/order-event.ts';
import { indexOrder } from '../../lambdas/order-search/index-order.ts';
import { OrderRepresentation } from '../../lambdas/order-tracking/order-representation.ts';
import { readStoredSnapshot } from '../../lambdas/order-tracking/read-stored-snapshot.ts';
import { orderRepresentation } from '../../lambdas/order-tracking/represent-order.ts';
import { maskedCustomer } from '../../lambdas/orders/masked-customer.ts';
import type { Order, OrderContent, OrderId } from '../../lambdas/orders/order.ts';
import type { PageEnd } from '../../lambdas/orders/order-lists.ts';
import { orderStatuses } from '../../lambdas/orders/order-status.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { paymentTable } from '../../lambdas/payments/payment-table.ts';
import { paymentIdOf } from '../../lambdas/payments/payment-try.ts';
import { tryWrite } from '../../lambdas/runtime/dynamodb-write.ts';
import {
  aContext,
  anHttpRequest,
  anOrder,
  anOrderContent,
  anOrderId,
  anOrderItem,
  aPayment,
  noon,
} from '../builders.ts';
import { ConnectionLost } from '../interleaving.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

/** Words that stand in everything that is said of this customer. */
const personal = [
  'ADA',
  'ada@',
  '+4474',
  'Sample Street',
  'N1 9ZZ',
  'doorbell',
  'birthday',
  'loyal',
  'Europe/London',
  'TRACK',
  'gate code',
  'pay.example',
];

let db: InMemoryDynamoDb;
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
});

/** An order of which everything is known that can be. */
async function placed(id: OrderId, order: Partial<Order> = {}, content: Partial<OrderContent> = {}): Promise<void> {
  const address = {
    ...{ name: 'ADA EXAMPLE', company: 'ADA LTD', line1: '12 Sample Street', line2: 'Sample Street flat' },
    ...{ city: 'ADA CITY', region: 'ADA SHIRE', postalCode: 'N1 9ZZ', country: 'GB' },
  };
  await orderTable().addContent(
    anOrderContent({
      id,
      customerId: 'ADA-1042',
      contact: { email: 'ada@example.com', phone: '+447400123456', copies: ['ada@work.example'] },
      shippingAddress: address,
      billingAddress: { ...address, vatId: 'GB123456789' },
      deliveryInstructions: 'the doorbell is broken',
      giftMessage: 'happy birthday',
      timeZone: 'Europe/London',
      metadata: { segment: 'loyal' },
      ...content,
    }),
  );
  const cancellation = { by: 'CUSTOMER', at: noon, reason: 'OTHER', text: 'ADA has moved' } as const;
  db.put('orders', {
    ...anOrderItem({ id, status: 'SHIPPED', cancellation, ...order }),
    customer: JSON.stringify(['north-lane', 'ADA-1042']),
  });
  const of = `ORDER#${id}`;
  db.put('orders', {
    pk: of,
    sk: 'RESEND#r1',
    id: 'r1',
    event: 'order-confirmed',
    email: 'ada@new.example',
    by: 'staff',
    at: noon,
  });
  db.put('orders', {
    pk: of,
    sk: 'SHIPMENT#s1',
    id: 's1',
    at: noon,
    lines: [],
    carrier: 'Post',
    trackingNumber: 'TRACK1',
    requestHash: 'h',
  });
  db.put('orders', {
    pk: of,
    sk: 'RETURN#t1',
    id: 't1',
    at: noon,
    by: 'staff',
    lines: [],
    restock: true,
    reason: 'ADA says too big',
    requestHash: 'h',
  });
  db.put('order-notes', { pk: of, sk: 'NOTE#n1', id: 'n1', at: noon, by: 'staff', text: 'ADA is deaf: write' });
  db.put('ratings', { pk: of, sk: 'RATING', orderId: id, at: noon, stars: 4, text: 'ADA is happy' });
  await indexOrder(id);
  db.put('orders', { pk: of, sk: 'DELIVERY_INSTRUCTIONS', text: 'the gate code is 4711', at: noon });
  db.put('payments', {
    pk: of,
    sk: 'PAYMENT',
    ...aPayment({ orderId: id, status: 'CAPTURED', reference: 'pi_1', payUrl: 'https://pay.example/ADA', version: 1 }),
  });
}

const stored = () => JSON.stringify(['orders', 'payments', 'order-notes', 'ratings'].map((table) => db.items(table)));
const listed = () => db.items('order-search').map(({ pk }) => String(pk).split('#')[0]);
const found = () => personal.filter((word) => stored().includes(word));

describe('the erasure of an order’s personal data', () => {
  const id = anOrderId(1);

  it('leaves nothing by which staff find the order by its customer, and what they find it by besides', async () => {
    await placed(id);
    expect(listed()).toEqual(expect.arrayContaining(['email', 'phone', 'sku', 'day']));

    await eraseOrder(id);

    expect(new Set(listed())).toEqual(new Set(['sku', 'day']));
  });

  it('leaves nothing of the customer, wherever it stood', async () => {
    await placed(id);
    expect(found()).toEqual(personal);

    expect(await eraseOrder(id)).toBe('ERASED');

    expect(found()).toEqual([]);
  });

  it('leaves the books whole: lines, amounts, taxes, country, VAT id, payment', async () => {
    await placed(id);
    const before = await orderTable().find(id);
    const payment = await paymentTable().find(paymentIdOf({ orderId: id }));

    await eraseOrder(id);

    const { content, order } = await orderTable().find(id);
    const books = ({ lines, total, totals, currency, number, createdAt, storefront }: OrderContent) => ({
      lines,
      total,
      totals,
      currency,
      number,
      createdAt,
      storefront,
    });
    expect(content && books(content)).toEqual(before.content && books(before.content));
    expect(content).toMatchObject({
      shippingAddress: { country: 'GB' },
      billingAddress: { country: 'GB', vatId: 'GB123456789' },
    });
    expect(order).toMatchObject({ status: 'SHIPPED', total: 1530, timeline: before.order?.timeline });
    expect(await paymentTable().find(paymentIdOf({ orderId: id }))).toMatchObject({
      captured: payment?.captured,
      reference: 'pi_1',
    });
  });

  it('leaves an order that the API, its events and staff are shown as any other', async () => {
    await placed(id);
    await eraseOrder(id);

    const snapshot = await readStoredSnapshot(id);
    if (snapshot === undefined) throw new Error('the order is gone');
    const shown = { ...orderRepresentation(snapshot, undefined), statusUrl: 'https://shop.example/o/1' };
    expect(z.parse(OrderRepresentation, shown)).toMatchObject({ contact: {}, shippingAddress: { country: 'GB' } });
    expect(eventOrder(shown)).toMatchObject({ total: 1530 });
    expect(maskedCustomer(snapshot.content)).toMatchObject({ country: 'GB' });
  });

  it('revokes the links to the order’s page, and tells who watches the order that it has changed', async () => {
    await placed(id, { pageVersion: 3 });
    await eraseOrder(id);

    expect((await orderTable().find(id)).order).toMatchObject({ pageVersion: 4, version: 2 });
  });

  it('changes nothing when it is done twice', async () => {
    await placed(id);
    await eraseOrder(id);
    const once = stored();

    expect(await eraseOrder(id)).toBe('ERASED');
    expect(stored()).toBe(once);
  });

  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])(
    'is whole after it was cut off ahead of its write %i and asked for again',
    async (writes) => {
      await placed(id);
      let left = writes;
      db.intercept = async ({ name }, commit) => {
        if (/Update|Put|Transact|BatchWrite/.test(name) && left-- === 0) throw new ConnectionLost();
        return commit();
      };
      await eraseOrder(id).catch(() => {});
      db.intercept = async (_, commit) => commit();

      expect(await eraseOrder(id)).toBe('ERASED');
      expect(found()).toEqual([]);
    },
  );

  it.each(orderStatuses)(
    'of one that is %s is done only where nobody has to be told, and nothing to be sent',
    async (status) => {
      await placed(id, { status });
      const erased =
        status === 'PENDING' || status === 'RESERVED' ? 'UNDER_WAY' : status === 'CONFIRMED' ? 'NOT_SHIPPED' : 'ERASED';

      expect(await eraseOrder(id)).toBe(erased);
      expect(found().length === 0).toBe(erased === 'ERASED');
    },
  );

  it('of an order that there is not says so', async () => {
    expect(await eraseOrder(anOrderId(99))).toBe('UNKNOWN');
  });
});

describe('POST /operations/erasures', () => {
  const post = async (json: unknown) => {
    const request = anHttpRequest({ json, scope: 'orders:staff', routeKey: 'POST /operations/erasures' });
    const { statusCode, body } = await handler(request, aContext());
    return { statusCode, body: JSON.parse(String(body)) };
  };

  it('erases named orders, says which it left and why, and is recorded without saying whose it was', async () => {
    await placed(anOrderId(1));
    await placed(anOrderId(2), { status: 'RESERVED' });

    expect(await post({ orderIds: [anOrderId(1), anOrderId(2), anOrderId(3)] })).toEqual({
      statusCode: 200,
      body: {
        erased: [anOrderId(1)],
        left: [
          { orderId: anOrderId(2), reason: 'UNDER_WAY' },
          { orderId: anOrderId(3), reason: 'UNKNOWN' },
        ],
        complete: true,
      },
    });
    const recorded = JSON.stringify(db.items('audit'));
    expect(recorded).toContain('eraseCustomer');
    expect(personal.filter((word) => recorded.includes(word))).toEqual([]);
  });

  it.each([
    ['nothing', {}],
    ['both orders and a customer', { orderIds: [anOrderId(1)], customer: { storefront: 'a', customerId: 'b' } }],
    ['no order', { orderIds: [] }],
    ['what is no order', { orderIds: ['../1'] }],
    ['a customer of nobody', { customer: { customerId: 'b' } }],
  ])('refuses %s, and erases nothing', async (_, json) => {
    await placed(anOrderId(1));
    expect(await post(json)).toMatchObject({
      statusCode: 422,
      body: { type: expect.stringContaining('invalid-erasure') },
    });
    expect(found()).toEqual(personal);
  });
});

describe('a customer by their e-mail address', () => {
  it('forgets by an e-mail address which products somebody waits for, and nobody else', async () => {
    const requests = backInStockTable();
    const waiting = async () => {
      const found = await Promise.all(['TEA', 'CUP'].map((sku) => requests.findAsking(sku, new Date(noon))));
      return found.flat().map(({ sku, email }) => `${sku} ${email}`);
    };
    for (const [sku, email] of [
      ['TEA', 'ada@example.com'],
      ['CUP', 'Ada@Example.com'],
      ['CUP', 'bob@example.com'],
    ] as const) {
      const expiresAt = Date.parse(noon) / 1000 + 1000;
      await tryWrite(requests.add({ sku, email, locale: 'en', askedAt: noon, expiresAt }, noon));
    }

    expect(await eraseCustomer({ email: 'ADA@example.com' })).toMatchObject({ complete: true });
    expect(await waiting()).toEqual(['CUP bob@example.com']);
  });

  it('is erased from all orders that they placed, at whatever storefront, and not from those of which they had copies', async () => {
    await placed(anOrderId(1), {}, { contact: { email: 'Ada@Example.com' } });
    await placed(anOrderId(2), {}, { contact: { email: 'ada@example.com' }, storefront: 'south-lane' });
    await placed(anOrderId(3), {}, { contact: { email: 'bob@example.com', copies: ['ada@example.com'] } });
    await placed(anOrderId(4), { status: 'RESERVED' }, { contact: { email: 'ada@example.com' } });

    const { erased, left } = await eraseCustomer({ email: 'ADA@example.com' });

    expect(erased.toSorted()).toEqual([anOrderId(1), anOrderId(2)].toSorted());
    expect(left).toEqual([{ orderId: anOrderId(4), reason: 'UNDER_WAY' }]);
    expect((await orderTable().find(anOrderId(3))).content?.contact.email).toBe('bob@example.com');
    // Again: nothing is left but what was.
    expect(await eraseCustomer({ email: 'ada@example.com' })).toEqual({ erased: [], left, complete: true });
  });

  it('is found again where taking an order out of the index was cut off', async () => {
    await placed(anOrderId(1), {}, { contact: { email: 'ada@example.com' } });
    db.intercept = async ({ name }, commit) => {
      if (name === 'BatchWriteCommand') throw new ConnectionLost();
      return commit();
    };
    await eraseCustomer({ email: 'ada@example.com' }).catch(() => {});
    db.intercept = async (_, commit) => commit();

    expect(await eraseCustomer({ email: 'ada@example.com' })).toMatchObject({ erased: [anOrderId(1)], complete: true });
    expect(listed()).not.toContain('email');
  });
});

describe('a customer of many orders', () => {
  it.each([
    ['as the storefront names them', { customer: { storefront: 'north-lane', customerId: 'ADA-1042' } }],
    ['by their address', { email: 'ada@example.com' }],
  ])('is erased by as many calls as it takes, past those orders that are left, %s', async (_, request) => {
    const all = Array.from({ length: 130 }, (_, number) => anOrderId(number));
    const erased = new Set<OrderId>();
    const isLeft = (id: OrderId) => all.indexOf(id) < 60;
    const ports = {
      index: {
        newest: async (_partition: string, { before }: { readonly before: string }, limit: number) => {
          const behind = all
            .filter((id) => !erased.has(id) && id < before)
            .toSorted()
            .toReversed();
          return behind.slice(0, limit).map((orderId) => ({ orderId, position: orderId }));
        },
      },
      searchKey: async () => 'key',
      orders: {
        find: orderTable().find,
        ofCustomer: orderTable().ofCustomer,
        listFrom: async (_: unknown, { last }: PageEnd, limit: number) => {
          const behind = all.slice(last === undefined ? 0 : all.indexOf(last.id) + 1).filter((id) => !erased.has(id));
          const page = behind.slice(0, limit);
          const [end] = page.slice(-1);
          return {
            orders: page.map((id) => anOrder({ id })),
            end:
              end !== undefined && limit < behind.length ? { partition: 0, last: { sort: noon, id: end } } : undefined,
          };
        },
      },
      tickets: { ofCustomer: async () => [], erase: async () => {} },
      customerHash: async () => 'hash',
      requests: { forget: async () => {} },
      clock: () => new Date(noon),
      eraseOrder: async (id: OrderId) => {
        if (isLeft(id)) return 'NOT_SHIPPED' as const;
        erased.add(id);
        return 'ERASED' as const;
      },
    };
    const calls = [];
    do calls.push(await eraseCustomer(request, ports));
    while (calls.at(-1)?.complete === false && calls.length < 10);

    expect(erased.size).toBe(70);
    expect(calls.at(-1)).toMatchObject({ complete: true });
    expect(calls.at(-1)?.left).toHaveLength(60);
  });
});

describe('personal data that is older than it is kept', () => {
  const days = (number: number) => new Date(Date.parse(noon) + number * 86_400_000);
  const run = (day: number, timeIsLeft = () => true) =>
    eraseOld(timeIsLeft, {
      orders: orderTable(),
      eraseOrder: (id, options) => eraseOrder(id, options),
      clock: () => days(day),
      retentionDays: 100,
    });

  it('is erased, of a confirmed order too; younger orders keep theirs', async () => {
    await placed(anOrderId(1), { status: 'CONFIRMED' });
    await placed(anOrderId(2), {}, { createdAt: days(50).toISOString(), contact: { email: 'young@example.com' } });

    await run(101);

    expect((await orderTable().find(anOrderId(1))).content?.contact).toEqual({});
    expect((await orderTable().find(anOrderId(2))).content?.contact).toEqual({ email: 'young@example.com' });
  });

  it('is looked for once a week, and goes on where its time was over', async () => {
    await placed(anOrderId(1));
    await run(99);
    await run(101);
    expect(found()).toEqual(personal);

    await run(106, () => false);
    expect(found()).toEqual(personal);
    await run(107);
    expect(found()).toEqual([]);
  });
});
