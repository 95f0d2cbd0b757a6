import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { awaitChange } from '../../lambdas/order-tracking/await-change.ts';
import { longPollTable } from '../../lambdas/order-tracking/long-poll-table.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { paymentTable } from '../../lambdas/payments/payment-table.ts';
import { anOrder, noon } from '../builders.ts';
import { inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

vi.mock('node:timers/promises', () => ({ setTimeout: vi.fn() }));

const places = { perStorefront: 50, inAll: 100 };
const watchers = 2_000;
const waitSeconds = 20;
/** Only ends what hangs. */
const patience = { timeout: 600_000, interval: 20 };

/** Wakes those whose answers are held. */
let wake: (() => void)[];
beforeEach(() => {
  stubServiceEnvironment();
  inMemoryDynamoDb();
  wake = [];
  vi.useFakeTimers({ now: new Date(noon), toFake: ['Date'] });
  vi.mocked(pause).mockImplementation(() => new Promise((resolve) => wake.push(() => resolve(undefined as never))));
});
afterEach(() => {
  vi.useRealTimers();
});

describe('two thousand who watch', () => {
  it.each([
    ['one storefront', 1, places.perStorefront],
    ['forty storefronts', 40, places.inAll],
  ])(
    'as %s hold so many answers as there are places, and the others are answered at once',
    async (...[, shops, room]) => {
      const answered = { held: 0, atOnce: 0 };
      const watches = Array.from({ length: watchers }, async (_, number) => {
        const order = anOrder({ storefront: `shop-${number % shops}` });
        const waited = await awaitChange(order.storefront, { order, payment: undefined }, () => true, waitSeconds, {
          orders: orderTable(),
          payments: paymentTable(),
          places: longPollTable('long-polls', places),
          clock: () => new Date(),
        });
        answered[waited ? 'held' : 'atOnce']++;
      });
      await vi.waitFor(() => expect(answered.atOnce + wake.length).toBe(watchers), patience);

      // Whoever is held takes an execution environment: all others of the account are there for orders.
      expect(wake.length).toBeGreaterThan(room / 2);
      expect(wake.length).toBeLessThanOrEqual(room);

      vi.setSystemTime(Date.parse(noon) + waitSeconds * 1000);
      for (const end of wake) end();
      await Promise.all(watches);
      expect(answered).toEqual({ held: wake.length, atOnce: watchers - wake.length });
    },
  );
});
