import { beforeEach, describe, expect, it, vi } from 'vitest';
import { handler } from '../../lambdas/delivery-instructions/change-delivery-instructions.handler.ts';
import { changeDeliveryInstructions } from '../../lambdas/delivery-instructions/change-delivery-instructions.ts';
import { findSnapshot, shown } from '../../lambdas/order-tracking/get-order.ts';
import type { Order } from '../../lambdas/orders/order.ts';
import { orderStatuses } from '../../lambdas/orders/order-status.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { clientItself } from '../../lambdas/runtime/caller.ts';
import { transact } from '../../lambdas/runtime/dynamodb.ts';
import {
  aCaller,
  aContext,
  anHttpRequest,
  anOrder,
  anOrderContent,
  anOrderId,
  anOrderItem,
  noon,
} from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const id = anOrderId();
const customer = clientItself('north-lane');
const staff = aCaller({ client: 'back-office', scopes: ['orders:staff'] });
let db: InMemoryDynamoDb;

beforeEach(async () => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  await orderTable().addContent(anOrderContent({ deliveryInstructions: 'Ring twice.' }));
});

describe('delivery instructions', () => {
  it('are those that the order was placed with until they are changed, then the last; the timeline says by whom', async () => {
    stored({ status: 'CONFIRMED' });
    expect((await theOrder()).deliveryInstructions).toBe('Ring twice.');

    await change('With the neighbour.');
    await change('At the back door.', staff);

    expect(await theOrder()).toMatchObject({
      deliveryInstructions: 'At the back door.',
      timeline: [
        { event: 'ORDER_ACCEPTED' },
        { event: 'DELIVERY_INSTRUCTIONS_CHANGED', detail: 'by CUSTOMER' },
        { event: 'DELIVERY_INSTRUCTIONS_CHANGED', detail: 'by STAFF' },
      ],
    });
  });

  it('can be taken away, and given again', async () => {
    stored({ status: 'RESERVED' });

    await change(null);
    expect(await theOrder()).not.toHaveProperty('deliveryInstructions');
    await change('Ring twice.');

    expect((await theOrder()).deliveryInstructions).toBe('Ring twice.');
  });

  it('stay out of what the steps read, and out of the timeline', async () => {
    stored({ status: 'CONFIRMED' });
    await change('The code is 4711.');

    expect(JSON.stringify(db.item('orders', `ORDER#${id}`, 'ORDER'))).not.toContain('4711');
    expect(JSON.stringify((await theOrder()).timeline)).not.toContain('4711');
  });

  it('of an order of which nothing but its content is stored may be changed, and it goes on', async () => {
    await change('With the neighbour.');

    expect(await theOrder()).toMatchObject({ status: 'PENDING', deliveryInstructions: 'With the neighbour.' });
  });

  it('are changed once by a request that is repeated, also after the order has left', async () => {
    stored({ status: 'CONFIRMED' });
    await change('With the neighbour.');
    const before = db.item('orders', `ORDER#${id}`, 'ORDER');

    await change('With the neighbour.');
    db.put('orders', { ...before, pk: `ORDER#${id}`, sk: 'ORDER', status: 'SHIPPED' });
    await change('With the neighbour.');

    expect((await theOrder()).timeline).toEqual(before?.timeline);
  });

  it.each(orderStatuses.map((status) => [status, ['PENDING', 'RESERVED', 'CONFIRMED'].includes(status)] as const))(
    'of an order that is %s may be changed: %s',
    async (status, isAllowed) => {
      stored({ status });
      const outcome = await change('With the neighbour.').then(
        () => 'changed',
        (error: { kind: string }) => error.kind,
      );
      expect(outcome).toBe(isAllowed ? 'changed' : 'instructions-not-changeable');
    },
  );

  it('are not changed when the order leaves between look and write', async () => {
    stored({ status: 'CONFIRMED' });
    db.intercept = async ({ name }, commit) => {
      if (name === 'TransactWriteCommand') stored({ status: 'SHIPPED' });
      return commit();
    };

    await expect(change('With the neighbour.')).rejects.toMatchObject({ kind: 'instructions-not-changeable' });
    expect((await theOrder()).deliveryInstructions).toBe('Ring twice.');
  });

  it('that several change at once are each in the timeline, and the last of it is what stands', async () => {
    stored({ status: 'CONFIRMED' });
    const texts = ['a', 'b', 'c', 'd'];
    await Promise.all(texts.map((text) => change(text)));

    const { deliveryInstructions, timeline } = await theOrder();
    expect(texts).toContain(deliveryInstructions);
    expect(timeline).toHaveLength(1 + texts.length);
  });

  it('are changed twenty times at most', async () => {
    const entry = { at: noon, event: 'DELIVERY_INSTRUCTIONS_CHANGED' } as const;
    stored({ status: 'CONFIRMED', timeline: Array.from({ length: 20 }, () => entry) });

    await expect(change('Once more.')).rejects.toMatchObject({ kind: 'instructions-not-changeable' });
  });

  it('are worth a repeat when others change the order each time', async () => {
    stored({ status: 'CONFIRMED' });
    const overtaken = { ...ports(), transact: async () => [{ kind: 'contention' as const, item: undefined }] };

    await expect(
      changeDeliveryInstructions(customer, id, { deliveryInstructions: 'x' }, overtaken),
    ).rejects.toMatchObject({ name: 'OrderContention' });
  });
});

