import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { movedBy } from '../../lambdas/carriers/parcel-status.ts';
import type { Switch } from '../../lambdas/contingency/switch.ts';
import { type DeliveryModel, grid } from '../../lambdas/delivery-forecast/delivery-model.ts';
import { shippedModel } from '../../lambdas/delivery-forecast/shipped-model.ts';
import { acceptDelay } from '../../lambdas/delivery-promise/accept-delay.ts';
import { deliveryWatchTable, hourOf } from '../../lambdas/delivery-promise/delivery-watch-table.ts';
import { trustedModel } from '../../lambdas/delivery-promise/foresee-arrival.ts';
import { lookAfterDeliveries } from '../../lambdas/delivery-promise/look-after-deliveries.ts';
import { carrierScorecard, lastMonths } from '../../lambdas/delivery-promise/scorecard.ts';
import { watchDelivery } from '../../lambdas/delivery-promise/watch-delivery.ts';
import { foresightTable } from '../../lambdas/foresight/foresight-table.ts';
import { notices } from '../../lambdas/notifications/notices/registry.ts';
import type { Order, OrderId } from '../../lambdas/orders/order.ts';
import type { NoticeRequest } from '../../lambdas/orders/order-effects-queue.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import type { ParcelState } from '../../lambdas/orders/parcel.ts';
import { transact } from '../../lambdas/runtime/dynamodb.ts';
import { anOrder, anOrderContent, anOrderId, anOrderItem, noon } from '../builders.ts';
import { cutOffAnywhere } from '../cut-off.ts';
import { histories } from '../histories.ts';
import { type Fault, faults, interleave } from '../interleaving.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb, transactionConflict } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';
import { aPolicy } from './a-policy.ts';

const policy = aPolicy();
let switches: readonly Switch[] = [];
const expected = {
  ...{ shipBy: '2026-11-24', deliverFrom: '2026-11-25', deliverBy: '2026-11-26' },
  warehouseZone: 'Europe/London',
};
const justLate = '2026-11-25T00:00:00.000Z';

let model: DeliveryModel;
let db: InMemoryDynamoDb;
let now: Date;
let asked: NoticeRequest[];
let counted: Record<string, number>;
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  model = shippedModel();
  now = new Date(noon);
  asked = [];
  switches = [];
  counted = {};
});

const ports = () => ({
  ...{ orders: orderTable(), watch: deliveryWatchTable(), policy, clock: () => now, switches: async () => switches },
  ...{ foresight: foresightTable(), model },
  requestNotice: async (notice: NoticeRequest) => {
    asked.push(notice);
  },
  count: (name: string, times = 1) => {
    counted[name] = (counted[name] ?? 0) + times;
  },
  pause: async () => {},
});

const lookAfter = () => lookAfterDeliveries(() => true, ports());
const follow = async (id: OrderId = anOrderId()) => watchDelivery(await orderTable().find(id), ports());
const due = () => db.items('delivery-watch').filter(({ pk }) => String(pk).startsWith('DUE#'));

/** An order that was accepted and confirmed, and is looked after. */
async function given(number = 0, order: Partial<Order> = {}): Promise<OrderId> {
  const id = anOrderId(number);
  await orderTable().addContent({ ...anOrderContent({ id }), expected });
  db.put('orders', anOrderItem({ id, status: 'CONFIRMED', ...order }));
  await follow(id);
  return id;
}

async function at(moment: string): Promise<void> {
  now = new Date(moment);
  await lookAfter();
}

/** Has the orders looked at now, and the clock begin with the hours around it. */
async function lookedAtFrom(moment: string, numbers: readonly number[] = [0]): Promise<void> {
  now = new Date(moment);
  for (const { pk, sk } of due()) db.drop('delivery-watch', String(pk), String(sk));
  for (const number of numbers) await deliveryWatchTable().add(anOrderId(number), now, now);
  await deliveryWatchTable().beginAt(hourOf(now));
}

