import { expect, it } from 'vitest';
import type { Order, OrderId } from '../../lambdas/orders/order.ts';
import { openOrders } from '../../lambdas/overview/open-orders.ts';
import { anOrder, anOrderId } from '../builders.ts';

const now = new Date('2026-11-26T12:00:00.000Z');
const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000).toISOString();
const list = {
  index: 'open-orders',
  partitionKey: 'openShard',
  sortKey: 'openSince',
  partitions: ['a', 'b'],
  isNewestFirst: false,
};

/** A table whose index lists these, a partition each. */
function listing(...partitions: readonly (readonly Order[])[]) {
  return {
    withoutAnswer: () => list,
    listFrom: async (_: unknown, { partition }: { readonly partition: number }) => ({
      orders: partitions[partition] ?? [],
      end: partition + 1 < partitions.length ? { partition: partition + 1 } : undefined,
    }),
  };
}

const noneHeld = async () => new Set<OrderId>();
const waiting = (index: number, minutes: number, more: Partial<Order> = {}) =>
  anOrder({
    id: anOrderId(index),
    number: `N${index}`,
    status: 'RESERVED',
    createdAt: at(minutes - 1),
    timeline: [{ at: at(minutes), event: 'INVENTORY_RESERVED' }],
    holdExpiresAt: at(90),
    ...more,
  });

it('says of the orders without an answer which wait for their payment, for room, and for somebody, and which is first', async () => {
  const orders = listing(
    [waiting(1, -10), waiting(2, -40), anOrder({ id: anOrderId(3), status: 'PENDING', createdAt: at(-3) })],
    [waiting(4, -50, { failedAt: at(-30) }), waiting(5, -60, { failedAt: at(-20) })],
  );

  const { waitingForPayment, waitingForRoom, failed } = await openOrders(orders, noneHeld, now, 3600);

  expect(waitingForPayment).toEqual({
    orders: 2,
    isMore: false,
    first: { orderId: anOrderId(2), number: 'N2', at: at(-40) },
  });
  expect(waitingForRoom).toMatchObject({ orders: 1, first: { orderId: anOrderId(3), at: at(-3) } });
  expect(failed).toMatchObject({ orders: 2, first: { number: 'N4', at: at(-30) } });
});

it('counts apart what is paid for and waits for a decision', async () => {
  const orders = listing([waiting(1, -10), waiting(2, -40), waiting(3, -5, { failedAt: at(-2) })]);
  const asked: string[] = [];
  const heldAmong = async (open: readonly Order[]) => {
    asked.push(...open.map(({ number }) => number));
    return new Set([anOrderId(2)]);
  };

  const { waitingForPayment, waitingForDecision } = await openOrders(orders, heldAmong, now, 3600);

  expect(asked).toEqual(['N1', 'N2']);
  expect(waitingForPayment).toMatchObject({ orders: 1, first: { number: 'N1' } });
  expect(waitingForDecision).toMatchObject({ orders: 1, first: { number: 'N2', at: at(-40) } });
});

it('counts as ending what loses its stock within a quarter of an hour, held or not yet, and no later one', async () => {
  const orders = listing([
    waiting(1, -10, { holdExpiresAt: at(14) }),
    waiting(2, -10, { holdExpiresAt: at(16) }),
    anOrder({ id: anOrderId(3), status: 'PENDING', createdAt: at(-50) }),
  ]);

  const { holdsEnding } = await openOrders(orders, noneHeld, now, 3600);

  expect(holdsEnding).toMatchObject({ orders: 2, first: { orderId: anOrderId(3), at: at(10) } });
});

it('leaves out what has its answer: the index is a moment behind', async () => {
  const orders = listing([waiting(1, -10, { status: 'CONFIRMED' }), waiting(2, -10, { status: 'REJECTED' })]);

  expect(await openOrders(orders, noneHeld, now, 3600)).toMatchObject({
    waitingForPayment: { orders: 0 },
    failed: { orders: 0 },
    holdsEnding: { orders: 0 },
  });
});

it('looks at a thousand orders and says that there are more', async () => {
  const partitions = Array.from({ length: 40 }, (_, partition) =>
    Array.from({ length: 100 }, (_, index) => waiting(partition * 100 + index, -10)),
  );

  const { waitingForPayment } = await openOrders(listing(...partitions), noneHeld, now, 3600);

  expect(waitingForPayment).toMatchObject({ orders: 1_000, isMore: true });
});
