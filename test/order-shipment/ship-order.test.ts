import { beforeEach, describe, expect, it } from 'vitest';
import { type ShipOrderPorts, shipOrder, shipping, wholeOrder } from '../../lambdas/order-shipment/ship-order.ts';
import { orderKeys } from '../../lambdas/orders/order-keys.ts';
import type { Payment } from '../../lambdas/payments/payment.ts';
import { anOrderContent, anOrderId, anOrderItem, aPayment, noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const id = anOrderId();

let db: InMemoryDynamoDb;
let done: string[];
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  db.put('orders', { ...orderKeys.content(id, 0), ...anOrderContent() });
  done = [];
});

describe('shipping an order', () => {
  it('moves it to SHIPPED, and its stock out of the books before the answer; asked for ahead, in case the call is cut off', async () => {
    given({ status: 'CONFIRMED' });

    expect(await ship()).toBe(id);

    expect(order()).toMatchObject({ status: 'SHIPPED', timeline: [{}, { at: noon, event: 'ORDER_SHIPPED' }] });
    expect(done).toEqual(['order effects after 60 s', 'order-shipped after 60 s', 'order-shipped after 0 s', 'issued']);
  });

  it('again changes nothing, and sees to the stock again', async () => {
    given({ status: 'CONFIRMED' });
    await ship();
    const before = order();

    await ship();

    expect(order()).toEqual(before);
    expect(done.filter((what) => what === 'issued')).toHaveLength(2);
  });

  it('stands when the stock cannot leave the books now: that is done later', async () => {
    given({ status: 'CONFIRMED' });

    await shipOrder(
      id,
      wholeOrder,
      {},
      { ...ports(), issueInventory: async () => Promise.reject(new Error('contention')) },
    );

    expect(order()).toMatchObject({ status: 'SHIPPED' });
    expect(done).toEqual([
      'order effects after 60 s',
      'order-shipped after 60 s',
      'order-shipped after 0 s',
      'order effects after 0 s',
    ]);
  });

  it.each([
    ['PENDING', {}],
    ['RESERVED', {}],
    ['REJECTED', {}],
    ['CANCELLED', {}],
    ['CONFIRMED', { backorderedLines: [{ sku: '85123A', quantity: 1, expectedAt: noon }] }],
  ] as const)('is refused for an order that is %s %j', async (status, more) => {
    given({ status, ...(more as object) });

    await expect(ship()).rejects.toMatchObject({ kind: 'not-shippable' });
    expect(order()).toMatchObject({ status });
    expect(done).toEqual([]);
  });

  const claim = { id: 'r1', amount: 1530, at: noon, reason: 'broken' };
  it.each<[string, Partial<Payment>]>([
    ['was given back', { status: 'REFUNDED' }],
    ['was given back in the provider’s console', { captured: 1530, refunded: 1530 }],
    ['is being given back', { status: 'CAPTURED', refunds: [claim] }],
    ['was given back of a part that alone was captured', { status: 'CAPTURED', captured: 750, refunded: 750 }],
  ])('is refused for an order whose money %s, unless it has left already', async (_case, payment) => {
    given({ status: 'CONFIRMED' });
    paid(payment);
    await expect(ship()).rejects.toMatchObject({ kind: 'not-shippable' });
    expect([order(), done]).toMatchObject([{ status: 'CONFIRMED' }, []]);

    given({ status: 'SHIPPED' });
    expect(await ship()).toBe(id);
  });

  const toCard = {
    ...claim,
    amount: 0,
    credits: [{ type: 'GIFT_CARD' as const, reference: '1', amount: 530 }],
    made: true,
  };
  it.each([
    [
      'paid by gift card and card, all given back',
      { due: 1000 },
      { captured: 1000, refunded: 1000, refunds: [toCard] },
      true,
    ],
    ['paid by gift card and card, the card’s given back', { due: 1000 }, { captured: 1000, refunded: 1000 }, false],
    ['paid by gift card, given back in part', { due: 0 }, { amount: 0, captured: 0, refunds: [toCard] }, false],
    ['with nothing to pay', { total: 0 }, undefined, false],
  ])('is refused for an order only when all that paid it went back: %s', async (_case, amounts, payment, isRefused) => {
    given({ status: 'CONFIRMED', ...amounts });
    if (payment) paid({ status: 'CAPTURED', ...payment });

    const shipped = ship();

    await (isRefused ? expect(shipped).rejects.toMatchObject({ kind: 'not-shippable' }) : shipped);
    expect(order()).toMatchObject({ status: isRefused ? 'CONFIRMED' : 'SHIPPED' });
  });

  it.each(['PENDING', 'DECLINED', 'VOIDED'] as const)(
    'is refused for an order without money, whose payment is %s',
    async (status) => {
      given({ status: 'CONFIRMED' });
      paid({ status });

      await expect(ship()).rejects.toMatchObject({ kind: 'not-shippable', message: expect.stringContaining(status) });
      expect([order(), done]).toMatchObject([{ status: 'CONFIRMED' }, []]);
    },
  );

  it('is refused for an order whose payment nobody has a record of', async () => {
    given({ status: 'CONFIRMED', timeline: [{ at: noon, event: 'INVENTORY_RESERVED' }] });

    await expect(ship()).rejects.toMatchObject({ kind: 'not-shippable' });
  });

  const dispute = { id: 'dp_1', kind: 'CHARGEBACK', reason: 'fraudulent', at: noon } as const;
  it.each([
    ['OPEN', 'CAPTURED'],
    ['OPEN', 'AUTHORIZED'],
    ['LOST', 'CAPTURED'],
  ] as const)(
    'is refused while a dispute about its payment is %s, also of one that is %s',
    async (status, standing) => {
      given({ status: 'CONFIRMED' });
      paid({ status: standing, disputes: [{ ...dispute, status }] });
      await expect(ship()).rejects.toMatchObject({
        kind: 'not-shippable',
        message: expect.stringContaining('CHARGEBACK fraudulent'),
      });
      expect([order(), done]).toMatchObject([{ status: 'CONFIRMED' }, []]);
    },
  );

  it.each<[string, Partial<Payment>]>([
    ['was disputed, and is the shop’s', { status: 'CAPTURED', disputes: [{ ...dispute, status: 'CLOSED' }] }],
    ['was given back in part', { status: 'CAPTURED', refunded: 1529 }],
    [
      'could not be given back',
      { status: 'CAPTURED', refunds: [{ ...claim, failure: { kind: 'REFUSED', code: 'no', at: noon } }] },
    ],
    ['is authorised, and taken a little later', { status: 'AUTHORIZED' }],
    [
      'was given up with the lines that were cancelled, so that the rest is free',
      { status: 'VOIDED', refunds: [{ ...claim, amount: 0, uncaptured: 1530, made: true }] },
    ],
  ])('goes on for an order whose money %s', async (_case, payment) => {
    given({ status: 'CONFIRMED' });
    paid(payment);
    expect(await ship()).toBe(id);
  });

  it.each(['no id', anOrderId(7)])('that is not there (%s) is not found', async (unknown) => {
    await expect(shipOrder(unknown, wholeOrder, {}, ports())).rejects.toMatchObject({ kind: 'not-found' });
    expect(done).toEqual([]);
  });
});

function given(order: Parameters<typeof anOrderItem>[0]): void {
  db.put('orders', anOrderItem({ heldSkus: 1, ...order }));
}

function paid(payment: Partial<Payment>): void {
  db.put('payments', { pk: `ORDER#${id}`, sk: 'PAYMENT', ...aPayment(payment) });
}

function ship() {
  return shipOrder(id, wholeOrder, {}, ports());
}

function order() {
  return db.item('orders', `ORDER#${id}`, 'ORDER');
}

function ports(): ShipOrderPorts {
  return {
    ...shipping(),
    issueInventory: async () => {
      done.push('issued');
    },
    requestOrderEffects: async (_orderId, delaySeconds = 0) => {
      done.push(`order effects after ${delaySeconds} s`);
    },
    requestNotice: async ({ event }, delaySeconds = 0) => {
      done.push(`${event} after ${delaySeconds} s`);
    },
    clock: () => new Date(noon),
    pause: async () => {},
  };
}
