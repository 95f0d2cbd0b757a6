import { describe, expect, it } from 'vitest';
import { promiseWithStock } from '../../lambdas/delivery-promise/promise-with-stock.ts';
import type { Order } from '../../lambdas/orders/order.ts';
import { anOrder, anOrderContent } from '../builders.ts';
import { aPolicy } from './a-policy.ts';

const content = {
  ...anOrderContent(),
  expected: {
    shipBy: '2026-11-24',
    deliverFrom: '2026-11-25',
    deliverBy: '2026-11-26',
    warehouseZone: 'Europe/London',
  },
};
const now = new Date('2026-11-23T12:00:00.000Z');
const backorderedLines = [
  { sku: 'A', quantity: 1, expectedAt: '2026-12-04T00:00:00.000Z' },
  { sku: 'B', quantity: 1, expectedAt: '2026-12-01T00:00:00.000Z' },
];
const promised = (order: Partial<Order>, at = now) => promiseWithStock(anOrder(order), content, aPolicy(), at);

describe('an order', () => {
  it('whose goods are still to come is expected once the last of them are there', () => {
    expect(promised({ backorderedLines })).toEqual({
      expected: {
        shipBy: '2026-12-07',
        deliverFrom: '2026-12-08',
        deliverBy: '2026-12-09',
        warehouseZone: 'Europe/London',
      },
      reschedulings: [{ at: now.toISOString(), reason: 'BACKORDER', formerly: '2026-11-26', deliverBy: '2026-12-09' }],
    });
  });

  it('whose goods have come is expected from then on, sooner or later than was said', () => {
    const waiting = promised({ backorderedLines });
    const arrived = promised({ ...waiting }, new Date('2026-11-30T09:00:00.000Z'));
    expect(arrived.expected?.deliverBy).toBe('2026-12-03');
    expect(arrived.reschedulings?.map(({ reason, deliverBy }) => [reason, deliverBy])).toEqual([
      ['BACKORDER', '2026-12-09'],
      ['STOCK_ARRIVED', '2026-12-03'],
    ]);
  });

  it('of which all was there from the beginning stays as it was promised', () => {
    expect(promised({}, new Date('2026-11-30T09:00:00.000Z'))).toEqual({});
  });

  it('of which the shop has said otherwise since stays so', () => {
    const why = { at: now.toISOString(), reason: 'SHOP', formerly: '2026-11-26', deliverBy: '2026-12-24' } as const;
    expect(promised({ backorderedLines, reschedulings: [why] })).toEqual({});
  });

  it('whose goods come in time stays as it was promised', () => {
    const soon = [{ sku: 'A', quantity: 1, expectedAt: '2026-11-23T13:00:00.000Z' }];
    expect(promised({ backorderedLines: soon })).toEqual({});
  });

  it('to which nothing was promised is promised nothing', () => {
    expect(promiseWithStock(anOrder({ backorderedLines }), anOrderContent(), aPolicy(), now)).toEqual({});
    expect(promiseWithStock(anOrder({ backorderedLines }), content, undefined, now)).toEqual({});
  });
});
