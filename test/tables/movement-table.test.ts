import { describe, expect, it } from 'vitest';
import type { Movement } from '../../lambdas/inventory/movement.ts';
import { movementTable } from '../../lambdas/inventory/movement-table.ts';
import { noon } from '../builders.ts';
import { aNewSku, atOnce, commit, listOf, onEveryDynamoDb } from './on-every-dynamodb.ts';

describe('the StockMovements table', () => {
  onEveryDynamoDb((tables) => {
    const movements = () => movementTable(tables.stockMovements);
    const append = (...entries: readonly Movement[]) => commit(entries.map(movements().append));

    const aMovement = (movement: Partial<Movement> & Pick<Movement, 'sku'>): Movement => ({
      shard: 0,
      at: noon,
      id: 'm',
      reason: 'PURCHASE',
      onHand: 5,
      by: 'back-office',
      ...movement,
    });

    const ledger = (sku: string, until?: string) => listOf(movements().until(sku, until));

    it('keeps a movement as it was written', async () => {
      const sku = aNewSku();
      const damaged = aMovement({ sku, reason: 'DAMAGED', onHand: -2, unsellable: 2, reference: 'Lieferschein № 7' });

      expect(await append(damaged)).toBeUndefined();

      expect(await ledger(sku)).toEqual([damaged]);
      expect(await ledger(aNewSku())).toEqual([]);
    });

    it('is never written over', async () => {
      const sku = aNewSku();
      await append(aMovement({ sku }));

      expect(await append(aMovement({ sku, id: 'other' }), aMovement({ sku, onHand: 9 }))).toEqual([
        { kind: 'none', item: undefined },
        { kind: 'condition', item: undefined },
      ]);

      expect(await ledger(sku)).toEqual([aMovement({ sku })]);
    });

    it('takes each movement once, of 200 at once', async () => {
      const sku = aNewSku();

      const refusals = await atOnce(200, (index) => append(aMovement({ sku, id: `m${index % 5}`, onHand: index })));

      const written = refusals.flatMap((refusal, onHand) => (refusal === undefined ? [onHand] : []));
      expect(written).toHaveLength(5);
      expect((await ledger(sku)).map(({ onHand }) => onHand).toSorted()).toEqual(written.toSorted());
    });

    it('is read in the order of time until a moment, that one included', async () => {
      const sku = aNewSku();
      const at = (milliseconds: number) => new Date(Date.parse(noon) + milliseconds).toISOString();
      const entries = [
        aMovement({ sku, at: at(0), id: 'z' }),
        aMovement({ sku, at: at(1), id: 'a', shard: 0 }),
        aMovement({ sku, at: at(1), id: 'a', shard: 1 }),
        aMovement({ sku, at: at(1), id: '~' }),
        aMovement({ sku, at: at(2), id: '0' }),
      ];
      for (const index of [3, 0, 4, 2, 1]) await append(entries[index] as Movement);
      await append(aMovement({ sku: `${sku}2` }));

      expect(await ledger(sku)).toEqual(entries);
      expect(await ledger(sku, at(1))).toEqual(entries.slice(0, 4));
      expect(await ledger(sku, at(0))).toEqual(entries.slice(0, 1));
      expect(await ledger(sku, at(-1))).toEqual([]);
      // A day is all of that day.
      expect(await ledger(sku, noon.slice(0, 10))).toEqual(entries);
      expect(await ledger(sku, '2026-11-22')).toEqual([]);
    });

    it('is found by its moment, and from a moment on', async () => {
      const sku = aNewSku();
      const at = (milliseconds: number) => new Date(Date.parse(noon) + milliseconds).toISOString();
      const entries = [0, 1, 1, 2].map((moment, shard) => aMovement({ sku, at: at(moment), shard }));
      await append(...entries, aMovement({ sku: aNewSku(), at: at(1) }));

      expect(await movements().at(sku, at(1))).toEqual(entries.slice(1, 3));
      expect(await movements().at(sku, at(3))).toEqual([]);
      expect(await listOf(movements().since(sku, at(1)))).toEqual(entries.slice(1));
    });

    it('keeps beside it what its older movements sum to', async () => {
      const sku = aNewSku();
      const sum = { sku, before: noon, shards: [{ shard: 0, onHand: 5, unsellable: 1 }] };
      expect(await movements().findSum(sku)).toBeUndefined();

      await movements().keepSum(sum);

      expect(await movements().findSum(sku)).toEqual(sum);
      expect(await ledger(sku)).toEqual([]);
    });

    it('is read in pages from the newest on', async () => {
      const sku = aNewSku();
      const entries = Array.from({ length: 5 }, (_, n) => aMovement({ sku, id: `m${n}` }));
      await append(...entries);
      const [m0, m1, m2, m3, m4] = entries;

      const first = await movements().page(sku, 2);
      const second = await movements().page(sku, 2, first.next);
      const third = await movements().page(sku, 2, second.next);

      expect([first, second, third].map((page) => page.movements)).toEqual([[m4, m3], [m2, m1], [m0]]);
      expect(third).not.toHaveProperty('next');
      expect(await movements().page(aNewSku(), 2)).toEqual({ movements: [] });
    });

    it('is read whole, however long it is', async () => {
      const sku = aNewSku();
      const reference = 'x'.repeat(9_000);
      const entries = Array.from({ length: 300 }, (_, n) =>
        aMovement({ sku, at: new Date(Date.parse(noon) + n).toISOString(), reference }),
      );
      await Promise.all(Array.from({ length: 15 }, (_, n) => append(...entries.slice(n * 20, (n + 1) * 20))));

      expect(await ledger(sku)).toEqual(entries);
      expect(await ledger(sku, entries[199]?.at)).toEqual(entries.slice(0, 200));
    });
  });
});
