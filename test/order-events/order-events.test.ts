import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { catchUpEvents } from '../../lambdas/order-events/catch-up-events.ts';
import { followOrder } from '../../lambdas/order-events/follow-order.ts';
import { eventTypeOf, isTold, type OrderEvent, orderEventTypes } from '../../lambdas/order-events/order-event.ts';
import { type Listener, orderEventTable } from '../../lambdas/order-events/order-event-table.ts';
import { recordOrderEvents } from '../../lambdas/order-events/record-order-events.ts';
import { timelineEvents } from '../../lambdas/order-tracking/order-representation.ts';
import { orderRepresentation, type Snapshot } from '../../lambdas/order-tracking/represent-order.ts';
import type { TimelineEntry } from '../../lambdas/orders/order.ts';

import { orderTable } from '../../lambdas/orders/order-table.ts';
import { tryWrite } from '../../lambdas/runtime/dynamodb-write.ts';
import { webhookTable } from '../../lambdas/webhooks/webhook-table.ts';
import { anOrder, anOrderContent, anOrderId, aPayment, noon } from '../builders.ts';
import { histories } from '../histories.ts';
import { type Fault, faults, interleave } from '../interleaving.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const orderId = anOrderId();
const at = (minute: number) => new Date(Date.parse(noon) + minute * 60_000).toISOString();
const listener: Listener = { storefront: 'north-lane', name: 'endpoint', since: noon };

let db: InMemoryDynamoDb;
let snapshot: Snapshot;
let handed: OrderEvent[];
let minute: number;

beforeEach(async () => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  handed = [];
  minute = 0;
  snapshot = {
    order: anOrder(),
    content: anOrderContent({ giftMessage: 'For Ada', customerId: 'c-1', metadata: { note: 'none' } }),
    ...{ notices: [], resends: [], shipments: [], cases: [], returns: [], formerPayments: [] },
    payment: undefined,
    version: 1,
  };
});

const ports = (hasBus = false) => ({
  log: orderEventTable(),
  readSnapshot: async () => snapshot,
  handOver: async (events: readonly OrderEvent[]) => {
    handed.push(...events);
  },
  hasBus,
  source: 'urn:order-confirmation:dev',
  clock: () => new Date(at(minute)),
});
const record = (hasBus?: boolean) => recordOrderEvents(orderId, ports(hasBus));
const listen = (since = noon) => tryWrite(orderEventTable().listenWrite({ ...listener, since }));
const happen = (event: TimelineEntry['event']) => {
  minute += 1;
  const { order, version } = snapshot;
  const timeline = [...order.timeline, { at: at(minute), event }];
  snapshot = { ...snapshot, order: { ...order, timeline }, version: version + 1 };
};
const types = () => handed.map(({ type }) => type);

describe('the types of events', () => {
  it('are one for each entry of a timeline that has happened, and one for what leaves none', () => {
    expect(new Set(orderEventTypes).size).toBe(orderEventTypes.length);
    expect(orderEventTypes).toHaveLength(timelineEvents.filter(isTold).length + 1);
    expect(eventTypeOf('ORDER_PARTLY_SHIPPED')).toBe('order.partly_shipped');
    for (const type of orderEventTypes) expect(type).toMatch(/^[a-z]+\.[a-z_]+$/);
  });
});

