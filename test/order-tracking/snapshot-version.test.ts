import { beforeEach, describe, expect, it } from 'vitest';
import { findSnapshot } from '../../lambdas/order-tracking/get-order.ts';
import { newOrder } from '../../lambdas/orders/new-order.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { paymentTable } from '../../lambdas/payments/payment-table.ts';
import { paymentIdOf } from '../../lambdas/payments/payment-try.ts';
import { transact } from '../../lambdas/runtime/dynamodb.ts';
import { aCaller, anOrderContent, anOrderId, anOrderItem, aPayment, noon } from '../builders.ts';
import { shipWhole } from '../orders/ship-whole.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const id = anOrderId();
const caller = aCaller();
const later = '2026-11-23T13:00:00.000Z';
const holds = { heldSkus: 1, heldFrom: undefined, backorderedLines: undefined };

let db: InMemoryDynamoDb;
beforeEach(async () => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  await orderTable().addContent(anOrderContent({ id }));
});

/** Everything that changes what is shown of an order, in an order in which it may happen. */
const changes = {
  shortages: () => orderTable().recordShortages(id, []),
  reserved: async () => {
    const order = await orderTable().findOrder(id);
    if (order === undefined) throw new Error('there is no order');
    await transact([orderTable().holdWrite(order, holds, later, { at: noon, event: 'INVENTORY_RESERVED' })]);
  },
  failed: () => orderTable().noteFailure({ id, createdAt: noon }, noon),
  'held for longer': () => orderTable().extendHold(id, '2026-11-23T14:00:00.000Z'),
  'payment begun': async () => db.put('payments', { pk: `ORDER#${id}`, sk: 'PAYMENT', ...aPayment({ orderId: id }) }),
  paid: () => paymentTable().change(paymentIdOf({ orderId: id }), (payment) => ({ ...payment, status: 'AUTHORIZED' })),
  confirmed: () => orderTable().end(id, { status: 'CONFIRMED' }, { at: noon, event: 'ORDER_CONFIRMED' }),
  'notice claimed': () => orderTable().claimNotice(id, { event: 'order-confirmed' }, 'email', noon),
  'notice delayed': () => orderTable().recordNotice(id, { ...notice, state: 'DELAYED', reason: 'Throttling' }),
  'notice claimed again': () => orderTable().claimNotice(id, { event: 'order-confirmed' }, 'email', later),
  'notice sent': () => orderTable().recordNotice(id, { ...notice, state: 'SENT', messageId: '1' }),
  'units arrived': async () => {
    const order = await orderTable().findOrder(id);
    if (order === undefined) throw new Error('there is no order');
    await transact([orderTable().allocateWrite(order, holds, noon)]);
  },
  cancelled: () => orderTable().cancel(id, { by: 'CUSTOMER', at: noon, reason: 'CHANGED_MIND' }),
  released: async () => {
    const order = await orderTable().findOrder(id);
    if (order === undefined) throw new Error('there is no order');
    await transact([orderTable().releaseWrite(order, ['CANCELLED'], { ...holds, heldSkus: 0 })]);
  },
  'given back': () =>
    paymentTable().change(paymentIdOf({ orderId: id }), (payment) => ({ ...payment, status: 'VOIDED' })),
};
const notice = { event: 'order-confirmed', channel: 'email', at: noon } as const;

describe.each([
  ['an order', () => orderTable().addOrder(newOrder(anOrderContent({ id })))],
  ['an order that release 0.2 wrote, which counted nothing', async () => db.put('orders', formerItem())],
])('the version of %s', (_whose, place) => {
  it('grows with every change of the order, its payment and its notices', async () => {
    await place();
    let { version } = await findSnapshot(caller, id);
    for (const [what, change] of Object.entries(changes)) {
      await change();
      const { version: next } = await findSnapshot(caller, id);
      expect(next, what).toBeGreaterThan(version);
      version = next;
    }
  });

  it('grows as the order is stored, with its first change', async () => {
    const { version, order } = await findSnapshot(caller, id);
    await transact([orderTable().firstHoldWrite(order, holds, later, { at: noon, event: 'INVENTORY_RESERVED' })]);

    expect((await findSnapshot(caller, id)).version).toBeGreaterThan(version);
  });

  it('stays where nothing was changed', async () => {
    await place();
    const { version } = await findSnapshot(caller, id);

    await orderTable().end(id, { status: 'CONFIRMED' }, { at: noon, event: 'ORDER_CONFIRMED' });
    await shipWhole(id, noon);

    expect((await findSnapshot(caller, id)).version).toBe(version);
  });
});

function formerItem() {
  const { version: _, number: __, ...item } = anOrderItem({ id });
  return item;
}
