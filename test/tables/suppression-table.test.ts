import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { suppressionTable } from '../../lambdas/notifications/suppression-table.ts';
import { onEveryDynamoDb } from './on-every-dynamodb.ts';

const [morning, noon, evening] = ['06', '12', '18'].map((hour) => `2026-11-23T${hour}:00:00.000Z`) as [
  string,
  string,
  string,
];
const tonight = new Date('2026-11-23T22:00:00.000Z');

onEveryDynamoDb((tables) => {
  const table = () => suppressionTable(tables.suppressions);
  const someone = () => `${randomUUID()}@example.com`;
  const among = (addresses: readonly string[], now = tonight) => table().among(addresses, now);

  describe('a suppressed address', () => {
    it('is known among others, however it is written', async () => {
      const [address, other] = [someone(), someone()];
      await table().suppress(address, 'BOUNCED', noon);
      expect(await among([other, address.toUpperCase(), address])).toEqual([address.toUpperCase(), address]);
      expect(await among([])).toEqual([]);
    });

    it('is not its mailbox without a tag, which may exist', async () => {
      const address = someone();
      await table().suppress(address.replace('@', '+tag@'), 'BOUNCED', noon);
      expect(await among([address])).toEqual([]);
    });

    it('may be written to again after 180 days, also while DynamoDB has not forgotten it', async () => {
      const address = someone();
      await table().suppress(address, 'BOUNCED', noon);
      const days = (count: number) => new Date(Date.parse(noon) + count * 86_400_000);
      expect(await among([address], days(179))).toEqual([address]);
      expect(await among([address], days(180))).toEqual([]);
    });

    it('may be written to again once it was lifted, once', async () => {
      const address = someone();
      await table().suppress(address, 'COMPLAINED', morning);
      expect(await table().lift(address, noon)).toBe(true);
      expect(await among([address])).toEqual([]);
      expect(await table().lift(address, noon)).toBe(false);
    });

    it('is so again by a later refusal, but not by an earlier one that is told late, or twice', async () => {
      const address = someone();
      await table().suppress(address, 'BOUNCED', morning);
      await table().lift(address, noon);
      await table().suppress(address, 'BOUNCED', morning);
      expect(await among([address])).toEqual([]);
      await table().suppress(address, 'BOUNCED', evening);
      await table().suppress(address, 'COMPLAINED', morning);
      expect(await among([address])).toEqual([address]);
    });

    it('is not lifted that never was one', async () => {
      const address = someone();
      expect(await table().lift(address, noon)).toBe(false);
      await table().suppress(address, 'BOUNCED', morning);
      expect(await among([address])).toEqual([address]);
    });
  });

  describe('an address that was unsubscribed', () => {
    const isUnsubscribed = (address: string, now = tonight) => table().isUnsubscribed(address, now);

    it('gets nothing but what is of orders, from its own token on', async () => {
      const [address, other] = [someone(), someone()];
      const [token, another] = [randomUUID(), randomUUID()];
      await table().offerUnsubscribe(address, token, morning);
      await table().offerUnsubscribe(other, another, morning);
      expect(await isUnsubscribed(address)).toBe(false);
      expect(await table().unsubscribe(token, noon)).toBe(true);
      expect([await isUnsubscribed(address.toUpperCase()), await isUnsubscribed(other)]).toEqual([true, false]);
      expect(await among([address])).toEqual([]);
    });

    it('is not by a token that was never made, or is half a year old', async () => {
      const [address, token] = [someone(), randomUUID()];
      await table().offerUnsubscribe(address, token, morning);
      expect(await table().unsubscribe(randomUUID(), noon)).toBe(false);
      expect(await table().unsubscribe(token, '2027-05-22T06:00:00.000Z')).toBe(false);
      expect(await isUnsubscribed(address)).toBe(false);
    });

    it('may be written to again once that was lifted, until it is unsubscribed again', async () => {
      const [address, token] = [someone(), randomUUID()];
      await table().offerUnsubscribe(address, token, morning);
      await table().unsubscribe(token, morning);
      expect(await table().lift(address, noon)).toBe(true);
      expect(await isUnsubscribed(address)).toBe(false);
      expect(await table().unsubscribe(token, evening)).toBe(true);
      expect(await isUnsubscribed(address)).toBe(true);
    });

    it('counts as such that is suppressed', async () => {
      const address = someone();
      await table().suppress(address, 'BOUNCED', noon);
      expect(await isUnsubscribed(address)).toBe(true);
    });
  });
});
