import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Switch } from '../../lambdas/contingency/switch.ts';
import { type DeliveryModel, grid } from '../../lambdas/delivery-forecast/delivery-model.ts';
import { shippedModel } from '../../lambdas/delivery-forecast/shipped-model.ts';
import { type Delivery, lookAt } from '../../lambdas/delivery-promise/late-rules.ts';
import type { Rescheduling } from '../../lambdas/orders/expected-delivery.ts';
import { orderStatuses } from '../../lambdas/orders/order-status.ts';
import type { Parcel, ParcelState } from '../../lambdas/orders/parcel.ts';
import type { Shipment } from '../../lambdas/orders/shipment.ts';
import { anOrder, anOrderContent } from '../builders.ts';
import { aSwitch } from '../contingency/a-switch.ts';
import { histories } from '../histories.ts';
import { aPolicy } from './a-policy.ts';

const policy = aPolicy();

/** Accepted on Tuesday, 24 November 2026 at 9:00. */
const expected = {
  shipBy: '2026-11-25',
  deliverFrom: '2026-11-26',
  deliverBy: '2026-11-27',
  warehouseZone: 'Europe/London',
};

function aDelivery(change: Partial<Delivery> = {}, order = {}): Delivery {
  return {
    order: anOrder({ status: 'CONFIRMED', ...order }),
    content: { ...anOrderContent(), expected },
    shipments: [],
    ...change,
  };
}

/** A parcel that left on Wednesday at 16:00. */
function aShipment(shipment: Partial<Shipment> = {}): Shipment {
  const at = '2026-11-25T16:00:00.000Z';
  return { id: 's1', at, lines: [{ line: 1, quantity: 6 }], carrier: 'Royal Mail', trackingNumber: 'AB1', ...shipment };
}

function aParcel(state: ParcelState, at: string, more: Partial<Parcel> = {}): Shipment {
  return aShipment({ parcel: { state, since: at, at, scans: [{ at, state }], ...more } });
}

const shipped = (shipment: Shipment, order = {}) =>
  aDelivery({ shipments: [shipment] }, { status: 'SHIPPED', shipments: 1, ...order });

const saidLate = (reason: Rescheduling['reason'], at = '2026-11-26T00:00:00.000Z') => ({
  reschedulings: [{ at, reason, formerly: '2026-11-27', deliverBy: '2026-11-30' }],
});

/** What there is to say at a moment. What is well is looked at again within a day. */
function said(delivery: Delivery, at: string, model?: DeliveryModel, switches: readonly Switch[] = []): string {
  const now = new Date(at);
  const look = lookAt(delivery, policy, now, { ...(model && { model }), switches });
  if (look.is === 'late') return `${look.reason} ${look.expected.deliverBy}`;
  if (look.is === 'well') {
    expect(look.until > now && look.until.getTime() - now.getTime() <= 24 * 3_600_000).toBe(true);
  }
  return look.is;
}

