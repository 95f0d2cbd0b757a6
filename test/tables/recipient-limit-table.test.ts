import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type RecipientLimit, recipientLimitTable } from '../../lambdas/notifications/recipient-limit-table.ts';
import { atOnce, onEveryDynamoDb } from './on-every-dynamodb.ts';

const limit: RecipientLimit = { name: 'test', max: 3, days: 1 };
const noon = new Date('2026-11-23T12:00:00.000Z');
const tomorrow = new Date('2026-11-24T00:00:00.000Z');

onEveryDynamoDb((tables) => {
  const limits = () => recipientLimitTable(tables.recipientLimits);
  const someone = () => ({ address: `${randomUUID()}@example.com` });

  describe('a limit', () => {
    it('gives so many different things, each as often as it is asked for', async () => {
      const recipient = someone();
      const take = (id: string) => limits().take(recipient, limit, id, noon);

      expect([await take('1'), await take('2'), await take('2'), await take('3'), await take('4')]).toEqual([
        ...[true, true, true, true, false],
      ]);
      expect(await take('1')).toBe(true);
    });

    it('gives no more to many who ask at once', async () => {
      const recipient = someone();
      const taken = await atOnce(50, (index) => limits().take(recipient, limit, String(index), noon));
      expect(taken.filter(Boolean)).toHaveLength(3);
    });

    it('gives again in the next window', async () => {
      const recipient = someone();
      for (const id of ['1', '2', '3']) await limits().take(recipient, limit, id, noon);
      expect(await limits().take(recipient, limit, '4', noon)).toBe(false);
      expect(await limits().take(recipient, limit, '4', tomorrow)).toBe(true);
    });

    it.each([
      ['capitals', ({ address }: { address: string }) => ({ address: address.toUpperCase() }), false],
      ['a tag', ({ address }: { address: string }) => ({ address: address.replace('@', '+tag@') }), false],
      ['another address', () => someone(), true],
      ['another storefront', (recipient: { address: string }) => ({ ...recipient, storefront: 'other' }), true],
    ])('is of one recipient, however written: %s', async (_case, other, isAnother) => {
      const recipient = someone();
      for (const id of ['1', '2', '3']) await limits().take(recipient, limit, id, noon);
      expect(await limits().take(other(recipient), limit, '4', noon)).toBe(isAnother);
    });

    it('is of whatever strangers call an address, in no longer than another of its length takes', async () => {
      for (const address of ['+'.repeat(1_000_000), `a${'+'.repeat(1_000_000)}`]) {
        expect(await limits().take({ address }, limit, randomUUID(), noon)).toBe(true);
      }
    });

    it('is another one by its name', async () => {
      const recipient = someone();
      for (const id of ['1', '2', '3']) await limits().take(recipient, limit, id, noon);
      expect(await limits().take(recipient, { ...limit, name: 'other' }, '4', noon)).toBe(true);
    });
  });
});
