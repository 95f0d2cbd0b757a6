import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { handler } from '../../lambdas/delivery-promise/deliveries-api.handler.ts';
import { deliveryWatchTable } from '../../lambdas/delivery-promise/delivery-watch-table.ts';
import { rescheduleDelivery } from '../../lambdas/delivery-promise/reschedule-delivery.ts';
import { findSnapshot, shown } from '../../lambdas/order-tracking/get-order.ts';
import type { Order } from '../../lambdas/orders/order.ts';
import type { NoticeRequest } from '../../lambdas/orders/order-effects-queue.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { queues } from '../../lambdas/runtime/sqs.ts';
import { aCaller, aContext, anHttpRequest, anOrderContent, anOrderId, anOrderItem, noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const id = anOrderId();
const expected = {
  ...{ shipBy: '2026-11-24', deliverFrom: '2026-11-25', deliverBy: '2026-11-26' },
  warehouseZone: 'Europe/London',
};
const sendMessage = vi.spyOn(queues, 'sendMessage');
let db: InMemoryDynamoDb;
let asked: NoticeRequest[];
beforeEach(async () => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  asked = [];
  sendMessage.mockReset().mockResolvedValue();
  await orderTable().addContent({ ...anOrderContent(), expected });
});

const ports = () => ({
  ...{ orders: orderTable(), watch: deliveryWatchTable(), warehouseZone: 'Europe/London' },
  clock: () => new Date(noon),
  requestNotice: async (notice: NoticeRequest) => void asked.push(notice),
  pause: async () => {},
});
const stored = (order: Partial<Order> = {}) => db.put('orders', anOrderItem({ status: 'CONFIRMED', ...order }));
const change = (days: object) => rescheduleDelivery(id, { deliverBy: '2026-12-01', ...days }, ports());

describe('the shop', () => {
  it('says when an order is to be expected: its timeline tells, and its customer where that is later', async () => {
    stored();
    await change({ shipBy: '2026-11-27', deliverFrom: '2026-11-30', deliverBy: '2026-12-01' });

    const { order } = await orderTable().find(id);
    expect(order).toMatchObject({
      expected: { ...expected, shipBy: '2026-11-27', deliverFrom: '2026-11-30', deliverBy: '2026-12-01' },
      reschedulings: [{ at: noon, reason: 'SHOP', formerly: '2026-11-26', deliverBy: '2026-12-01' }],
    });
    expect(order?.timeline.at(-1)).toMatchObject({
      event: 'DELIVERY_RESCHEDULED',
      detail: 'SHOP 2026-11-26 to 2026-12-01',
    });
    expect(new Set(asked.map(({ event, about }) => `${event} ${about}`))).toEqual(
      new Set(['order-delayed SHOP-2026-12-01']),
    );
    expect(db.items('delivery-watch')).toMatchObject([{ orderId: id, dueAt: noon }]);
  });

  it('says it once, however often it is repeated or at once', async () => {
    stored();
    await Promise.all([change({}), change({}), change({})]);
    await change({});
    expect((await orderTable().find(id)).order?.reschedulings).toHaveLength(1);
  });

  it('lets the rest be as it was, as far as that is ahead of the new day', async () => {
    stored();
    await change({});
    expect((await orderTable().find(id)).order?.expected).toEqual({ ...expected, deliverBy: '2026-12-01' });
    await change({ deliverBy: '2026-11-23' });
    const day = '2026-11-23';
    expect((await orderTable().find(id)).order?.expected).toMatchObject({
      shipBy: day,
      deliverFrom: day,
      deliverBy: day,
    });
  });

  it('does not write to a customer whose order comes sooner', async () => {
    stored();
    await change({ deliverBy: '2026-11-25' });
    expect(asked).toEqual([]);
  });

  it('says it of an order of which nothing but its content is stored, and of one to which nothing was promised', async () => {
    await change({});
    expect((await orderTable().find(id)).order).toMatchObject({
      status: 'PENDING',
      expected: { deliverBy: '2026-12-01' },
    });
    db.clear();
    await orderTable().addContent(anOrderContent());
    await change({});
    expect((await orderTable().find(id)).order?.expected).toEqual({
      ...{ shipBy: '2026-12-01', deliverFrom: '2026-12-01', deliverBy: '2026-12-01' },
      warehouseZone: 'Europe/London',
    });
  });

  it.each([
    [{ deliverBy: '2026-11-22' }, '#/deliverBy'],
    [{ deliverFrom: '2026-12-02' }, '#/deliverFrom'],
    [{ shipBy: '2026-12-01', deliverFrom: '2026-11-30' }, '#/shipBy'],
  ])('is told by the field which days cannot be: %j', async (days, pointer) => {
    stored();
    await expect(change(days)).rejects.toMatchObject({ kind: 'invalid-expected-delivery', errors: [{ pointer }] });
  });

  it.each(['CANCELLED', 'REJECTED'] as const)('cannot say it of an order that is %s', async (status) => {
    stored({ status });
    await expect(change({})).rejects.toMatchObject({ kind: 'not-reschedulable' });
  });

  it('cannot say it of an order that has arrived, or of none', async () => {
    stored({ status: 'SHIPPED', shipments: 1 });
    const parcel = { state: 'DELIVERED', since: noon, at: noon, scans: [] };
    db.put('orders', { pk: `ORDER#${id}`, sk: 'SHIPMENT#s1', id: 's1', at: noon, lines: [], requestHash: 'h', parcel });
    await expect(change({})).rejects.toMatchObject({ kind: 'not-reschedulable' });
    await expect(rescheduleDelivery('x', { deliverBy: '2026-12-01' }, ports())).rejects.toMatchObject({
      kind: 'not-found',
    });
  });

  it('says it twenty times at most', async () => {
    const why = { at: noon, reason: 'SHOP', formerly: '2026-11-26', deliverBy: '2026-11-26' } as const;
    stored({ reschedulings: Array.from({ length: 20 }, () => why) });
    await expect(change({})).rejects.toMatchObject({ kind: 'not-reschedulable' });
  });
});