async function ship(id: OrderId = anOrderId(), trackingNumber: string | null = 'AB1'): Promise<void> {
  const { order } = await orderTable().find(id);
  if (order === undefined) throw new Error('no order');
  const shipment = { id: 's1', at: now.toISOString(), lines: [{ line: 1, quantity: 6 }], carrier: 'Royal Mail' };
  const label = { ...shipment, requestHash: 'h', ...(trackingNumber !== null && { trackingNumber }) };
  await transact([orderTable().shippedWrite(order, label.at), orderTable().shipmentWrite(id, label)]);
  await follow(id);
}

async function hear(state: ParcelState, id: OrderId = anOrderId()): Promise<void> {
  const { shipments } = await orderTable().find(id);
  const [shipment] = shipments;
  if (shipment === undefined) throw new Error('nothing has left');
  const moved = movedBy(shipment, { scans: [{ at: now.toISOString(), state }] }, now);
  if (moved === undefined) return;
  const event = { at: now.toISOString(), event: 'SHIPMENT_DELIVERED' } as const;
  await transact([...orderTable().changeShipmentWrites(id, shipment, { set: { parcel: moved.parcel } }, [event])]);
  await follow(id);
}

async function order(id = anOrderId()): Promise<Order> {
  const found = (await orderTable().find(id)).order;
  if (found === undefined) throw new Error('no order');
  return found;
}

/** The notices that were asked for, each once, as who sends them knows them. */
const told = () => [...new Set(asked.map(({ orderId, event, about }) => `${orderId} ${event} ${about}`))];

describe('an order that is late', () => {
  it('says so, is expected anew, and its customer is told, ahead of it too lest a crash keep that from them', async () => {
    const id = await given();
    await at(justLate);

    expect(await order()).toMatchObject({
      expected: { shipBy: '2026-11-26', deliverFrom: '2026-11-27', deliverBy: '2026-11-30' },
      reschedulings: [{ at: justLate, reason: 'NOT_SHIPPED', formerly: '2026-11-26', deliverBy: '2026-11-30' }],
    });
    expect((await order()).timeline.at(-1)).toEqual({
      ...{ at: justLate, event: 'DELIVERY_RESCHEDULED' },
      detail: 'NOT_SHIPPED 2026-11-26 to 2026-11-30',
    });
    expect(asked).toEqual([1, 2].map(() => ({ orderId: id, event: 'order-delayed', about: 'NOT_SHIPPED' })));
    expect(counted).toEqual({ DeliveryLate: 1 });
  });

  it('is told so once for each reason, however often the clock looks', async () => {
    await given();
    for (let day = 25; day <= 30; day++) for (const hour of ['00', '12']) await at(`2026-11-${day}T${hour}:00:00.000Z`);
    expect(told()).toHaveLength(1);

    await ship();
    await hear('EXCEPTION');
    for (let day = 1; day <= 28; day++) await at(`2026-12-${String(day).padStart(2, '0')}T00:00:00.000Z`);
    expect(told().map((notice) => notice.split(' ').at(-1))).toEqual(['NOT_SHIPPED', 'EXCEPTION', 'PREDICTED_LATE']);
    expect((await order()).reschedulings).toHaveLength(3);
  });

  it('has one entry, which moves with what is due next, and none in the end', async () => {
    await given();
    expect(due()).toHaveLength(1);
    await at('2026-11-24T15:00:00.000Z');
    await ship();
    await hear('IN_TRANSIT');
    for (let hour = 16; hour < 24; hour++) await at(`2026-11-24T${hour}:00:00.000Z`);
    // By now the one is due that was there before it left: it is one with that of since.
    await at('2026-11-25T01:00:00.000Z');
    expect(due()).toHaveLength(1);
    now = new Date('2026-11-25T11:00:00.000Z');
    await hear('DELIVERED');
    await at('2026-11-25T12:00:00.000Z');
    await at('2026-11-26T12:00:00.000Z');

    expect(due()).toEqual([]);
    expect(told()).toEqual([]);
  });

  it.each(['CANCELLED', 'REJECTED'] as const)('is not looked after once it is %s', async (status) => {
    await given(0, { status });
    await at(justLate);
    expect([told(), due()]).toEqual([[], []]);
  });

  it('is not looked after where nothing was promised, as of an order of an earlier release', async () => {
    await orderTable().addContent(anOrderContent());
    await follow();
    expect(due()).toEqual([]);
  });
});

