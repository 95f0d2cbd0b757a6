import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { longPollTable } from '../../lambdas/order-tracking/long-poll-table.ts';
import { noon } from '../builders.ts';
import { atOnce, onEveryDynamoDb } from './on-every-dynamodb.ts';

const places = 10;
const at = (second: number) => new Date(Date.parse(noon) + second * 1000);

describe('the LongPolls table', () => {
  onEveryDynamoDb((tables) => {
    const polls = () => longPollTable(tables.longPolls, places);

    it('gives a storefront no more places than it has, to however many at once, and another storefront its own', async () => {
      const [one, other] = [randomUUID(), randomUUID()];

      const taken = await atOnce(200, () => polls().take(one, at(0), at(20)));

      const given = taken.filter((place) => place !== undefined).length;
      expect(given).toBeGreaterThan(0);
      expect(given).toBeLessThanOrEqual(places);
      expect(await polls().take(other, at(0), at(20))).toBeDefined();
    });

    it('gives a place again once it was given back, and to whom it was given since it stays', async () => {
      const only = longPollTable(tables.longPolls, 1);
      const storefront = randomUUID();
      const first = await only.take(storefront, at(0), at(20));
      expect(await only.take(storefront, at(1), at(21))).toBeUndefined();

      await first?.giveBack();
      expect(await only.take(storefront, at(2), at(22))).toBeDefined();
      await first?.giveBack();
      expect(await only.take(storefront, at(3), at(23))).toBeUndefined();
    });

    it('gives the place of a function that died once its time is over', async () => {
      const only = longPollTable(tables.longPolls, 1);
      const storefront = randomUUID();
      await only.take(storefront, at(0), at(20));

      expect(await only.take(storefront, at(20), at(40))).toBeUndefined();
      expect(await only.take(storefront, at(20.001), at(40))).toBeDefined();
    });
  });
});
