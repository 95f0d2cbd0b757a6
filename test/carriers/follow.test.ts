import { beforeEach, describe, expect, it, vi } from 'vitest';
import { askAboutDueParcels } from '../../lambdas/carriers/ask-about-due-parcels.ts';
import { type AskAboutParcelPorts, askAboutParcel, asking } from '../../lambdas/carriers/ask-about-parcel.ts';
import {
  CarrierRefused,
  CarrierUnavailable,
  InvalidCarrierNotification,
} from '../../lambdas/carriers/carrier-errors.ts';
import { takeCarrierNotification } from '../../lambdas/carriers/carrier-notification.ts';
import type { CarrierProvider } from '../../lambdas/carriers/carrier-provider.ts';
import { followParcels } from '../../lambdas/carriers/follow-parcels.ts';
import { followerOf } from '../../lambdas/carriers/follower.ts';
import { isSilent } from '../../lambdas/carriers/outages.ts';
import { trackerTable } from '../../lambdas/carriers/tracker-table.ts';
import type { Switch } from '../../lambdas/contingency/switch.ts';
import { changeShipment } from '../../lambdas/order-shipment/change-shipment.ts';
import { moveShipment } from '../../lambdas/order-shipment/move-shipment.ts';
import type { NoticeRequest } from '../../lambdas/orders/order-effects-queue.ts';
import { orderKeys } from '../../lambdas/orders/order-keys.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import type { Scan } from '../../lambdas/orders/parcel.ts';
import type { StoredShipment } from '../../lambdas/orders/shipment.ts';
import type { WantedTicket } from '../../lambdas/orders/ticket-queue.ts';
import { transact } from '../../lambdas/runtime/dynamodb.ts';
import { count } from '../../lambdas/runtime/metrics.ts';
import { anOrder, anOrderContent, anOrderId, anOrderItem, noon } from '../builders.ts';
import { aSwitch } from '../contingency/a-switch.ts';
import { cutOffAnywhere } from '../cut-off.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const id = anOrderId();
const shipmentId = '2f5d2f6c-1d53-5c0e-9d55-0a2c3b9b6f10';
const number = '1Z999AA10123456784';
const minutes = (later: number) => new Date(Date.parse(noon) + later * 60_000);

vi.mock('../../lambdas/runtime/metrics.ts', () => ({ count: vi.fn() }));

let db: InMemoryDynamoDb;
let now: Date;
/** What EasyPost knows of the parcel, and what it was asked. */
let scans: Scan[];
let asked: string[];
let trouble: Error | undefined;
let switches: readonly Switch[];
let notices: (NoticeRequest & { readonly delaySeconds: number })[];
let tickets: WantedTicket[];

beforeEach(async () => {
  stubServiceEnvironment();
  vi.mocked(count).mockClear();
  db = inMemoryDynamoDb();
  [now, scans, asked, trouble, notices] = [new Date(noon), [], [], undefined, []];
  [switches, tickets] = [[], []];
  await orderTable().addContent(anOrderContent());
  db.put('orders', anOrderItem(anOrder({ status: 'SHIPPED', shipments: 1 })));
  ship({ carrier: 'UPS', trackingNumber: number });
});

function ship(label: Partial<StoredShipment>) {
  const shipment = { id: shipmentId, at: noon, lines: [{ line: 1, quantity: 6 }], requestHash: 'hash', ...label };
  db.put('orders', { ...orderKeys.shipment(id, shipmentId), ...shipment });
}

const easypost: CarrierProvider = {
  async register({ carrier, trackingNumber }) {
    asked.push(`register ${carrier} ${trackingNumber}`);
    if (trouble) throw trouble;
    return { reference: 'trk_1', news: { scans: [...scans] } };
  },
  async query({ reference }) {
    asked.push(`query ${reference}`);
    if (trouble) throw trouble;
    return { scans: [...scans] };
  },
  async verifyNotification({ body }) {
    if (body.toString() === 'forged') throw new InvalidCarrierNotification('The signature does not verify.');
    return { eventId: body.toString(), trackingNumber: number };
  },
};

function ports(): AskAboutParcelPorts {
  return {
    ...asking(),
    transact,
    findCarrierProvider: (name) => (name === 'easypost' ? easypost : undefined),
    followerOf: (shipment) => followerOf(shipment, ['easypost']),
    requestNotice: async (request, delaySeconds = 0) => {
      notices.push({ ...request, delaySeconds });
    },
    isDown: async (shipment) => isSilent(shipment, switches, now),
    requestTicket: async (wanted) => {
      tickets.push(wanted);
    },
    clock: () => now,
    pause: async () => {},
  };
}