describe('an order that is to be shipped', () => {
  it('is on time to the end of the day by which it was to leave, by the clock of the warehouse', () => {
    expect(said(aDelivery(), '2026-11-25T23:59:00Z')).toBe('well');
    expect(said(aDelivery(), '2026-11-26T00:00:00Z')).toBe('NOT_SHIPPED 2026-12-01');
    const inTokyo = { ...anOrderContent(), expected: { ...expected, warehouseZone: 'Asia/Tokyo' } };
    expect(said(aDelivery({ content: inTokyo }), '2026-11-25T15:00:00Z')).toMatch(/^NOT_SHIPPED/);
  });

  it('is looked at again when that is due, and each day meanwhile at an hour of its own', () => {
    const until = (at: string) => {
      const look = lookAt(aDelivery(), policy, new Date(at));
      return look.is === 'well' ? look.until.toISOString() : look.is;
    };
    expect(until('2026-11-25T23:59:00Z')).toBe('2026-11-26T00:00:00.000Z');
    const [monday, tuesday] = [until('2026-11-23T09:00:00Z'), until('2026-11-24T09:00:00Z')];
    expect(Date.parse(tuesday) - Date.parse(monday)).toBe(24 * 3_600_000);
    expect(until('2026-11-23T09:30:00Z')).toBe(monday);
  });

  it('is said late for that once', () => {
    expect(said(aDelivery({}, saidLate('NOT_SHIPPED')), '2026-11-30T09:00:00Z')).toBe('well');
  });

  it('is late also with a part of it, where the rest has arrived', () => {
    const part = aParcel('DELIVERED', '2026-11-25T17:00:00.000Z', {});
    const order = { shipments: 1, lineCounts: [{ line: 1, fulfilled: 5 }] };
    expect(said(aDelivery({ shipments: [part] }, order), '2026-11-26T00:00:00Z')).toMatch(/^NOT_SHIPPED/);
  });

  it('goes by what it was rescheduled to', () => {
    const later = { expected: { ...expected, shipBy: '2026-12-10', deliverBy: '2026-12-14' } };
    expect(said(aDelivery({}, later), '2026-12-10T20:00:00Z')).toBe('well');
  });
});

describe('a parcel', () => {
  it('that its carrier has not scanned two working days after it left is late, and not over a weekend', () => {
    expect(said(shipped(aShipment()), '2026-11-27T15:59:00Z')).toBe('well');
    expect(said(shipped(aShipment()), '2026-11-27T16:00:00Z')).toBe('NO_FIRST_SCAN 2026-12-01');
    const friday = shipped(aShipment({ at: '2026-11-27T16:00:00.000Z' }), {
      expected: { ...expected, shipBy: '2026-11-27', deliverBy: '2026-12-01' },
    });
    expect(said(friday, '2026-11-29T17:00:00Z')).toBe('well');
    expect(said(friday, '2026-12-01T16:00:00Z')).toMatch(/^NO_FIRST_SCAN/);
  });

  it('of which its carrier says nothing for three working days is late', () => {
    const order = { expected: { ...expected, deliverBy: '2026-12-09' } };
    const silent = shipped(aParcel('IN_TRANSIT', '2026-11-26T08:00:00.000Z'), order);
    expect(said(silent, '2026-12-01T07:59:00Z')).toBe('well');
    expect(said(silent, '2026-12-01T08:00:00Z')).toMatch(/^NO_NEWS/);
  });

  it.each(['ATTEMPT_FAILED', 'OUT_FOR_DELIVERY'] as const)('that is %s may wait to be fetched', (state) => {
    const order = { expected: { ...expected, deliverBy: '2026-12-09' } };
    expect(said(shipped(aParcel(state, '2026-11-26T08:00:00.000Z'), order), '2026-12-08T08:00:00Z')).toBe('well');
  });

  it('that something holds up is late at once', () => {
    expect(said(shipped(aParcel('EXCEPTION', '2026-11-26T08:00:00.000Z')), '2026-11-26T08:01:00Z')).toMatch(
      /^EXCEPTION/,
    );
  });

  it('that its carrier expects behind the promised day is late at once, and is expected then', () => {
    const estimated = aParcel('IN_TRANSIT', '2026-11-26T08:00:00.000Z', { estimatedDelivery: '2026-12-02T18:00:00Z' });
    expect(said(shipped(estimated), '2026-11-26T08:01:00Z')).toBe('PREDICTED_LATE 2026-12-02');
    const onTime = aParcel('IN_TRANSIT', '2026-11-26T08:00:00.000Z', { estimatedDelivery: '2026-11-27' });
    expect(said(shipped(onTime), '2026-11-26T08:01:00Z')).toBe('well');
  });

  it('that left too late to come in time is late at once, by the days that its way takes', () => {
    const late = aParcel('IN_TRANSIT', '2026-11-26T20:00:00.000Z');
    expect(said(shipped({ ...late, at: '2026-11-26T16:00:00.000Z' }), '2026-11-26T20:01:00Z')).toBe(
      'PREDICTED_LATE 2026-11-30',
    );
  });

  it('that has not come behind the promised day is late, once its news had half a day', () => {
    const under = shipped(aParcel('OUT_FOR_DELIVERY', '2026-11-27T08:00:00.000Z'));
    expect(said(under, '2026-11-28T11:59:00Z')).toBe('well');
    expect(said(under, '2026-11-28T12:00:00Z')).toBe('PREDICTED_LATE 2026-12-01');
  });

  it('is said late for one reason a day', () => {
    const held = aParcel('EXCEPTION', '2026-11-26T08:00:00.000Z');
    const order = saidLate('NOT_SHIPPED', '2026-11-26T07:00:00.000Z');
    expect(said(shipped(held, order), '2026-11-26T08:01:00Z')).toBe('well');
    expect(said(shipped(held, order), '2026-11-27T07:00:00Z')).toMatch(/^EXCEPTION/);
  });

  it.each(['DELIVERED', 'RETURNED', 'LOST'] as const)('that is %s is looked after no longer', (state) => {
    expect(said(shipped(aParcel(state, '2026-11-26T08:00:00.000Z')), '2026-12-20T08:00:00Z')).toBe('over');
  });

  it('whose carrier says nothing, or that has no number, is looked after no longer', () => {
    expect(said(shipped(aShipment({ trackingNumber: undefined })), '2026-12-20T08:00:00Z')).toBe('over');
    const { shippingAddress, ...content } = anOrderContent();
    const toJapan = { ...content, expected, shippingAddress: { ...shippingAddress, country: 'JP' } };
    const untracked = { ...shipped(aShipment({ carrier: 'Yamato' })), content: toJapan };
    expect(said(untracked, '2026-12-20T08:00:00Z')).toBe('over');
  });

  it('of which nothing is heard is given up two months behind its promise', () => {
    const lost = shipped(aParcel('IN_TRANSIT', '2026-11-26T08:00:00.000Z'), saidLate('NO_NEWS'));
    expect(said(lost, '2027-01-26T08:00:00Z')).not.toBe('over');
    expect(said(lost, '2027-01-27T08:00:00Z')).toBe('over');
  });
});

