import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { longPollTable } from '../../lambdas/order-tracking/long-poll-table.ts';
import { noon } from '../builders.ts';
import { atOnce, onEveryDynamoDb } from './on-every-dynamodb.ts';

let hour = 0;
/** The seconds of an hour in which all places are free: other tests have taken theirs in another. */
const anHour = () => {
  const begin = Date.parse(noon) + ++hour * 3_600_000;
  return (second: number) => new Date(begin + second * 1000);
};

describe('the LongPolls table', () => {
  onEveryDynamoDb((tables) => {
    const one = { perStorefront: 1, inAll: 1 };

    it('gives a storefront no more places than it has, to however many at once, and another storefront its own', async () => {
      const at = anHour();
      const polls = longPollTable(tables.longPolls, { perStorefront: 10, inAll: 1_000 });
      const [greedy, other] = [randomUUID(), randomUUID()];

      const taken = await atOnce(200, () => polls.take(greedy, at(0), at(20)));

      const given = taken.filter((place) => place !== undefined).length;
      expect(given).toBeGreaterThan(0);
      expect(given).toBeLessThanOrEqual(10);
      const others = await atOnce(10, () => polls.take(other, at(0), at(20)));
      expect(others.some((place) => place !== undefined)).toBe(true);
    });

    it('gives all storefronts together no more places than there are', async () => {
      const at = anHour();
      const polls = longPollTable(tables.longPolls, { perStorefront: 10, inAll: 25 });
      const storefronts = Array.from({ length: 20 }, () => randomUUID());

      const taken = await atOnce(200, (number) => polls.take(`${storefronts[number % 20]}`, at(0), at(20)));

      const given = taken.filter((place) => place !== undefined).length;
      expect(given).toBeGreaterThan(10);
      expect(given).toBeLessThanOrEqual(25);
    });

    it('takes none of a storefront’s places when there is none over all', async () => {
      const at = anHour();
      const [first, second] = [randomUUID(), randomUUID()];
      const place = await longPollTable(tables.longPolls, one).take(first, at(0), at(20));
      expect(await longPollTable(tables.longPolls, one).take(second, at(1), at(21))).toBeUndefined();

      await place?.giveBack();
      expect(await longPollTable(tables.longPolls, one).take(second, at(2), at(22))).toBeDefined();
    });

    it('gives a place again once it was given back, and to whom it was given since it stays', async () => {
      const at = anHour();
      const only = longPollTable(tables.longPolls, one);
      const storefront = randomUUID();
      const first = await only.take(storefront, at(0), at(20));
      expect(await only.take(storefront, at(1), at(21))).toBeUndefined();

      await first?.giveBack();
      expect(await only.take(storefront, at(2), at(22))).toBeDefined();
      await first?.giveBack();
      expect(await only.take(storefront, at(3), at(23))).toBeUndefined();
    });

    it('gives the place of a function that died once its time is over', async () => {
      const at = anHour();
      const only = longPollTable(tables.longPolls, one);
      const storefront = randomUUID();
      await only.take(storefront, at(0), at(20));

      expect(await only.take(storefront, at(20), at(40))).toBeUndefined();
      expect(await only.take(storefront, at(20.001), at(40))).toBeDefined();
    });
  });
});
