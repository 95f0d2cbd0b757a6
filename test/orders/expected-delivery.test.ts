import { describe, expect, it } from 'vitest';
import {
  aboutRescheduling,
  expectedDelivery,
  isLateReason,
  rescheduleReasons,
  reschedulingEntry,
} from '../../lambdas/orders/expected-delivery.ts';

describe('when an order is expected', () => {
  const days = (deliverBy: string) => ({ shipBy: deliverBy, deliverFrom: deliverBy, deliverBy, warehouseZone: 'UTC' });
  const [promised, later] = [days('2026-12-01'), days('2026-12-05')];

  it('is as it was promised, unless that has changed since', () => {
    expect(expectedDelivery({ expected: later }, { expected: promised })).toBe(later);
    expect(expectedDelivery({}, { expected: promised })).toBe(promised);
    expect(expectedDelivery(undefined, { expected: promised })).toBe(promised);
    expect(expectedDelivery(undefined, {})).toBeUndefined();
  });
});

describe('a notice that an order comes later', () => {
  it('is sent once for what its way shows, and for each day that people of the shop say', () => {
    const said = ['SHOP', 'WAREHOUSE_CLOSED'];

    for (const reason of rescheduleReasons) {
      const about = aboutRescheduling({ reason, deliverBy: '2026-12-05' });
      expect(about).toBe(said.includes(reason) ? `${reason}-2026-12-05` : reason);
    }
  });
});

describe('that an order is expected otherwise', () => {
  it('stands in its timeline with why, by which day before, and by which day now', () => {
    const at = '2026-12-01T12:00:00.000Z';
    const change = { at, reason: 'NO_NEWS', formerly: '2026-12-01', deliverBy: '2026-12-05' } as const;

    expect(reschedulingEntry(change)).toEqual({
      ...{ at, event: 'DELIVERY_RESCHEDULED' },
      detail: 'NO_NEWS 2026-12-01 to 2026-12-05',
    });
  });

  it('is no lateness where stock is to come or has, or the shop says another day', () => {
    expect(rescheduleReasons.filter((reason) => !isLateReason(reason))).toEqual(['BACKORDER', 'STOCK_ARRIVED', 'SHOP']);
  });
});
