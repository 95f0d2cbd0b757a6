import { describe, expect, it } from 'vitest';
import { endOfHold } from '../../lambdas/orders/end-of-hold.ts';
import type { Order } from '../../lambdas/orders/order.ts';

const createdAt = '2026-11-20T12:00:00.000Z';
const endOf = (order: Partial<Order>) => endOfHold({ createdAt, ...order } as Order, 3600).toISOString();

describe('an order without an answer is rejected at the latest', () => {
  it('when its hold ends', () => {
    expect(endOf({ holdExpiresAt: '2026-11-20T15:00:00.000Z' })).toBe('2026-11-20T15:00:00.000Z');
  });

  it('as long after its acceptance as a hold lasts, where it holds nothing for a while', () => {
    expect(endOf({})).toBe('2026-11-20T13:00:00.000Z');
  });
});
