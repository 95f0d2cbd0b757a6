import type { DynamoDBRecord } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { handler } from '../../lambdas/order-events/follow-in-bulk.handler.ts';
import { orderEventTable } from '../../lambdas/order-events/order-event-table.ts';
import { listenersKeptMilliseconds } from '../../lambdas/order-events/record-order-events.ts';
import { pageWatcherTable } from '../../lambdas/order-page/page-watcher-table.ts';
import { newOrder, newOrderItem } from '../../lambdas/orders/new-order.ts';
import { acceptedOrderItem } from '../../lambdas/orders/order-keys.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { tryWrite } from '../../lambdas/runtime/dynamodb-write.ts';
import { postToConnection } from '../../lambdas/runtime/web-socket.ts';
import { aContext, anOrderContent, anOrderId, anOrderItem } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

vi.mock('../../lambdas/runtime/web-socket.ts', () => ({ postToConnection: vi.fn(async () => true) }));

let db: InMemoryDynamoDb;
let orders = 0;

beforeEach(() => {
  stubServiceEnvironment();
  vi.stubEnv('POWERTOOLS_METRICS_NAMESPACE', 'OrderConfirmation');
  vi.mocked(postToConnection).mockClear();
  db = inMemoryDynamoDb();
});
afterEach(() => void vi.useRealTimers());

const change = (
  { id }: { readonly id: string },
  item: string,
  eventName: 'INSERT' | 'MODIFY' = 'INSERT',
): DynamoDBRecord => ({
  eventName,
  dynamodb: {
    SequenceNumber: `${id} ${item}`,
    Keys: { pk: { S: `ORDER#${id}` }, sk: { S: item } },
    ApproximateCreationDateTime: Date.now() / 1000,
  },
});
const follow = (...Records: DynamoDBRecord[]) => handler({ Records }, aContext());

async function accept() {
  const content = anOrderContent({ id: anOrderId(++orders) });
  await orderTable().addContent(content);
  return content;
}

describe('changes that nobody waits for', () => {
  it('put what was accepted into the index by which staff find it', async () => {
    const order = await accept();

    expect(await follow(change(order, acceptedOrderItem))).toEqual({ batchItemFailures: [] });

    expect(db.items('order-search').some(({ sk }) => String(sk).endsWith(order.id))).toBe(true);
  });

  it('cost the index one write for all that was accepted', async () => {
    const accepted = [await accept(), await accept(), await accept()];
    const { writes } = { ...db.counts };

    await follow(...accepted.map((order) => change(order, acceptedOrderItem)));

    expect(db.counts.writes).toBe(writes + 1);
    for (const { id } of accepted)
      expect(db.items('order-search').some(({ sk }) => String(sk).endsWith(id))).toBe(true);
  });

  it('note all that were to be indexed together for the clock where that failed', async () => {
    const accepted = [await accept(), await accept()];
    db.intercept = async ({ name }, commit) => {
      if (name === 'BatchWriteCommand') throw new Error('no');
      return commit();
    };

    await follow(...accepted.map((order) => change(order, acceptedOrderItem)));

    const noted: string[] = [];
    for await (const { orderId } of orderEventTable().behind()) noted.push(orderId);
    expect(noted.sort()).toEqual(accepted.map(({ id }) => id).sort());
  });

  it('note an order that cannot be indexed for the clock, and keep no other waiting', async () => {
    const [whole, broken] = [await accept(), await accept()];
    db.put('orders', { pk: `ORDER#${broken.id}`, sk: acceptedOrderItem, number: 7 });

    expect(await follow(change(broken, acceptedOrderItem), change(whole, acceptedOrderItem))).toEqual({
      batchItemFailures: [],
    });

    const noted: string[] = [];
    for await (const { orderId } of orderEventTable().behind()) noted.push(orderId);
    expect(noted).toEqual([broken.id]);
    expect(db.items('order-search').some(({ sk }) => String(sk).endsWith(whole.id))).toBe(true);
  });

  it('are events to who listens: a notice that was sent', async () => {
    // Who listens is remembered for a while.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + listenersKeptMilliseconds + 1 });
    const order = await accept();
    await tryWrite(
      orderEventTable().listenWrite({ storefront: order.storefront, name: 'endpoint', since: '2020-01-01T00:00:00Z' }),
    );
    db.put('orders', newOrderItem({ ...newOrder(order), createdAt: new Date().toISOString() }));
    const sk = 'NOTICE#order-confirmed#email';
    const at = new Date().toISOString();
    db.put('orders', { pk: `ORDER#${order.id}`, sk, event: 'order-confirmed', channel: 'email', state: 'SENT', at });

    await follow(change(order, sk, 'MODIFY'));

    const events = db.items('order-events').flatMap(({ event }) => (event ? [(event as { type: string }).type] : []));
    expect(events).toContain('notice.sent');
  });

  it.each([
    ['tell the pages of an order that was stored and has stood still since', [], ['browser']],
    ['leave its pages alone where what came after has told them', ['ORDER'], []],
  ] as const)('%s', async (_, changed, told) => {
    const order = await accept();
    await pageWatcherTable().add(order.id, 'browser', new Date());

    await follow(change(order, 'ORDER'), ...changed.map((item) => change(order, item, 'MODIFY')));

    expect(vi.mocked(postToConnection).mock.calls.map(([, connection]) => connection)).toEqual(told);
  });

  it('are measured: what orders have come to, whatever else of them could not be followed', async () => {
    const id = anOrderId(++orders);
    const at = new Date().toISOString();
    db.put('orders', anOrderItem({ id, timeline: [{ at, event: 'ORDER_CONFIRMED' }] }));
    const written: string[] = [];
    vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => written.push(String(chunk)) > 0);
    await follow(change({ id }, acceptedOrderItem, 'MODIFY'), change({ id }, 'ORDER', 'MODIFY'));
    vi.restoreAllMocks();

    expect(written.map((line) => JSON.parse(line))).toContainEqual(expect.objectContaining({ OrderConfirmed: 1 }));
  });
});
