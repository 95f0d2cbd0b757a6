import { expect, it } from 'vitest';
import { OrderId } from '../../lambdas/orders/order.ts';
import { refundIdFor } from '../../lambdas/refunds/refund-id.ts';

it('the id of a refund stays the same from release to release: a repeated request gives nothing back twice', () => {
  const orderId = OrderId.parse('c5e7bf8a-09b4-5ee0-afac-1b94eae82f42');

  expect(refundIdFor(orderId, 'basket-4711')).toBe('da8fe868-abd7-5e69-a902-5641d2db35c7');
});
