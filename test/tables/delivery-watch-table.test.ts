import { describe, expect, it } from 'vitest';
import { deliveryWatchTable, hourOf } from '../../lambdas/delivery-promise/delivery-watch-table.ts';
import { noon } from '../builders.ts';
import { aNewOrderId, atOnce, onEveryDynamoDb } from './on-every-dynamodb.ts';

const counts = { parcels: 1, delivered: 1, late: 0, lost: 0, returned: 0, silent: 0, days: 2 };

onEveryDynamoDb((tables) => {
  const watch = () => deliveryWatchTable(tables.deliveryWatch);
  const dueIn = async (hour: string, now: Date) => {
    const ids: string[] = [];
    for await (const { orderId } of watch().due(hour, now)) ids.push(orderId);
    return ids;
  };

  describe('what is to be looked at', () => {
    it('is due from its moment on, in its hour, once for each order', async () => {
      const [id, other] = [aNewOrderId(), aNewOrderId()];
      const at = new Date('2027-01-05T10:20:00.000Z');
      await watch().add(id, at, new Date(noon));
      await watch().addAll([{ orderId: id, at }], new Date(noon));
      await watch().add(other, new Date('2027-01-05T10:40:00.000Z'), new Date(noon));

      expect(await dueIn('2027-01-05T10', new Date('2027-01-05T10:19:59.999Z'))).toEqual([]);
      expect(await dueIn('2027-01-05T10', new Date('2027-01-05T10:30:00.000Z'))).toEqual([id]);
      expect((await dueIn('2027-01-05T10', new Date('2027-01-05T11:00:00.000Z'))).sort()).toEqual([id, other].sort());
      expect(await dueIn('2027-01-05T11', new Date('2027-01-05T12:00:00.000Z'))).toEqual([]);
    });

    it('that was due before it was written is due when it is', async () => {
      const now = new Date('2027-02-05T10:20:00.000Z');
      const { dueAt } = await watch().add(aNewOrderId(), new Date('2027-02-01T00:00:00.000Z'), now);
      expect(hourOf(dueAt)).toBe('2027-02-05T10');
    });

    it('is taken away as it was seen, and not where another has come in its place', async () => {
      const id = aNewOrderId();
      const seen = await watch().add(id, new Date('2027-03-05T10:20:00.000Z'), new Date(noon));
      const moved = await watch().add(id, new Date('2027-03-05T10:50:00.000Z'), new Date(noon));
      await watch().remove(seen);
      expect(await dueIn('2027-03-05T10', new Date('2027-03-05T11:00:00.000Z'))).toEqual([id]);
      await watch().remove(moved);
      await watch().remove(moved);
      expect(await dueIn('2027-03-05T10', new Date('2027-03-05T11:00:00.000Z'))).toEqual([]);
    });

    it('is read from the first hour in which there may be any', async () => {
      await watch().beginAt('2027-01-05T10');
      expect(await watch().firstHour()).toBe('2027-01-05T10');
    });
  });

  describe('what became of the parcels of an order', () => {
    it('is counted once, however often and by how many at once', async () => {
      const lane = { month: '2027-04', carrier: 'Royal Mail', country: 'GB' };
      const id = aNewOrderId();
      const arrival = { history: `of ${id}`, counts: { times: 2, kept: 1, plainKept: 2, score: 35, plainScore: 2 } };
      const done = await atOnce(5, () =>
        watch()
          .close(id, [{ lane, counts }], arrival, new Date(noon))
          .catch(() => false),
      );
      await watch().close(id, [{ lane, counts }], arrival, new Date(noon));
      expect(done.filter(Boolean).length).toBeLessThanOrEqual(1);
      expect(await watch().lanesOf('2027-04')).toEqual([{ ...lane, ...counts }]);
      expect(await watch().arrivalsSince(noon.slice(0, 10), arrival.history)).toEqual(arrival.counts);
      expect(await watch().arrivalsSince('9999', arrival.history)).toMatchObject({ times: 0 });
    });

    it('of several is summed up', async () => {
      const lane = { month: '2027-05', carrier: 'DHL', country: 'NO' };
      for (let order = 0; order < 12; order++)
        await watch().close(aNewOrderId(), [{ lane, counts }], undefined, new Date(noon));
      const lanes = await watch().lanesOf('2027-05');
      expect(lanes.reduce((sum, { parcels }) => sum + parcels, 0)).toBe(12);
    });
  });
});
