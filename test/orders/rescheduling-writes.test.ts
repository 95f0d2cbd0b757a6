import { beforeEach, describe, expect, it } from 'vitest';
import type { Rescheduling } from '../../lambdas/orders/expected-delivery.ts';
import type { Order } from '../../lambdas/orders/order.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { anOrder, anOrderId, anOrderItem, noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const id = anOrderId();
const at = '2026-12-01T12:00:00.000Z';
const expected = { shipBy: '2026-12-03', deliverFrom: '2026-12-04', deliverBy: '2026-12-05', warehouseZone: 'UTC' };
const late: Rescheduling = { at, reason: 'NOT_SHIPPED', formerly: '2026-12-01', deliverBy: '2026-12-05' };
const said: Rescheduling = { ...late, reason: 'SHOP' };

let db: InMemoryDynamoDb;
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
});

function stored(order: Partial<Order>): Order {
  db.put('orders', anOrderItem(order));
  return anOrder(order);
}

const order = () => db.item('orders', `ORDER#${id}`, 'ORDER');
const timeline = async () => (await orderTable().findOrder(id))?.timeline.slice(1);

describe('an order that is expected otherwise', () => {
  it('says so, with why, behind the changes before', async () => {
    const from = stored({ status: 'CONFIRMED', reschedulings: [said] });

    expect(await orderTable().reschedule(from, expected, late)).toBe(true);

    expect(order()).toMatchObject({ expected, reschedulings: [said, late], version: 2 });
    expect(await timeline()).toEqual([
      { at, event: 'DELIVERY_RESCHEDULED', detail: 'NOT_SHIPPED 2026-12-01 to 2026-12-05' },
    ]);
  });

  it.each([
    [late, 'is'],
    [said, 'is not'],
  ])('where the reason is %j %s among those that operators look for as late', async (why, is) => {
    await orderTable().reschedule(stored({ status: 'CONFIRMED' }), expected, why);

    expect(order()?.reschedulings).toEqual([why]);
    expect('troubledShard' in (order() ?? {})).toBe(is === 'is');
  });

  it.each<Partial<Order>>([{ version: 2 }, { status: 'SHIPPED' }])(
    'says nothing where it went on meanwhile: %j',
    async (now) => {
      const from = anOrder({ status: 'CONFIRMED' });
      stored({ status: 'CONFIRMED', ...now });
      const before = order();

      expect(await orderTable().reschedule(from, expected, late)).toBe(false);
      expect(order()).toEqual(before);
    },
  );
});

describe('a customer who waits for a late order all the same', () => {
  it.each(['CONFIRMED', 'SHIPPED'] as const)('is heard while it is %s', async (status) => {
    expect(await orderTable().acceptDelay(stored({ status, waitsSince: noon }), at)).toBe(true);

    expect(order()).toMatchObject({ waitsSince: at, version: 2 });
    expect(await timeline()).toEqual([{ at, event: 'DELAY_ACCEPTED' }]);
  });

  it.each<Partial<Order>>([{ status: 'CANCELLED' }, { status: 'RESERVED' }, { status: 'CONFIRMED', version: 2 }])(
    'is not heard where the order stands otherwise than they saw it: %j',
    async (now) => {
      stored(now);

      expect(await orderTable().acceptDelay({ id, version: 1 }, at)).toBe(false);
      expect(order()).not.toHaveProperty('waitsSince');
    },
  );
});