describe('the clock', () => {
  it('reads the hours that are due, and of these each until it is over', async () => {
    await given();
    await at(justLate);
    const first = await deliveryWatchTable().firstHour();
    expect(first).toBe('2026-11-24T22');
    for (let day = 26; day <= 29; day++) await at(`2026-11-${day}T12:00:00.000Z`);
    expect(await deliveryWatchTable().firstHour()).toBe('2026-11-29T10');
  });

  it('sees an entry that is written for an hour which is over', async () => {
    await at('2026-11-24T12:00:00.000Z');
    await at('2026-11-25T12:00:00.000Z');
    await given();
    await at('2026-11-25T12:05:00.000Z');
    expect(told()).toHaveLength(1);
  });

  it('tells each of 1,200 that are due at once, over as many runs as it takes', async () => {
    for (let number = 0; number < 1_200; number++) await given(number);
    now = new Date(justLate);
    let batches = 2;
    await lookAfterDeliveries(() => batches-- > 0, ports());
    expect(told().length).toBeLessThan(1_200);
    for (let run = 0; run < 6; run++) await lookAfter();

    expect(told()).toHaveLength(1_200);
    expect(counted.DeliveryLate).toBe(1_200);
  });

  it('looks at the others where one cannot be looked at, and at that an hour later', async () => {
    await given(1);
    await given(2);
    db.put('orders', { ...db.item('orders', `ORDER#${anOrderId(1)}`, 'CONTENT#000'), lines: 'none' });
    await expect(at(justLate)).rejects.toThrow('1 deliveries could not be looked at');
    expect(told()).toEqual([`${anOrderId(2)} order-delayed NOT_SHIPPED`]);
    expect(due().filter(({ sk }) => sk === anOrderId(1))).toMatchObject([{ dueAt: '2026-11-25T01:00:00.000Z' }]);
  });

  it('cut off anywhere, leaves nothing behind that the next run does not make good', async () => {
    await given();
    await lookedAtFrom(justLate);
    await cutOffAnywhere(
      db,
      async (leaving) => {
        asked = [];
        const cut = { ...ports(), requestNotice: (notice: NoticeRequest) => leaving(() => void asked.push(notice)) };
        await lookAfterDeliveries(() => true, cut).catch((error: unknown) => {
          // The clock goes on with the other orders, and fails in the end.
          throw error instanceof AggregateError ? error.errors[0] : error;
        });
      },
      async (where) => {
        now = new Date('2026-11-25T01:00:00.000Z');
        await lookAfter();
        expect(told(), where).toEqual([`${anOrderId()} order-delayed NOT_SHIPPED`]);
        expect((await order()).reschedulings, where).toHaveLength(1);
        expect(due(), where).toHaveLength(1);
        now = new Date(justLate);
      },
    );
  });

  it('beside itself, and with everything going wrong, says each thing once', async () => {
    const turn = fc.record({ pick: fc.nat(20), fault: fc.constantFrom<Fault>('none', 'none', ...faults) });
    await fc.assert(
      fc.asyncProperty(fc.array(turn, { maxLength: 60 }), async (turns) => {
        db.clear();
        asked = [];
        now = new Date(noon);
        for (let number = 0; number < 3; number++) await given(number);
        await lookedAtFrom(justLate, [0, 1, 2]);
        await interleave(db, [lookAfter, lookAfter], turns);
        now = new Date('2026-11-25T02:00:00.000Z');
        await lookAfter();
        expect(told().sort()).toEqual(
          [0, 1, 2].map((number) => `${anOrderId(number)} order-delayed NOT_SHIPPED`).sort(),
        );
        for (let number = 0; number < 3; number++) {
          expect((await order(anOrderId(number))).reschedulings).toHaveLength(1);
        }
        expect(due()).toHaveLength(3);
      }),
      { numRuns: histories(300) },
    );
  });
});

