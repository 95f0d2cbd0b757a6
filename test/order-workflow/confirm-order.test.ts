import { beforeEach, describe, expect, it } from 'vitest';
import { confirmOrder } from '../../lambdas/order-workflow/confirm-order.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { aLineCancellation, anOrder, anOrderId, noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const id = anOrderId();
const key = { pk: `ORDER#${id}`, sk: 'ORDER' };

let db: InMemoryDynamoDb;
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
});

describe('confirming', () => {
  it('a reserved order keeps its stock for good, takes it off the open orders, and is told on its timeline once', async () => {
    const hold = { heldSkus: 1, holdExpiresAt: '2026-11-23T13:00:00.000Z', openShard: 'OPEN#1', openSince: 'x' };
    db.put('orders', { ...key, ...anOrder({ status: 'RESERVED' }), ...hold });

    await confirmOrder(id);
    await confirmOrder(id);

    const confirmed = db.item('orders', key.pk, key.sk);
    expect(confirmed).toMatchObject({
      status: 'CONFIRMED',
      heldSkus: 1,
      timeline: [{ event: 'ORDER_ACCEPTED' }, { event: 'ORDER_CONFIRMED' }],
    });
    for (const gone of ['holdExpiresAt', 'openShard', 'openSince']) expect(confirmed).not.toHaveProperty(gone);
  });

  it.each([
    ['REJECTED', 'OrderCancelled'],
    ['CANCELLED', 'OrderCancelled'],
    ['PENDING', 'Error'],
  ] as const)('an order that is %s throws %s and changes nothing', async (status, name) => {
    db.put('orders', { ...key, ...anOrder({ status }) });

    await expect(confirmOrder(id)).rejects.toMatchObject({ name });
    expect(db.item('orders', key.pk, key.sk)).toMatchObject({ status });
  });

  it('an order that is not there is a fault', async () => {
    await expect(confirmOrder(id)).rejects.toMatchObject({ name: 'OrderNotFound' });
  });

  it('takes the money once the order is confirmed, and asks for no order effects', async () => {
    db.put('orders', { ...key, ...anOrder({ status: 'RESERVED' }) });
    const { done, ports } = recording();

    await confirmOrder(id, ports);

    expect(done).toEqual(['take all money while CONFIRMED']);
  });

  it('of which lines were cancelled has its money taken as it stands now', async () => {
    const lineCancellations = [aLineCancellation()];
    db.put('orders', { ...key, ...anOrder({ status: 'RESERVED', lineCancellations }) });
    const { done, ports } = recording();

    await confirmOrder(id, ports);

    expect(done).toEqual(['align money while CONFIRMED']);
  });

  it('stands when the money cannot be taken now: that is asked for again', async () => {
    db.put('orders', { ...key, ...anOrder({ status: 'RESERVED' }) });
    const { done, ports } = recording();

    await confirmOrder(id, { ...ports, captureConfirmed: () => Promise.reject(new Error('the provider is down')) });

    expect(done).toEqual(['order effects while CONFIRMED']);
    expect(db.item('orders', key.pk, key.sk)).toMatchObject({ status: 'CONFIRMED' });
  });

  it('is repeated when the money can neither be taken nor asked for again', async () => {
    db.put('orders', { ...key, ...anOrder({ status: 'RESERVED' }) });
    const { done, ports } = recording();
    const down = () => Promise.reject(new Error('down'));

    await expect(confirmOrder(id, { ...ports, captureConfirmed: down, requestOrderEffects: down })).rejects.toThrow(
      'down',
    );
    await confirmOrder(id, ports);

    expect(done).toEqual(['align money while CONFIRMED']);
  });

  it('of a cancelled order takes no money', async () => {
    db.put('orders', { ...key, ...anOrder({ status: 'CANCELLED' }) });
    const { done, ports } = recording();

    await expect(confirmOrder(id, ports)).rejects.toMatchObject({ name: 'OrderCancelled' });
    expect(done).toEqual([]);
  });
});

function recording() {
  const done: string[] = [];
  const note = (what: string) => async () => {
    done.push(`${what} while ${db.item('orders', key.pk, key.sk)?.status}`);
  };
  const ports = {
    orders: orderTable(),
    captureConfirmed: note('take all money'),
    syncPaymentToOrder: note('align money'),
    requestOrderEffects: note('order effects'),
    clock: () => new Date(noon),
  };
  return { done, ports };
}