describe('PUT /orders/{orderId}/delivery-instructions', () => {
  const put = (json: unknown, request = {}) =>
    handler(anHttpRequest({ pathParameters: { orderId: id }, json, ...request }), aContext());

  it('answers 204, also to a repeat', async () => {
    stored({ status: 'CONFIRMED' });
    expect((await put({ deliveryInstructions: 'Ring twice, please.' })).statusCode).toBe(204);
    expect((await put({ deliveryInstructions: 'Ring twice, please.' })).statusCode).toBe(204);
    expect((await theOrder()).deliveryInstructions).toBe('Ring twice, please.');
  });

  it.each([
    {},
    { deliveryInstructions: '' },
    { deliveryInstructions: ' ' },
    { deliveryInstructions: 'x'.repeat(501) },
    { deliveryInstructions: 7 },
  ])('names the field that is invalid: %j', async (body) => {
    stored({ status: 'CONFIRMED' });
    const answer = await put(body);
    expect(answer.statusCode).toBe(422);
    expect(JSON.parse(answer.body ?? '')).toMatchObject({
      type: 'urn:order-confirmation:problem:invalid-delivery-instructions',
      errors: [{ pointer: '#/deliveryInstructions' }],
    });
  });

  it('knows no order of another storefront, and none that is not there', async () => {
    stored({ status: 'CONFIRMED' });
    const body = { deliveryInstructions: 'Ring twice, please.' };
    expect((await put(body, { storefront: 'storefront-b' })).statusCode).toBe(404);
    expect((await put(body, { pathParameters: { orderId: anOrderId(1) } })).statusCode).toBe(404);
    expect((await put(body, { pathParameters: { orderId: 'none' } })).statusCode).toBe(404);
    expect((await theOrder()).deliveryInstructions).toBe('Ring twice.');
  });
});

function stored(order: Partial<Order>): void {
  db.put('orders', anOrderItem({ ...anOrder({ id }), ...order }));
}

function ports() {
  return { orders: orderTable(), transact, clock: () => new Date(noon), pause: vi.fn(async () => {}) };
}

function change(deliveryInstructions: string | null, caller = customer): Promise<void> {
  return changeDeliveryInstructions(caller, id, { deliveryInstructions }, ports());
}

async function theOrder() {
  return shown(await findSnapshot(customer, id), customer);
}