describe('late against delivered', () => {
  /** Whether the notice would go out, as things stand. */
  async function isTrue(): Promise<boolean> {
    const { order, content, shipments } = await orderTable().find(anOrderId());
    if (order === undefined || content === undefined) return false;
    const none = { payment: undefined, cases: [], formerPayments: [], about: 'EXCEPTION' };
    return notices['order-delayed'].of({ order, content, shipments, ...none }, now) !== undefined;
  }

  it('raced 200 times: whichever is first, nobody is told that late is what has come', async () => {
    const turn = fc.record({ pick: fc.nat(20), fault: fc.constant<Fault>('none') });
    const race = fc.record({ turns: fc.array(turn, { minLength: 30, maxLength: 60 }), later: fc.nat(50) });
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(race, async ({ turns, later }) => {
        db.clear();
        asked = [];
        now = new Date('2026-11-24T15:00:00.000Z');
        await given();
        await ship();
        now = new Date('2026-11-25T09:00:00.000Z');
        await hear('EXCEPTION');
        await lookedAtFrom('2026-11-25T10:00:00.000Z');
        const deliver = async () => {
          // The clock has hours to read before it comes to the order.
          for (let calls = 0; calls < later; calls++) await deliveryWatchTable().firstHour();
          await hear('DELIVERED');
        };
        const outcomes = await interleave(db, [lookAfter, deliver], turns);
        // The carrier's news is asked for again where it was overtaken.
        await hear('DELIVERED');
        expect(outcomes.map(({ kind }) => kind)).toEqual(['done', 'done']);

        const { timeline, reschedulings = [] } = await order();
        const events = timeline.map(({ event }) => event);
        const late = events.indexOf('DELIVERY_RESCHEDULED');
        const delivered = events.lastIndexOf('SHIPMENT_DELIVERED');
        seen.add(late === -1 ? 'delivered first' : 'late first');
        expect(late).toBeLessThan(delivered);
        expect(reschedulings.length).toBe(late === -1 ? 0 : 1);
        expect(await isTrue()).toBe(false);
        await at('2026-11-25T12:00:00.000Z');
        await at('2026-11-26T12:00:00.000Z');
        expect((await order()).reschedulings ?? []).toHaveLength(reschedulings.length);
        expect(due()).toEqual([]);
      }),
      { numRuns: 200 },
    );
    expect([...seen].sort()).toEqual(['delivered first', 'late first']);
  });
});

describe('the scorecard of carriers', () => {
  const scores = () => carrierScorecard(lastMonths(new Date('2026-12-31T00:00:00Z'), 3));

  it('counts each parcel once it has ended, by carrier and country', async () => {
    for (let number = 0; number < 4; number++) await given(number);
    now = new Date('2026-11-24T15:00:00.000Z');
    for (let number = 0; number < 4; number++) await ship(anOrderId(number), number === 3 ? null : 'AB1');
    now = new Date('2026-11-25T15:00:00.000Z');
    await hear('DELIVERED', anOrderId(0));
    await at('2026-11-25T15:05:00.000Z');
    now = new Date('2026-11-30T15:00:00.000Z');
    await hear('DELIVERED', anOrderId(1));
    await hear('LOST', anOrderId(2));
    await at('2026-11-30T15:05:00.000Z');
    // Whatever is heard later, it stays counted.
    await follow(anOrderId(0));
    await at('2026-11-30T15:10:00.000Z');

    expect(await scores()).toEqual({
      months: ['2026-12', '2026-11', '2026-10'],
      lanes: [
        {
          ...{
            carrier: 'Royal Mail',
            country: 'GB',
            parcels: 4,
            delivered: 2,
            late: 2,
            lost: 1,
            returned: 0,
            silent: 1,
          },
          ...{ days: 7, lateShare: 2 / 3, lostShare: 1 / 3, averageDays: 3.5 },
        },
      ],
    });
    expect(counted).toHaveProperty('ParcelArrived', 3);
    expect(counted).toHaveProperty('ParcelLate', 2);
  });

  it('is empty where nothing has ended', async () => {
    expect((await scores()).lanes).toEqual([]);
  });
});