describe('a parcel whose carrier is known to be down', () => {
  const silent = shipped(aParcel('IN_TRANSIT', '2026-11-26T08:00:00.000Z'));
  const never = shipped(aShipment());
  const down = (one: Partial<Switch> = {}) => [
    aSwitch({ kind: 'carrier-down', target: 'Royal Mail', from: '2026-11-26T10:00:00.000Z', ...one }),
  ];

  it('is not late for being silent, not scanned, or overdue, as long as that lasts', () => {
    for (const one of [silent, never, shipped(aParcel('OUT_FOR_DELIVERY', '2026-11-27T08:00:00.000Z'))]) {
      expect(said(one, '2026-12-09T08:00:00Z')).not.toBe('well');
      expect(said(one, '2026-12-09T08:00:00Z', undefined, down())).toBe('well');
    }
  });

  it('may be silent for as long as ever once it is over, by itself or by hand', () => {
    for (const end of [{ until: '2026-12-02T08:00:00.000Z' }, { endedAt: '2026-12-02T08:00:00.000Z' }]) {
      expect(said(never, '2026-12-02T19:59:00Z', undefined, down(end))).toBe('well');
      expect(said(silent, '2026-12-02T19:59:00Z', undefined, down(end))).toBe('well');
      // Overdue for half a day since.
      expect(said(silent, '2026-12-02T20:00:00Z', undefined, down(end))).toMatch(/^PREDICTED_LATE/);
    }
  });

  it('is late for what its carrier has said, and so is another whose carrier is not', () => {
    const held = shipped(aParcel('EXCEPTION', '2026-11-26T11:00:00.000Z'));
    expect(said(held, '2026-11-26T12:00:00Z', undefined, down())).toMatch(/^EXCEPTION/);
    expect(said(silent, '2026-12-09T08:00:00Z', undefined, down({ target: 'UPS' }))).not.toBe('well');
    expect(said(silent, '2026-12-09T08:00:00Z', undefined, down({ from: '2026-12-10T08:00:00.000Z' }))).not.toBe(
      'well',
    );
  });

  it('is never said late for silence while any of many outages lasts, however they overlap', () => {
    const hour = (hours: number) => new Date(Date.parse('2026-11-26T08:00:00Z') + hours * 3_600_000).toISOString();
    const outage = fc
      .tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 300 }))
      .map(([from, hours]) => ({ from: hour(from), until: hour(from + hours) }));
    fc.assert(
      fc.property(fc.array(outage, { minLength: 1, maxLength: 5 }), fc.integer({ min: 0, max: 600 }), (outages, at) => {
        const switches = outages.flatMap((one) => down(one));
        const lasts = outages.some(({ from, until }) => from <= hour(at) && hour(at) < until);
        const says = said(silent, hour(at), undefined, switches);
        if (lasts) expect(says).toBe('well');
        // Never sooner than without any.
        if (said(silent, hour(at)) === 'well') expect(says).toBe('well');
      }),
      { numRuns: histories(200) },
    );
  });
});