describe('the events of an order', () => {
  it('are none, and cost no more than a look at who listens, where nobody does', async () => {
    const calls: string[] = [];
    db.intercept = async ({ name }, commit) => {
      calls.push(name);
      return commit();
    };
    await record();

    expect(handed).toEqual([]);
    expect(calls).toEqual(['QueryCommand']);
  });

  it('are nobody’s but of the storefront that listens', async () => {
    await tryWrite(orderEventTable().listenWrite({ ...listener, storefront: 'another' }));
    await record();
    expect(handed).toEqual([]);
  });

  it('go to the bus whoever listens', async () => {
    await record(true);
    expect(types()).toEqual(['order.accepted']);
  });

  it('tell each thing once, in its place, with the order as it stands', async () => {
    await listen();
    happen('INVENTORY_RESERVED');
    await record();
    await record();
    happen('ORDER_CONFIRMED');
    await record();

    expect(handed.map(({ type, sequence, time }) => [type, sequence, time])).toEqual([
      ['order.accepted', '0000000001', noon],
      ['inventory.reserved', '0000000002', at(1)],
      ['order.confirmed', '0000000003', at(2)],
    ]);
    expect(handed[2]).toMatchObject({
      specversion: '1.0',
      id: `${orderId}-0000000003`,
      subject: orderId,
      storefront: 'north-lane',
      data: { order: { id: orderId, version: 3, lines: [{ quantity: 6 }] } },
    });
  });

  it('hold nothing personal, and nothing that opens a payment', async () => {
    await listen();
    snapshot = {
      ...snapshot,
      order: anOrder({
        status: 'CANCELLED',
        cancellation: { by: 'STAFF', at: noon, reason: 'OTHER', text: 'Ada called' },
      }),
      payment: aPayment({ orderId, status: 'PENDING', payUrl: 'https://pay.example/secret' }),
    };
    await record();

    const told = JSON.stringify(handed);
    const { contact, shippingAddress, giftMessage, metadata } = orderRepresentation(snapshot, undefined);
    const personal = [
      ...Object.values({ ...contact, ...shippingAddress }),
      giftMessage,
      ...Object.values(metadata ?? {}),
    ];
    for (const text of personal) expect(told).not.toContain(`"${text}"`);
    expect(told).not.toContain('Ada called');
    expect(told).not.toContain('https://pay.example');
    expect(told).toContain('"reason":"OTHER"');
  });

  it('say so where an order changed without an entry in its timeline', async () => {
    await listen();
    await record();
    snapshot = {
      ...snapshot,
      payment: aPayment({ orderId, refunded: 0, status: 'CAPTURED', captured: 1530, history: [] }),
    };
    await record();
    snapshot = { ...snapshot, version: snapshot.version + 1 };
    await record();

    expect(types()).toEqual(['order.accepted', 'order.changed']);
    expect(handed.at(-1)?.data.order.payment).toMatchObject({ captured: 1530 });
  });

  it('begin when somebody listens: what was before is no news', async () => {
    happen('INVENTORY_RESERVED');
    happen('ORDER_CONFIRMED');
    await listen(at(2));
    await record();
    expect(types()).toEqual(['order.confirmed']);
    expect(handed[0]?.sequence).toBe('0000000001');
  });

  it('of an old order tell of its change only, not of what it was before anybody listened', async () => {
    minute = 60 * 24 * 365;
    happen('ITEMS_RETURNED');
    await record(true);
    expect(types()).toEqual(['items.returned']);
  });

  it('leave the lists of an order out that would be too large for a bus', async () => {
    await listen();
    const lines = Array.from({ length: 1_000 }, (_, index) => ({
      ...{ sku: `SKU-${index}`, name: 'X'.repeat(190), quantity: 1, unitPrice: 1, total: 1 },
    }));
    snapshot = { ...snapshot, content: anOrderContent({ lines }) };
    await record();
    expect(handed[0]?.data.order).toMatchObject({ id: orderId, total: 1_000 });
    expect(handed[0]?.data.order.lines).toBeUndefined();
  });
});

const catching = (recordOne: (id: typeof orderId) => Promise<void>) =>
  catchUpEvents({
    log: orderEventTable(),
    recordOrderEvents: recordOne,
    indexOrder: (id) => orderTable().find(id),
    watchDelivery: async () => {},
    planRating: async () => {},
    followParcels: async () => {},
    endpoints: webhookTable(),
    requestDelivery: async () => {},
    clock: () => new Date(noon),
  });

describe('an order whose events cannot be recorded', () => {
  it('keeps no other waiting, and is told of once it can be', async () => {
    await listen();
    const broken = { ...ports(), readSnapshot: async () => Promise.reject(new Error('not whole')) };
    const log = orderEventTable();
    await followOrder(
      orderId,
      { isOnItsPage: true },
      {
        hintWatchers: async () => {},
        recordOrderEvents: (id) => recordOrderEvents(id, broken),
        ...{ log, clock: broken.clock },
      },
    );
    expect(handed).toEqual([]);

    await expect(catching((id) => recordOrderEvents(id, broken))).rejects.toThrow('1 orders are not followed');
    await catching(() => record());
    await catching(() => Promise.reject(new Error('it was done')));
    expect(types()).toEqual(['order.accepted']);
  });
});

const happenings = ['INVENTORY_RESERVED', 'ORDER_CONFIRMED', 'ORDER_PARTLY_SHIPPED', 'ITEMS_RETURNED'] as const;

describe('the events of an order whose recorders are killed, repeated and beside each other', () => {
  it('are all of what happened, nothing else, each in one place, without a gap', async () => {
    const turn = fc.record({ pick: fc.nat(20), fault: fc.constantFrom<Fault>('none', 'none', 'none', ...faults) });
    const round = fc.record({
      changes: fc.array(fc.constantFrom(...happenings), { maxLength: 3 }),
      runs: fc.integer({ min: 1, max: 3 }),
      turns: fc.array(turn, { maxLength: 30 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(round, { minLength: 1, maxLength: 4 }), async (rounds) => {
        db.clear();
        handed = [];
        minute = 0;
        snapshot = { ...snapshot, order: anOrder(), version: 1 };
        await listen();
        for (const { changes, runs, turns } of rounds) {
          for (const change of changes) happen(change);
          const outcomes = await interleave(
            db,
            Array.from({ length: runs }, () => () => record()),
            turns,
          );
          // The stream brings again what a function that failed or was killed was given.
          if (outcomes.every(({ kind }) => kind !== 'done')) await record();
        }

        const byId = new Map<string, OrderEvent>();
        for (const event of handed) {
          expect(byId.get(event.id) ?? event).toEqual(event);
          byId.set(event.id, event);
        }
        const events = [...byId.values()].sort((a, b) => (a.sequence < b.sequence ? -1 : 1));
        expect(events.map(({ sequence }) => Number(sequence))).toEqual(events.map((_, index) => index + 1));
        expect(events.map(({ type, time }) => [type, time])).toEqual(
          snapshot.order.timeline.map(({ event, at }) => [eventTypeOf(event), at]),
        );
      }),
      { numRuns: histories(600) },
    );
  });
});