const follow = async () =>
  followParcels(await orderTable().find(id), {
    ...{ trackers: trackerTable(), followerOf: ports().followerOf },
    ...{ hasFollowers: () => true, clock: () => now },
  });
const byTheClock = () =>
  askAboutDueParcels({
    trackers: trackerTable(),
    askAboutParcel: (tracker) => askAboutParcel(tracker, ports()),
    clock: () => now,
  });
const notify = (eventId: string) =>
  takeCarrierNotification(
    'easypost',
    { headers: {}, body: Buffer.from(eventId) },
    {
      trackers: trackerTable(),
      findCarrierProvider: ports().findCarrierProvider,
      askAboutParcel: (tracker) => askAboutParcel(tracker, ports()),
      clock: () => now,
    },
  );
const shipment = async () => (await orderTable().find(id)).shipments[0];
const timeline = async () =>
  (await orderTable().find(id)).order?.timeline.map(({ event }) => event).filter((event) => /SHIPMENT/.test(event));
const told = () => notices.filter(({ delaySeconds }) => delaySeconds === 0).map(({ event, about }) => [event, about]);

describe('a shipment of a carrier whose parcels are followed', () => {
  it('is followed within a minute, and moves by what is heard, with its order and its customer told', async () => {
    await follow();
    await byTheClock();
    expect(asked).toEqual([`register UPS ${number}`]);
    const { version = 0 } = (await orderTable().find(id)).order ?? {};

    scans = [{ at: minutes(10).toISOString(), state: 'IN_TRANSIT' }];
    now = minutes(11);
    await notify('evt_1');
    scans.push({ at: minutes(20).toISOString(), state: 'DELIVERED', place: 'York' });
    now = minutes(21);
    await notify('evt_2');

    expect(await shipment()).toMatchObject({ parcel: { state: 'DELIVERED', since: minutes(20).toISOString(), scans } });
    expect(await timeline()).toEqual(['SHIPMENT_IN_TRANSIT', 'SHIPMENT_DELIVERED']);
    expect((await orderTable().find(id)).order?.version).toBe(version + 2);
    expect(told()).toEqual([['parcel-delivered', shipmentId]]);
  });

  it('is registered once, however often the change is followed', async () => {
    await follow();
    await follow();
    await byTheClock();
    await follow();
    await byTheClock();

    expect(asked).toEqual([`register UPS ${number}`]);
  });

  it('asks nobody more often than they allow, and forgets no news for that', async () => {
    await follow();
    await byTheClock();
    scans = [{ at: noon, state: 'IN_TRANSIT' }];
    await Promise.all(['evt_1', 'evt_2', 'evt_3'].map(notify));
    expect(asked).toHaveLength(1);

    now = minutes(1);
    await byTheClock();
    await byTheClock();
    expect(asked).toEqual([`register UPS ${number}`, 'query trk_1']);
    expect(await shipment()).toMatchObject({ parcel: { state: 'IN_TRANSIT' } });
  });

  it('takes a notification once, and asks for none that is forged or of a stranger', async () => {
    await follow();
    await byTheClock();
    now = minutes(5);
    await notify('evt_1');
    now = minutes(10);
    await notify('evt_1');
    expect(asked).toEqual([`register UPS ${number}`, 'query trk_1']);

    await expect(notify('forged')).rejects.toMatchObject({ kind: 'invalid-notification', status: 401 });
    expect(count).toHaveBeenCalledWith('CarrierNotificationRefused');
    await expect(
      takeCarrierNotification(
        'manual',
        { headers: {}, body: Buffer.from('') },
        {
          ...{ trackers: trackerTable(), findCarrierProvider: ports().findCarrierProvider },
          ...{ askAboutParcel: async () => {}, clock: () => now },
        },
      ),
    ).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('of which nothing is heard is asked about, until it has arrived', async () => {
    await follow();
    await byTheClock();
    now = minutes(11 * 60);
    await byTheClock();
    expect(asked).toHaveLength(1);

    scans = [{ at: minutes(6 * 60).toISOString(), state: 'DELIVERED' }];
    now = minutes(13 * 60);
    await byTheClock();
    expect(await shipment()).toMatchObject({ parcel: { state: 'DELIVERED' } });
    now = minutes(10 * 24 * 60);
    await byTheClock();
    expect(asked).toHaveLength(2);
  });

  it('whose carrier is down is asked about later and later, and moves once it is back', async () => {
    await follow();
    trouble = new CarrierUnavailable('EasyPost', 'answers 503');
    for (let minute = 0; minute < 240; minute++) {
      now = minutes(minute);
      await byTheClock();
    }
    expect(asked.length).toBeGreaterThan(6);
    expect(asked.length).toBeLessThan(12);
    // Not of the first two: a single call may fail.
    expect(count).toHaveBeenCalledWith('CarrierUnavailable');
    expect(count).toHaveBeenCalledTimes(asked.length - 2);

    trouble = undefined;
    scans = [{ at: noon, state: 'OUT_FOR_DELIVERY' }];
    now = minutes(301);
    await byTheClock();
    expect(await shipment()).toMatchObject({ parcel: { state: 'OUT_FOR_DELIVERY' } });
    expect(told()).toEqual([]);
  });

  it.each(['UPS', 'easypost'])(
    'is asked about by nobody while operators say that %s is down, and soon after that',
    async (target) => {
      vi.stubEnv('CARRIERS', 'easypost');
      await follow();
      await byTheClock();
      trouble = new CarrierUnavailable('EasyPost', 'answers 503');
      switches = [aSwitch({ kind: 'carrier-down', target, until: minutes(20 * 60).toISOString() })];
      now = minutes(13 * 60);
      for (let minute = 13 * 60; minute < 20 * 60; minute += 7) {
        now = minutes(minute);
        await byTheClock();
      }
      expect(asked).toHaveLength(1);
      expect(count).not.toHaveBeenCalled();

      [trouble, scans] = [undefined, [{ at: noon, state: 'IN_TRANSIT' }]];
      now = minutes(20 * 60 + 5);
      await byTheClock();
      expect(await shipment()).toMatchObject({ parcel: { state: 'IN_TRANSIT' } });
    },
  );

  it('that nobody will follow is asked about no more; staff say where it is', async () => {
    await follow();
    trouble = new CarrierRefused('TRACKER.CREATE.ERROR');
    await byTheClock();
    now = minutes(24 * 60);
    await byTheClock();
    expect(asked).toHaveLength(1);
    expect(count).toHaveBeenCalledWith('CarrierRefused');

    await moveShipment({ id, shipmentId }, { state: 'LOST' }, ports());
    expect(await shipment()).toMatchObject({ parcel: { state: 'LOST', scans: [{ by: 'STAFF' }] } });
    expect(told()).toEqual([['parcel-lost', shipmentId]]);
    expect(tickets).toEqual([{ orderId: id, cause: 'PARCEL_LOST', about: shipmentId }]);
  });

  it('is told of once a state, whatever is cut off, and stands as it should', async () => {
    scans = [
      { at: minutes(-2).toISOString(), state: 'IN_TRANSIT' },
      { at: minutes(-1).toISOString(), state: 'ATTEMPT_FAILED' },
    ];
    await cutOffAnywhere(
      db,
      async (leaving) => {
        notices = [];
        now = new Date(noon);
        const { requestNotice, ...rest } = ports();
        const cut = {
          ...rest,
          requestNotice: async (...of: Parameters<typeof requestNotice>) => {
            await leaving(() => requestNotice(...of));
          },
        };
        await follow();
        const [tracker] = await trackerTable().due(now);
        if (tracker) await askAboutParcel(tracker, cut);
      },
      async (where) => {
        // What follows the change is done again, and what was claimed is due again.
        await follow();
        for (let minute = 0; minute < 10; minute++) {
          now = minutes(minute);
          await byTheClock();
        }
        expect(await shipment(), where).toMatchObject({ parcel: { state: 'ATTEMPT_FAILED' } });
        expect(await timeline(), where).toEqual(['SHIPMENT_IN_TRANSIT', 'SHIPMENT_ATTEMPT_FAILED']);
        expect(new Set(notices.map(({ event, about }) => `${event} ${about}`)), where).toEqual(
          new Set([`parcel-attempt-failed ${shipmentId}`]),
        );
      },
    );
  });

  it('that is lost has a ticket opened, whatever is cut off, and no other has', async () => {
    scans = [{ at: minutes(-1).toISOString(), state: 'LOST' }];
    await cutOffAnywhere(
      db,
      async (leaving) => {
        [tickets, now] = [[], new Date(noon)];
        const { requestTicket, ...rest } = ports();
        await follow();
        const [tracker] = await trackerTable().due(now);
        const cut = { ...rest, requestTicket: async (wanted: WantedTicket) => leaving(() => requestTicket(wanted)) };
        if (tracker) await askAboutParcel(tracker, cut);
      },
      async (where) => {
        await follow();
        for (let minute = 0; minute < 10; minute++) {
          now = minutes(minute);
          await byTheClock();
        }
        expect(await shipment(), where).toMatchObject({ parcel: { state: 'LOST' } });
        expect(new Set(tickets.map((wanted) => JSON.stringify(wanted))), where).toEqual(
          new Set([JSON.stringify({ orderId: id, cause: 'PARCEL_LOST', about: shipmentId })]),
        );
      },
    );
  });

  it('moves once where news and staff meet', async () => {
    await follow();
    await byTheClock();
    scans = [{ at: minutes(1).toISOString(), state: 'DELIVERED' }];
    now = minutes(2);
    await Promise.all([
      notify('evt_1'),
      notify('evt_2'),
      moveShipment({ id, shipmentId }, { state: 'DELIVERED' }, ports()),
    ]);

    expect((await timeline())?.filter((event) => event === 'SHIPMENT_DELIVERED')).toHaveLength(1);
  });
});

describe('a shipment whose number is corrected', () => {
  const change = (label: Parameters<typeof changeShipment>[1]) =>
    changeShipment({ id, shipmentId }, label, { ...ports(), orders: orderTable() });

  it('is another parcel: what was heard is forgotten, the right one is followed, its customer gets the number', async () => {
    scans = [{ at: noon, state: 'DELIVERED' }];
    await follow();
    await byTheClock();
    notices = [];
    await change({ trackingNumber: 'RIGHT12345' });
    await change({ trackingNumber: 'RIGHT12345' });

    expect(await shipment()).toMatchObject({ trackingNumber: 'RIGHT12345', corrections: 1, carrier: 'UPS' });
    expect((await shipment())?.parcel).toBeUndefined();
    expect(told()).toEqual([['order-shipped', `${shipmentId} 1`]]);
    expect(await timeline()).toEqual(['SHIPMENT_DELIVERED', 'SHIPMENT_CORRECTED']);

    now = minutes(2);
    await follow();
    await byTheClock();
    expect(asked).toEqual([`register UPS ${number}`, 'register UPS RIGHT12345']);
    expect(told().at(-1)).toEqual(['parcel-delivered', `${shipmentId} 1`]);
  });

  it('moves by no late news of the wrong one', async () => {
    await follow();
    await byTheClock();
    await change({ trackingNumber: null });
    scans = [{ at: noon, state: 'DELIVERED' }];
    now = minutes(5);
    await notify('evt_1');

    expect(await shipment()).not.toHaveProperty('parcel');
    expect(await shipment()).not.toHaveProperty('trackingNumber');
    expect(asked).toHaveLength(1);
  });

  it('is refused where there is none', async () => {
    const nowhere = changeShipment({ id, shipmentId: 'x' }, { carrier: 'UPS' }, { ...ports(), orders: orderTable() });

    await expect(nowhere).rejects.toMatchObject({ kind: 'not-found' });
    await expect(moveShipment({ id, shipmentId: 'x' }, { state: 'LOST' }, ports())).rejects.toMatchObject({
      kind: 'not-found',
    });
  });

  it('keeps its parcel where only the service is', async () => {
    ship({ carrier: 'UPS', trackingNumber: number, parcel: { state: 'LOST', since: noon, at: noon, scans: [] } });
    await change({ service: 'Ground' });

    expect(await shipment()).toMatchObject({ service: 'Ground', parcel: { state: 'LOST' } });
    expect(notices).toEqual([]);
  });
});

it('a shipment of a carrier that nobody follows costs nobody a call', async () => {
  ship({ carrier: "Jane's Bicycles", trackingNumber: '7' });
  const spy = vi.fn();
  const record = await orderTable().find(id);
  for (const hasFollowers of [true, false]) {
    await followParcels(record, {
      ...{ trackers: { add: spy }, followerOf: hasFollowers ? ports().followerOf : spy },
      ...{ hasFollowers: () => hasFollowers, clock: () => now },
    });
  }

  expect(spy).not.toHaveBeenCalled();
});