describe('an order whose warehouse is closed', () => {
  const accepted = { createdAt: '2026-11-24T09:00:00.000Z' };
  const closed = (until: string, one: Partial<Switch> = {}) => [
    aSwitch({ kind: 'warehouse-closed', from: '2026-11-24T15:00:00.000Z', until, ...one }),
  ];
  const monday = closed('2026-11-30T08:00:00.000Z');
  const later = { shipBy: '2026-12-01', deliverFrom: '2026-12-02', deliverBy: '2026-12-03' };

  it('is said late once, with the day that it can be expected then', () => {
    const delivery = aDelivery({}, accepted);
    expect(said(delivery, '2026-11-24T15:01:00Z')).toBe('well');
    expect(said(delivery, '2026-11-24T15:01:00Z', undefined, monday)).toBe('WAREHOUSE_CLOSED 2026-12-03');

    const told = { ...accepted, ...saidLate('WAREHOUSE_CLOSED', '2026-11-24T15:01:00.000Z') };
    const moved = aDelivery({}, { ...told, expected: { ...expected, ...later } });
    for (const day of ['11-25', '11-27', '11-30', '12-01']) {
      expect(said(moved, `2026-${day}T16:00:00Z`, undefined, monday)).toBe('well');
    }
    // And late for itself once it lies there beyond that.
    expect(said(moved, '2026-12-02T00:00:00Z', undefined, monday)).toMatch(/^NOT_SHIPPED/);
  });

  it('is said late again where the closing grows longer, and not where it ends early', () => {
    const told = { ...accepted, ...saidLate('WAREHOUSE_CLOSED', '2026-11-24T15:01:00.000Z') };
    const moved = aDelivery({}, { ...told, expected: { ...expected, ...later } });

    expect(said(moved, '2026-11-27T16:00:00Z', undefined, closed('2026-12-02T08:00:00.000Z'))).toBe(
      'WAREHOUSE_CLOSED 2026-12-07',
    );
    const early = closed('2026-11-30T08:00:00.000Z', { endedAt: '2026-11-26T08:00:00.000Z' });
    expect(said(moved, '2026-11-27T16:00:00Z', undefined, early)).toBe('well');
  });

  it('is not said late where it has left, comes in time all the same, or the shop has said a day itself', () => {
    const shippedOne = shipped(aParcel('IN_TRANSIT', '2026-11-25T18:00:00.000Z'), accepted);
    expect(said(shippedOne, '2026-11-25T18:01:00Z', undefined, monday)).toBe('well');
    const far = aDelivery(
      {},
      { ...accepted, expected: { ...expected, deliverBy: '2026-12-10', shipBy: '2026-12-08' } },
    );
    expect(said(far, '2026-11-24T15:01:00Z', undefined, monday)).toBe('well');
    const byShop = aDelivery({}, { ...accepted, ...saidLate('SHOP', '2026-11-24T10:00:00.000Z') });
    expect(said(byShop, '2026-11-24T15:01:00Z', undefined, monday)).toBe('well');
  });

  it('that is to leave on a day that turns out closed has to the next on which something leaves', () => {
    const wednesday = closed('2026-11-26T08:00:00.000Z', { from: '2026-11-25T09:00:00.000Z' });
    const byShop = aDelivery({}, { ...accepted, ...saidLate('SHOP', '2026-11-24T10:00:00.000Z') });
    expect(said(byShop, '2026-11-26T12:00:00Z', undefined, wednesday)).toBe('well');
    expect(said(byShop, '2026-11-27T00:00:00Z', undefined, wednesday)).toMatch(/^NOT_SHIPPED/);
  });
});

