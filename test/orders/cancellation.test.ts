import { expect, it } from 'vitest';
import { mayBeCancelled } from '../../lambdas/orders/cancellation.ts';
import { orderStatuses } from '../../lambdas/orders/order-status.ts';

it('an order may be called off whole as long as nothing of it has left', () => {
  const may = orderStatuses.filter((status) => mayBeCancelled({ status }));

  expect(may).toEqual(['PENDING', 'RESERVED', 'CONFIRMED']);
  expect(may.filter((status) => mayBeCancelled({ status, shipments: 1 }))).toEqual([]);
});
