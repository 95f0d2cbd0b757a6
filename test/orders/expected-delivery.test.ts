import { describe, expect, it } from 'vitest';
import { aboutRescheduling, expectedDelivery, rescheduleReasons } from '../../lambdas/orders/expected-delivery.ts';

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