describe('who waits for a late order', () => {
  const wait = () => acceptDelay(anOrderId(), { orders: orderTable(), clock: () => now, pause: async () => {} });
  const events = async () => (await order()).timeline.filter(({ event }) => event === 'DELAY_ACCEPTED').length;

  it('says so once for each time that they were told', async () => {
    await given();
    await wait();
    expect(await events()).toBe(0);

    await at(justLate);
    now = new Date('2026-11-25T08:00:00.000Z');
    await Promise.all([wait(), wait(), wait()]);
    expect(await events()).toBe(1);
    expect((await order()).waitsSince).toBe('2026-11-25T08:00:00.000Z');

    await ship();
    await hear('EXCEPTION');
    await at('2026-11-27T00:00:00.000Z');
    now = new Date('2026-11-27T08:00:00.000Z');
    await wait();
    expect(await events()).toBe(2);
  });

  it('of an order that has ended says nothing', async () => {
    await given();
    await at(justLate);
    db.put('orders', { ...db.item('orders', `ORDER#${anOrderId()}`, 'ORDER'), status: 'CANCELLED' });
    await wait();
    expect(await events()).toBe(0);
  });
});

describe('the hour of a moment', () => {
  it('is that of UTC', () => {
    expect(hourOf('2026-11-24T23:59:59.999Z')).toBe('2026-11-24T23');
    expect(anOrder().createdAt.startsWith(hourOf(noon))).toBe(true);
  });
});

describe('what was learned of parcels', () => {
  /** Orders that left and were there the next day. */
  async function arrived(orders: number): Promise<void> {
    for (let number = 0; number < orders; number++) await given(number);
    now = new Date('2026-11-24T15:00:00.000Z');
    for (let number = 0; number < orders; number++) await ship(anOrderId(number));
    now = new Date('2026-11-25T11:00:00.000Z');
    for (let number = 0; number < orders; number++) await hear('DELIVERED', anOrderId(number));
    await at('2026-11-25T12:00:00.000Z');
    await at('2026-11-25T15:00:00.000Z');
  }
  const learned = (days: number): DeliveryModel => ({
    ...{ history: `of ${days} days`, isGenerated: false, parcels: 100, until: '2026-11-01' },
    ...{ expires: '2027-05-01T00:00:00.000Z', left: {}, days: { all: grid.map((share) => days + share) } },
  });

  it('is compared with what came, and left for the plain rule where that was nearer: an alarm rings', async () => {
    // It was learned while parcels took a week. By now they take a day, as the shop promises.
    model = learned(7);
    await arrived(25);
    const check = await foresightTable().findArrivals();
    expect(check).toMatchObject({ history: model.history, times: 50, kept: 0, plainKept: 50 });
    expect(counted.DeliveryForecastWorse).toBeGreaterThan(0);
    expect(trustedModel(check, model)).toBeUndefined();
    // What is learned anew is trusted anew.
    expect(trustedModel(check, learned(1))).toBeDefined();
  });

  it('is counted in the end where others count the same at the same moment', async () => {
    let met = 0;
    db.intercept = async ({ name, items = [] }, commit) => {
      const isCounting = name === 'TransactWriteCommand' && items.some((item) => item.includes('ARRIVALS#'));
      if (isCounting && ++met <= 2) throw transactionConflict(items.length);
      return commit();
    };
    await arrived(1);
    expect(met).toBeGreaterThan(2);
    expect(await foresightTable().findArrivals()).toMatchObject({ times: 2 });
  });

  it('is kept where it was as near', async () => {
    model = learned(0.3);
    await arrived(25);
    const check = await foresightTable().findArrivals();
    expect(check).toMatchObject({ times: 50, kept: 50 });
    expect(counted).not.toHaveProperty('DeliveryForecastWorse');
    expect(trustedModel(check, model)).toBe(model);
  });
});
