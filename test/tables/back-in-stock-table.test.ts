import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type BackInStockRequest, backInStockTable, inDays } from '../../lambdas/back-in-stock/back-in-stock-table.ts';
import { noon } from '../builders.ts';
import { aNewSku, atOnce, commit, onEveryDynamoDb } from './on-every-dynamodb.ts';

const now = new Date(noon);
const at = (minute: number) => new Date(now.getTime() + minute * 60_000).toISOString();

onEveryDynamoDb((tables) => {
  const requests = () => backInStockTable(tables.backInStockRequests);
  const aRequest = (request: Partial<BackInStockRequest> = {}): BackInStockRequest => ({
    locale: 'en',
    ...{ sku: aNewSku(), email: `${randomUUID()}@example.com`, storefront: 'north-lane' },
    ...{ askedAt: noon, expiresAt: inDays(180, now) },
    ...request,
  });
  const add = (request: BackInStockRequest, gone = at(-60)) => commit([requests().add(request, gone)]);

  describe('who asks to be told when a product is back', () => {
    it('has one place, that of the first time, and is found in the order of asking', async () => {
      const sku = aNewSku();
      const [first, second] = [aRequest({ sku }), aRequest({ sku, askedAt: at(1) })];

      expect([await add(second), await add(first)]).toEqual([undefined, undefined]);
      expect(await add({ ...first, askedAt: at(2) })).toBeDefined();

      expect(await requests().findAsking(sku, now)).toEqual([first, second]);
      expect(await requests().findAsking(sku, new Date(first.expiresAt * 1000))).toEqual([]);
    });

    it('is written to by one, of 20 at once, and again only when they are given back', async () => {
      const request = aRequest();
      await add(request);

      const won = await atOnce(20, () => requests().claim(request, at(1)));
      expect(won.filter(Boolean)).toHaveLength(1);
      expect(await requests().findAsking(request.sku, now)).toEqual([]);
      await requests().giveBack(request);
      expect(await requests().claim(request, at(2))).toBe(true);
    });

    it('is forgotten once told, but for when; and may ask again', async () => {
      const request = aRequest();
      await add(request);

      await requests().fulfil(request, at(1), inDays(1, now));
      expect(await requests().findAsking(request.sku, now)).toEqual([]);
      expect(await add({ ...request, askedAt: at(3) })).toBeUndefined();

      expect(await requests().findAsking(request.sku, now)).toEqual([{ ...request, askedAt: at(3), toldAt: at(1) }]);
      await requests().remove(request);
      expect(await requests().findAsking(request.sku, now)).toEqual([]);
    });

    it('confirms their address by the token that only they were sent, once', async () => {
      const request = aRequest({ unconfirmed: true });
      await add(request);
      await requests().claim(request, at(1), 'the token');

      expect(await requests().findByToken(request.sku, 'another', now)).toBeUndefined();
      const found = await requests().findByToken(request.sku, 'the token', now);
      expect(found).toMatchObject({ email: request.email, unconfirmed: true });
      const confirm = () => commit([requests().confirmWrite(request, inDays(90, now))]);
      expect(await confirm()).toBeUndefined();
      expect(await confirm()).toBeDefined();

      const [confirmed] = await requests().findAsking(request.sku, now);
      expect(confirmed).toMatchObject({ email: request.email, expiresAt: inDays(90, now) });
      expect(confirmed).not.toHaveProperty('unconfirmed');
    });
  });
});
