import { expect, it } from 'vitest';
import { orderIdFor } from '../../lambdas/orders/order-id.ts';

it('the id of an order stays the same from release to release: a repeated request meets its order', () => {
  expect(orderIdFor('north-lane', 'basket-4711')).toBe('c5e7bf8a-09b4-5ee0-afac-1b94eae82f42');
});

it('the id of an order is another for another storefront or key, however they are cut', () => {
  const ids = [
    orderIdFor('north-lane', 'a'),
    orderIdFor('south-lane', 'a'),
    orderIdFor('north-lane', 'b'),
    orderIdFor('north-lan', 'ea'),
  ];

  expect(new Set(ids).size).toBe(ids.length);
});