describe('PUT /orders/{orderId}/expected-delivery', () => {
  const put = (json: object, headers = {}) =>
    handler(
      anHttpRequest({
        ...{ routeKey: 'PUT /orders/{orderId}/expected-delivery', pathParameters: { orderId: id }, json, headers },
        ...{ storefront: 'back-office', scope: 'orders:staff' },
      }),
      aContext(),
    ) as Promise<APIGatewayProxyStructuredResultV2>;

  it('answers 204, is in the audit, and the order shows it', async () => {
    stored();
    expect((await put({ deliverBy: '2099-12-01' }, { reason: 'Flood' })).statusCode).toBe(204);
    expect(db.items('audit')[0]).toMatchObject({ action: 'rescheduleDelivery', orderId: id, reason: 'Flood' });
    const order = await shown(await findSnapshot(aCaller(), id), aCaller());
    expect(order).toMatchObject({ expected: { deliverBy: '2099-12-01' }, reschedulings: [{ reason: 'SHOP' }] });
  });

  it.each([{}, { deliverBy: 'tomorrow' }, { deliverBy: '2026-02-30' }, { deliverBy: '2099-12-01', day: 1 }])(
    'refuses %j',
    async (json) => {
      stored();
      expect((await put(json)).statusCode).toBe(422);
    },
  );
});

describe('GET /operations/carrier-scorecard', () => {
  it('answers with the months that it is of', async () => {
    const request = anHttpRequest({ routeKey: 'GET /operations/carrier-scorecard', scope: 'orders:staff' });
    const answer = (await handler(request, aContext())) as APIGatewayProxyStructuredResultV2;
    expect(answer.statusCode).toBe(200);
    expect(JSON.parse(answer.body ?? '')).toMatchObject({ months: { length: 3 }, lanes: [] });
  });
});
