import { describe, expect, it } from 'vitest';
import { type DeliveryModel, grid } from '../../lambdas/delivery-forecast/delivery-model.ts';
import { checkArrival } from '../../lambdas/delivery-promise/check-arrival.ts';
import { type ArrivingOrder, foreseeArrival, trustedModel } from '../../lambdas/delivery-promise/foresee-arrival.ts';
import { arrivalsTogether, keptOf100 } from '../../lambdas/foresight/arrival-check.ts';
import type { Order } from '../../lambdas/orders/order.ts';
import type { ParcelState } from '../../lambdas/orders/parcel.ts';
import type { Shipment } from '../../lambdas/orders/shipment.ts';
import { anOrder, anOrderContent, noon } from '../builders.ts';
import { aPolicy } from './a-policy.ts';

/** Accepted on Monday, 23 November 2026 at noon; to leave on Tuesday, promised for Wednesday or Thursday. */
const expected = {
  ...{ shipBy: '2026-11-24', deliverFrom: '2026-11-25', deliverBy: '2026-11-26' },
  warehouseZone: 'Europe/London',
};
const promised = { earliestDay: '2026-11-25', latestDay: '2026-11-26' };
const policy = aPolicy();

/** Of a hundred parcels so many come each day, for ten days, from the fraction of a day on. */
const model: DeliveryModel = {
  ...{ history: 'h', isGenerated: false, parcels: 100, until: '2026-11-01', expires: '2027-05-01T00:00:00.000Z' },
  days: { all: grid.map((share) => 10 * share) },
  left: {},
};

const arriving = (order: Partial<Order> = {}, ...shipments: readonly Shipment[]): ArrivingOrder => ({
  order: { ...anOrder(), status: shipments.length > 0 ? 'SHIPPED' : 'CONFIRMED', createdAt: noon, ...order },
  content: { ...anOrderContent(), expected },
  shipments,
});
const parcel = (at: string, state?: ParcelState, since = at, more: object = {}): Shipment => ({
  ...{ id: `s ${at}`, at, lines: [{ line: 1, quantity: 6 }], carrier: 'Royal Mail' },
  ...(state !== undefined && { parcel: { state, since, at: since, scans: [], ...more } }),
});
const foreseen = (of: ArrivingOrder, at = noon, by: DeliveryModel | undefined = undefined) =>
  foreseeArrival(of, policy, by, new Date(at));

describe('the arrival of an order, by the plain rule', () => {
  it('is foreseen as it was promised, from its acceptance on', () => {
    expect(foreseen(arriving({ status: 'PENDING' }))).toEqual(promised);
  });

  it('is foreseen anew as it leaves, by the working days that its carrier takes', () => {
    const friday = '2026-11-27T15:00:00.000Z';
    expect(foreseen(arriving({}, parcel(friday)), friday)).toEqual({
      earliestDay: '2026-11-30',
      latestDay: '2026-12-01',
    });
  });

  it('is what its carrier expects, where that says so', () => {
    const estimate = { estimatedDelivery: '2026-11-28T10:00:00Z' };
    const told = arriving({}, parcel(noon, 'IN_TRANSIT', noon, estimate));
    expect(foreseen(told)).toEqual({ earliestDay: '2026-11-28', latestDay: '2026-11-28' });
  });

  it('is when the last of its parcels comes, and what has not left yet', () => {
    const friday = '2026-11-27T15:00:00.000Z';
    const [first, second] = [parcel(noon), parcel(friday)];
    expect(foreseen(arriving({}, first, second), friday)?.latestDay).toBe('2026-12-01');
    expect(foreseen(arriving({ status: 'CONFIRMED' }, first))).toEqual(promised);
  });

  it('is what its customer was told once it is late, and never in the past', () => {
    const late = { at: noon, reason: 'NOT_SHIPPED', formerly: '2026-11-26', deliverBy: '2026-11-30' } as const;
    const moved = { ...expected, deliverFrom: '2026-11-27', deliverBy: '2026-11-30' };
    const order = arriving({ expected: moved, reschedulings: [late] }, parcel('2026-11-25T15:00:00.000Z'));
    expect(foreseen(order)).toEqual({ earliestDay: '2026-11-27', latestDay: '2026-11-30' });
    expect(foreseen(order, '2026-11-29T12:00:00.000Z')).toEqual({ earliestDay: '2026-11-29', latestDay: '2026-11-30' });
    expect(foreseen(order, '2026-12-01T12:00:00.000Z')).toBeUndefined();
  });

  it.each([
    ['it has arrived', arriving({}, parcel(noon, 'DELIVERED'))],
    ['it is lost', arriving({}, parcel(noon, 'LOST'))],
    ['it was cancelled', arriving({ status: 'CANCELLED' })],
    ['nothing was promised', { ...arriving(), content: anOrderContent() }],
  ])('is not foreseen where %s', (_why, order) => {
    expect(foreseen(order)).toBeUndefined();
  });
});

