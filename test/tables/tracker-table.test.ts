import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type TrackerName, trackerTable } from '../../lambdas/carriers/tracker-table.ts';
import { noon } from '../builders.ts';
import { aNewOrderId, atOnce, onEveryDynamoDb } from './on-every-dynamodb.ts';

const at = (minute: number) => new Date(Date.parse(noon) + minute * 60_000);
const time = (minute: number) => at(minute).toISOString();

onEveryDynamoDb((tables) => {
  const trackers = () => trackerTable(tables.trackers);
  const aTracker = (tracker: Partial<TrackerName> = {}): TrackerName => ({
    provider: 'easypost',
    ...{ trackingNumber: randomUUID(), orderId: aNewOrderId(), shipmentId: randomUUID() },
    ...tracker,
  });

  describe('the Trackers table', () => {
    it('finds the parcels of a number, each followed once, and those that are due, the longest waiting first', async () => {
      const trackingNumber = `1Z#${randomUUID()}`;
      const [first, second] = [aTracker({ trackingNumber }), aTracker({ trackingNumber })];
      await trackers().add(second, at(2));
      await trackers().add(first, at(1));
      await trackers().add(first, at(9));

      const found = await trackers().find('easypost', trackingNumber);
      expect(found).toHaveLength(2);
      expect(await trackers().get(first)).toEqual({ ...first, dueAt: time(1) });
      const due = async (minute: number) =>
        (await trackers().due(at(minute))).filter((tracker) => tracker.trackingNumber === trackingNumber);
      expect([await due(0), await due(1), await due(2)]).toEqual([[], [first], [first, second]]);
      await trackers().drop(first);
      await trackers().askAt(second, time(3));
      expect([await due(2), await due(3)]).toEqual([[], [second]]);
    });

    it('is asked by one, of 20 at once, and again only after a while or where its answer says so', async () => {
      const tracker = aTracker();
      await trackers().add(tracker, at(0));
      const claim = (minute: number) => trackers().claim(tracker, at(minute), 60, time(minute + 5));

      const won = await atOnce(20, () => claim(0));
      expect(won.filter(Boolean)).toHaveLength(1);
      expect(await claim(0.5)).toBe(false);
      await trackers().settle(tracker, time(5), { reference: 'trk_1', dueAt: time(30), mayAskAtOnce: true });
      expect(await trackers().get(tracker)).toEqual({ ...tracker, reference: 'trk_1', dueAt: time(30) });
      expect(await claim(0.5)).toBe(true);
      // Whoever had it asked about meanwhile has it so.
      await trackers().askAt(tracker, time(7));
      await trackers().settle(tracker, time(5.5), { failures: 1, dueAt: time(60) });
      expect(await trackers().get(tracker)).toMatchObject({ failures: 1, dueAt: time(7) });
      expect(await trackers().claim(aTracker(), at(0), 60, time(5))).toBe(false);
    });

    it('knows the notifications that were dealt with', async () => {
      const id = randomUUID();
      expect(await trackers().hasNotification('easypost', id)).toBe(false);
      await trackers().addNotification('easypost', id, at(0));
      expect(await trackers().hasNotification('easypost', id)).toBe(true);
      expect(await trackers().hasNotification('kuaidi100', id)).toBe(false);
    });
  });
});
