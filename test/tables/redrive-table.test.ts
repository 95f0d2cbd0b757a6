import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { RedriveResult } from '../../lambdas/order-redrive/redrive.ts';
import { redriveTable, redriveView, type StoredRedrive } from '../../lambdas/order-redrive/redrive-table.ts';
import { noon } from '../builders.ts';
import { aNewOrderId, atOnce, onEveryDynamoDb } from './on-every-dynamodb.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 12, minute));

onEveryDynamoDb((tables) => {
  const redrives = () => redriveTable(tables.redrives);
  const aRedrive = (redrive: Partial<StoredRedrive> = {}): StoredRedrive => ({
    state: 'RUNNING',
    chosen: 'orders',
    ...{ id: randomUUID(), dryRun: false, startAnew: false, ratePerSecond: 25 },
    ...{ reason: 'mended', by: 'ada@shop.example', who: 'ada', roles: ['operator'], createdAt: noon, requestHash: 'h' },
    ...{ REDRIVEN: 0, STARTED_ANEW: 0, NOT_NEEDED: 0, TAKEN: 0, REFUSED: 0 },
    ...redrive,
  });
  const aNewRedrive = async (redrive: Partial<StoredRedrive> = {}) => redrives().add(aRedrive(redrive));
  const ids = (count: number) => Array.from({ length: count }, aNewOrderId).sort();

  describe('the Redrives table', () => {
    it('stores a redrive with its orders once, of 20 at once', async () => {
      const [redrive, orders] = [aRedrive(), ids(2)];

      const stored = await atOnce(20, (index) => redrives().add({ ...redrive, reason: `${index}` }, orders));

      const { reason } = (await redrives().find(redrive.id)) ?? redrive;
      expect(stored.map((one) => one.reason)).toContain(reason);
      expect(await redrives().add({ ...redrive, reason: 'again' }, ids(1))).toMatchObject({ reason });
      expect(await redrives().chosenOrders(redrive.id)).toEqual(orders);
      expect(await redrives().list()).toContainEqual(expect.objectContaining({ id: redrive.id, reason }));
    });

    it('is worked on by one, of 20 at once, until their lease is over or given back', async () => {
      const { id } = await aNewRedrive();

      const won = await atOnce(20, (index) => redrives().lease(id, `${index}`, at(0), at(1)));
      const winner = `${won.indexOf(true)}`;
      expect(won.filter(Boolean)).toHaveLength(1);
      expect(await redrives().lease(id, 'later', at(1), at(2))).toBe(true);
      await redrives().release(id, winner);
      expect(await redrives().lease(id, 'third', at(1), at(2))).toBe(false);
      await redrives().release(id, 'later');
      expect(await redrives().lease(id, 'third', at(1), at(2))).toBe(true);
    });

    it('stands still while it is paused, and for good once it has ended', async () => {
      const { id } = await aNewRedrive();

      expect(await redrives().move(id, 'PAUSED')).toBe(true);
      expect(await redrives().lease(id, 'worker', at(0), at(1))).toBe(false);
      expect(await redrives().move(id, 'RUNNING')).toBe(true);
      await redrives().end(id, noon);
      await redrives().end(id, '2026-11-24T12:00:00.000Z');

      expect(await redrives().move(id, 'RUNNING')).toBe(false);
      expect(await redrives().find(id)).toMatchObject({ state: 'DONE', endedAt: noon });
    });

    it('knows its orders, each once, and counts them once', async () => {
      const [redrive, orders] = [await aNewRedrive(), ids(210)];

      await redrives().addOrders(redrive, orders);
      await redrives().addOrders(redrive, orders.slice(0, 150));
      expect(await redrives().countOrders(redrive.id)).toBe(210);
      await redrives().addOrders(redrive, ids(1));
      await redrives().countOrders(redrive.id);

      expect(await redrives().find(redrive.id)).toMatchObject({ orders: 210 });
      const found: string[] = [];
      for (let isLast = false; !isLast; ) {
        const page = await redrives().page(redrive.id, 100, found.at(-1));
        found.push(...page.results.map(({ orderId }) => orderId));
        ({ isLast } = page);
      }
      expect(found).toHaveLength(211);
      expect(found).toEqual(expect.arrayContaining(orders));
    });

    it('notes what became of orders together and in turn, and nothing of who was overtaken', async () => {
      const [redrive, orders] = [await aNewRedrive(), ids(3)];
      await redrives().addOrders(redrive, orders);
      await redrives().lease(redrive.id, 'worker', at(0), at(1));
      const results = orders.map((orderId, index): RedriveResult => {
        return { orderId, outcome: index === 1 ? 'REFUSED' : 'REDRIVEN', at: noon };
      });

      expect(await redrives().record(redrive, 'worker', undefined, results.slice(0, 2))).toBe(true);
      expect(await redrives().record(redrive, 'worker', undefined, results.slice(0, 2))).toBe(false);
      expect(await redrives().record(redrive, 'another', orders[1], results.slice(2))).toBe(false);
      expect(await redrives().record(redrive, 'worker', orders[1], results.slice(2))).toBe(true);

      const stored = (await redrives().find(redrive.id)) ?? redrive;
      expect(redriveView(stored).outcomes).toMatchObject({ REDRIVEN: 2, REFUSED: 1, TAKEN: 0 });
      expect((await redrives().page(redrive.id, 10)).results).toEqual(results);
    });
  });
});