describe('the arrival of an order, by what was learned', () => {
  it('is the range of parcels alike, with how likely it is late', () => {
    // Handed over at six in the evening: promised are the two days and six hours behind it, in which 22 of 100 come.
    const accepted = foreseen(arriving(), noon, model);
    expect(accepted).toEqual({ earliestDay: '2026-11-25', latestDay: '2026-12-03', lateProbability: 0.78 });
    const later = foreseen(arriving({}, parcel(noon)), '2026-11-30T12:00:00.000Z', model);
    expect(later).toEqual({ earliestDay: '2026-11-30', latestDay: '2026-12-03', lateProbability: 1 });
  });

  it('goes by the plain rule where that is of nobody’s parcels, too old, or was further off of late', () => {
    const check = { history: 'h', at: noon, times: 50, kept: 20, plainKept: 40, score: 500, plainScore: 100 };
    expect(trustedModel(undefined, model)).toBe(model);
    expect(trustedModel({ ...check, score: 90 }, model)).toBe(model);
    expect(trustedModel(check, model)).toBeUndefined();
    // Too few to say so, and of another file.
    expect(trustedModel({ ...check, times: 39 }, model)).toBe(model);
    expect(trustedModel({ ...check, history: 'another' }, model)).toBe(model);
    expect(trustedModel(undefined, { ...model, isGenerated: true })).toBeUndefined();
    expect(foreseen(arriving(), noon, { ...model, expires: noon })).toEqual(promised);
  });
});

describe('an order that has arrived', () => {
  it('says how it had been foreseen as it was accepted, and as it left', () => {
    const came = arriving({}, parcel(noon, 'DELIVERED', '2026-11-27T12:00:00.000Z'));
    // Promised: by the 26th, a day too soon; and as it left on Monday already, by the 25th.
    expect(checkArrival(came, policy, model)).toEqual({
      ...{ times: 2, kept: 2, plainKept: 0 },
      ...{ score: 8 + 8, plainScore: 1 + 10 + (1 + 20) },
    });
  });

  it('says nothing of what the shop itself has said otherwise, nor before it has arrived', () => {
    const said = { at: noon, reason: 'SHOP', formerly: '2026-11-26', deliverBy: '2026-11-27' } as const;
    const came = arriving({ reschedulings: [said] }, parcel(noon, 'DELIVERED', '2026-11-25T12:00:00.000Z'));
    expect(checkArrival(came, policy, model)).toMatchObject({ times: 1, plainKept: 1 });
    expect(checkArrival(arriving({}, parcel(noon, 'IN_TRANSIT')), policy, model)).toBeUndefined();
  });

  it('is said of only with enough others', () => {
    const one = { times: 1, kept: 1, plainKept: 0, score: 1, plainScore: 11 };
    const many = arrivalsTogether(Array.from({ length: 40 }, () => one));
    expect([keptOf100(one, 'rule'), keptOf100(many, 'rule'), keptOf100(many, 'model')]).toEqual([undefined, 0, 100]);
  });
});
