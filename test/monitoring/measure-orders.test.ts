import type { DynamoDBRecord } from 'aws-lambda';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { measureChanges } from '../../lambdas/monitoring/measure-changes.ts';
import { type ChangedItem, measureOrders } from '../../lambdas/monitoring/measure-orders.ts';
import type { NoticeMarker } from '../../lambdas/orders/notice-marker.ts';
import type { OrderId, TimelineEntry } from '../../lambdas/orders/order.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { paymentTable } from '../../lambdas/payments/payment-table.ts';
import { readTogether } from '../../lambdas/runtime/dynamodb-read.ts';
import { anOrderId, anOrderItem, aPayment, noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

/** So many seconds after noon, when the orders of these tests were accepted. */
const at = (seconds: number) => new Date(Date.parse(noon) + seconds * 1000).toISOString();

let db: InMemoryDynamoDb;
let orders = 0;
beforeEach(() => {
  stubServiceEnvironment();
  vi.stubEnv('POWERTOOLS_METRICS_NAMESPACE', 'OrderConfirmation');
  db = inMemoryDynamoDb();
});

/** Another order, that has been through these. */
function anOrderWith(...timeline: readonly TimelineEntry[]): OrderId {
  const id = anOrderId(++orders);
  db.put('orders', anOrderItem({ id, timeline: [{ at: noon, event: 'ORDER_ACCEPTED' }, ...timeline] }));
  return id;
}

function aNotice(id: OrderId, notice: Partial<NoticeMarker>): string {
  const marker = { event: 'order-confirmed', channel: 'email', state: 'SENT', at: at(3), ...notice } as const;
  const sk = `NOTICE#${marker.event}#${marker.channel}`;
  db.put('orders', { pk: `ORDER#${id}`, sk, ...marker, version: 2 });
  return sk;
}

/** What a batch of changes comes to: the values of each metric that has any. */
async function measured(...changes: readonly (readonly [OrderId, string, number])[]) {
  const found: Record<string, readonly number[]> = {};
  const changed = changes.map(
    ([id, sk, seconds]): ChangedItem => ({ pk: `ORDER#${id}`, sk, at: Date.parse(at(Math.floor(seconds))) }),
  );
  await measureOrders(changed, {
    orders: orderTable(),
    payments: paymentTable(),
    readTogether,
    measure: (measures) => {
      for (const [name, { values }] of Object.entries(measures)) if (values.length > 0) found[name] = values;
    },
  });
  return found;
}

const confirmedAt = (seconds: number): TimelineEntry => ({ at: at(seconds), event: 'ORDER_CONFIRMED' });

describe('what orders have come to', () => {
  it('is how many were confirmed, rejected and cancelled, and how long those took that were paid at once', async () => {
    const first = anOrderWith(confirmedAt(2));
    const second = anOrderWith(confirmedAt(7.5));
    const rejected = anOrderWith({ at: at(1), event: 'ORDER_REJECTED' });

    expect(await measured([first, 'ORDER', 2], [second, 'ORDER', 7], [rejected, 'ORDER', 1])).toEqual({
      OrderConfirmed: [2],
      OrderRejected: [1],
      ConfirmationTime: [2000, 7500],
    });
  });

  it('counts once what one environment is told of twice, in one batch or several', async () => {
    const id = anOrderWith(confirmedAt(2));

    expect(await measured([id, 'ORDER', 0], [id, 'ORDER', 2])).toMatchObject({ OrderConfirmed: [1] });
    expect(await measured([id, 'ORDER', 3])).toEqual({});
  });

  it('is not what happened before this change: a shipment of tomorrow confirms nothing', async () => {
    const id = anOrderWith(confirmedAt(2), { at: at(86_400), event: 'ORDER_SHIPPED' });

    expect(await measured([id, 'ORDER', 86_400])).toEqual({});
  });

  it('counts what was confirmed and then cancelled as both', async () => {
    const id = anOrderWith(confirmedAt(2));
    await measured([id, 'ORDER', 2]);
    db.put('orders', anOrderItem({ id, timeline: [confirmedAt(2), { at: at(600), event: 'ORDER_CANCELLED' }] }));

    expect(await measured([id, 'ORDER', 600])).toEqual({ OrderCancelled: [1] });
  });

  it('counts each end of an order, though the changes of an hour come in one batch', async () => {
    const id = anOrderWith(confirmedAt(2), { at: at(600), event: 'ORDER_CANCELLED' });

    expect(await measured([id, 'ORDER', 2], [id, 'ORDER', 600])).toMatchObject({
      OrderConfirmed: [1],
      OrderCancelled: [1],
    });
  });

  it.each([
    ['its step had to wait for the payment', { taskToken: 'token' }, {}],
    ['its customer tried again', {}, { furtherTries: [{ id: 't2', contentHash: 'hash', at: at(1) }] }],
  ])('leaves the time of an order out of the promise to who pays at once when %s', async (_, payment, order) => {
    const id = anOrderId(++orders);
    db.put('orders', anOrderItem({ id, timeline: [confirmedAt(300)], ...order }));
    db.put('payments', { pk: `ORDER#${id}`, sk: 'PAYMENT', ...aPayment({ orderId: id, ...payment }) });

    expect(await measured([id, 'ORDER', 300])).toEqual({ OrderConfirmed: [1] });
  });

  it('takes no less than no time, where two clocks differ', async () => {
    expect(await measured([anOrderWith(confirmedAt(-0.4)), 'ORDER', 0])).toMatchObject({ ConfirmationTime: [0] });
  });

  it('is nothing where the order is gone', async () => {
    expect(await measured([anOrderId(++orders), 'ORDER', 1])).toEqual({});
  });
});

describe('how long customers wait for the e-mail that tells the answer', () => {
  it('is from the answer until SES has it', async () => {
    const id = anOrderWith(confirmedAt(2));
    const sk = aNotice(id, { at: at(3.25) });

    expect(await measured([id, sk, 3])).toEqual({ NoticeTime: [1250] });
  });

  it('is known to be too long before it is over, and then counts once', async () => {
    const id = anOrderWith(confirmedAt(2));
    const late = aNotice(id, { state: 'DELAYED', at: at(40), reason: 'Throttling' });
    expect(await measured([id, late, 40])).toEqual({ NoticeTime: [38_000] });

    aNotice(id, { state: 'SENT', at: at(900) });
    expect(await measured([id, late, 900])).toEqual({});
  });

  it.each<[string, Partial<NoticeMarker>]>([
    ['is tried again in time', { state: 'DELAYED' }],
    ['is a text message, which may wait for the morning', { channel: 'sms' }],
    ['was refused for good', { state: 'REFUSED', reason: 'MessageRejected' }],
    ['is sent again by staff', { resend: 'r1' }],
    ['tells of something else', { event: 'payment-awaited' }],
    ['was sent long ago, and came back now', { at: at(-3_000) }],
  ])('does not count a notice that %s', async (_, notice) => {
    const id = anOrderWith(confirmedAt(2));
    const sk = aNotice(id, notice);

    expect(await measured([id, sk, 3])).toEqual({});
  });
});

/** A change of the stream, two seconds after noon. */
const change = (id: OrderId, item: string, eventName: 'INSERT' | 'MODIFY' = 'MODIFY'): DynamoDBRecord => ({
  eventName,
  dynamodb: {
    Keys: { pk: { S: `ORDER#${id}` }, sk: { S: item } },
    ApproximateCreationDateTime: Date.parse(at(2)) / 1000,
  },
});

describe('the changes of the stream of Orders', () => {
  it('are measured in one line of the log, by the metrics that alarms and dashboard know', async () => {
    const id = anOrderWith(confirmedAt(2));
    const sk = aNotice(id, {});
    const written: string[] = [];
    vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => written.push(String(chunk)) > 0);
    await measureChanges([change(id, 'ORDER'), change(id, sk)]);
    vi.restoreAllMocks();

    expect(written).toHaveLength(1);
    expect(JSON.parse(written[0] ?? '')).toMatchObject({
      OrderConfirmed: 1,
      ConfirmationTime: 2000,
      NoticeTime: 1000,
      service: 'order-confirmation',
      stage: 'dev',
    });
  });

  it('cost one read for how any number of orders and notices stand, and one for how they were paid', async () => {
    const ids = [anOrderWith(confirmedAt(2)), anOrderWith(confirmedAt(3))];
    const changes = ids.flatMap((id) => [change(id, 'ORDER'), change(id, aNotice(id, {}))]);
    const { reads } = { ...db.counts };

    await measureChanges(changes);

    expect(db.counts.reads).toBe(reads + 2);
  });

  it('are not read for where they can say nothing of an answer', async () => {
    const id = anOrderWith(confirmedAt(2));
    const items = ['CONTENT#000', 'ORDER', 'NOTICE#order-confirmed#email'];
    const { reads } = { ...db.counts };

    await measureChanges([...items.map((item) => change(id, item, 'INSERT')), change(id, 'RESEND#r1')]);

    expect(db.counts.reads).toBe(reads);
  });

  const unread = async () => {
    throw new Error('no');
  };

  it('are read again where they could not be measured', async () => {
    const changes = [change(anOrderId(), 'ORDER')];

    await expect(measureChanges(changes, { measureOrders: unread, clock: () => new Date(at(800)) })).rejects.toThrow(
      'no',
    );
  });

  it('hold up those behind them no longer than their figures are worth', async () => {
    const changes = [change(anOrderId(), 'ORDER')];

    await expect(
      measureChanges(changes, { measureOrders: unread, clock: () => new Date(at(1_000)) }),
    ).resolves.toBeUndefined();
  });
});
