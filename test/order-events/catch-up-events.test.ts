import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { catchUpEvents } from '../../lambdas/order-events/catch-up-events.ts';
import type { OrderId } from '../../lambdas/orders/order.ts';
import type { OrderRecord } from '../../lambdas/orders/order-table.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('goes through what an outage has left in several calls, none of them cut off, and asks for endpoints in each', async () => {
  const left = new Set(Array.from({ length: 1_500 }, (_, index) => `order-${index}` as OrderId));
  let asked = 0;
  const ports = {
    log: {
      async *behind() {
        for (const orderId of [...left]) yield { orderId, at: 'then' };
      },
      removeBehind: async ({ orderId }: { readonly orderId: OrderId }) => void left.delete(orderId),
    },
    recordOrderEvents: () => new Promise<void>((done) => setTimeout(done, 400)),
    indexOrder: async () => ({}) as OrderRecord,
    watchDelivery: async () => {},
    planRating: async () => {},
    followParcels: async () => {},
    endpoints: {
      waiting: async () => {
        asked += 1;
        return [];
      },
    },
    requestDelivery: async () => {},
    clock: () => new Date(),
  };

  let calls = 0;
  for (; left.size > 0 && calls < 5; calls += 1) {
    const begun = Date.now();
    let took: number | undefined;
    const done = catchUpEvents(ports).then(() => {
      took = Date.now() - begun;
    });
    // The function has 55 seconds.
    await vi.advanceTimersByTimeAsync(50_000);
    expect(took, 'took').toBeDefined();
    await done;
  }

  expect(left.size).toBe(0);
  expect(asked).toBe(calls);
});