describe('what is said late', () => {
  it('is expected behind the day that was said before, and not in the past, whatever its reason', () => {
    for (const [reason, delivery] of [
      ['NOT_SHIPPED', aDelivery()],
      ['EXCEPTION', shipped(aParcel('EXCEPTION', '2026-11-26T08:00:00.000Z'))],
      ['NO_FIRST_SCAN', shipped(aShipment())],
      ['PREDICTED_LATE', shipped(aParcel('OUT_FOR_DELIVERY', '2026-11-26T08:00:00.000Z'))],
    ] as const) {
      for (const day of ['2026-11-28', '2026-12-03', '2027-01-20']) {
        const look = lookAt(delivery, policy, new Date(`${day}T16:00:00Z`));
        if (look.is !== 'late') throw new Error(`${reason} is not late on ${day}`);
        expect(look.expected.deliverBy > day && look.expected.deliverBy > expected.deliverBy).toBe(true);
        expect(look.expected.deliverFrom <= look.expected.deliverBy).toBe(true);
      }
    }
  });
});

describe('an order', () => {
  it.each(
    orderStatuses.map(
      (status) =>
        [
          status,
          {
            PENDING: 'well',
            RESERVED: 'well',
            REJECTED: 'over',
            CANCELLED: 'over',
            CONFIRMED: 'NOT_SHIPPED',
            SHIPPED: 'over',
          }[status],
        ] as const,
    ),
  )('that is %s and has nothing under way, comes to: %s', (status, comesTo) => {
    expect(said(aDelivery({}, { status }), '2026-12-20T08:00:00Z')).toMatch(new RegExp(`^${comesTo}`));
  });

  it('to which nothing was promised is not looked after', () => {
    const { expected: _, ...content } = { ...anOrderContent(), expected };
    expect(said(aDelivery({ content }), '2026-12-20T08:00:00Z')).toBe('over');
  });
});

describe('what a shop has had learned of its parcels', () => {
  const parcel = shipped(aParcel('IN_TRANSIT', '2026-11-25T18:00:00.000Z'));
  /** That parcels take up to so many days, as often each. */
  const upTo = (days: number, more: Partial<DeliveryModel> = {}): DeliveryModel => ({
    ...{ ...shippedModel(), isGenerated: false, expires: '2027-01-01T00:00:00.000Z' },
    ...{ days: { all: grid.map((share) => days * share) }, left: {} },
    ...more,
  });

  it('says of one that is more likely late than not that it is, with the day by which nine of ten come', () => {
    expect(said(parcel, '2026-11-25T18:01:00Z', upTo(10))).toBe('PREDICTED_LATE 2026-12-04');
    expect(said(parcel, '2026-11-25T18:01:00Z', upTo(3))).toBe('well');
  });

  it('says nothing where it is of no shop, or too old', () => {
    expect(said(parcel, '2026-11-25T18:01:00Z', upTo(10, { isGenerated: true }))).toBe('well');
    expect(said(parcel, '2026-11-25T18:01:00Z', upTo(10, { expires: '2026-11-25T00:00:00.000Z' }))).toBe('well');
  });
});
