import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import type { Holding, StockItem } from '../../lambdas/inventory/stock.ts';
import type { StockChange } from '../../lambdas/inventory/stock-counters.ts';
import { stockTable } from '../../lambdas/inventory/stock-table.ts';
import { dynamodb, type Refusal } from '../../lambdas/runtime/dynamodb.ts';
import type { Update } from '../../lambdas/runtime/dynamodb-write.ts';
import { aNewSku, atOnce, commit, listOf, onEveryDynamoDb } from './on-every-dynamodb.ts';

describe('the Stock table', () => {
  onEveryDynamoDb((tables) => {
    const stock = () => stockTable(tables.stock);
    const write = (updates: readonly Update[]) => commit([...updates]);
    const change = (sku: string, by: StockChange, shard = 0) => write([stock().changeWrite(sku, shard, by)]);

    /** Puts a stock item there, as staff and spreading leave it. */
    async function stocked(item: Partial<StockItem> = {}): Promise<string> {
      const { sku = aNewSku(), shard = 0, onHand = 10 } = item;
      const counted = { sku, shard, onHand, available: onHand, reserved: 0, ...item };
      const pk = shard === 0 ? `SKU#${sku}` : `SKU#${sku}#${shard}`;
      await dynamodb.send(new PutCommand({ TableName: tables.stock, Item: { pk, sk: 'STOCK', ...counted } }));
      return sku;
    }

    async function main(sku: string): Promise<StockItem> {
      const found = await stock().findMain(sku);
      if (found === undefined) throw new Error(`there is no stock of ${sku}`);
      return found;
    }

    /** The units of each shard. */
    async function units(sku: string) {
      const found = await stock().find(sku);
      return found?.shards.map(({ onHand, available, reserved }) => ({ onHand, available, reserved }));
    }

    describe('a stock item', () => {
      it('is found as it was written; what it lacks is nothing', async () => {
        const sku = await stocked();

        expect(await stock().findMain(sku)).toEqual({
          sku,
          shard: 0,
          onHand: 10,
          available: 10,
          reserved: 0,
          unsellable: 0,
        });
        expect(await stock().findMain(aNewSku())).toBeUndefined();
        expect(await stock().find(aNewSku())).toBeUndefined();
      });

      it('is told from one whose SKU differs in case, in space or in the number of a shard', async () => {
        const sku = `84997b ${aNewSku()} 台灯`;
        for (const [onHand, other] of [sku, sku.toUpperCase(), `${sku} `, `${sku}#1`].entries()) {
          await stocked({ sku: other, onHand });
        }

        expect((await main(sku)).onHand).toBe(0);
        expect((await main(sku.toUpperCase())).onHand).toBe(1);
        expect((await main(`${sku} `)).onHand).toBe(2);
      });

      it('counts exactly, from nothing to the largest whole number', async () => {
        const sku = await stocked({ onHand: 0 });

        expect(
          await change(sku, { onHand: Number.MAX_SAFE_INTEGER - 1, unsellable: 3, backordered: 0 }),
        ).toBeUndefined();
        await change(sku, { onHand: 1 });
        expect(await main(sku)).toMatchObject({ onHand: Number.MAX_SAFE_INTEGER, unsellable: 3, backordered: 0 });
        await change(sku, { onHand: -Number.MAX_SAFE_INTEGER });

        expect(await main(sku)).toMatchObject({ onHand: 0, unsellable: 3 });
      });

      it('lets no counter fall below zero, and says how it stands', async () => {
        const sku = await stocked({ onHand: 5, reserved: 2, available: 3 });

        const refusals = await change(sku, { available: -4, reserved: 4 });
        expect(refusals).toEqual([
          { kind: 'condition', item: expect.objectContaining({ sku, available: 3, onHand: 5 }) },
        ]);
        expect(await change(sku, { onHand: -3, reserved: -3 })).toMatchObject([{ kind: 'condition' }]);
        // A counter that was never set is nothing, and below it is nothing either.
        expect(await change(sku, { unsellable: -1 })).toMatchObject([{ kind: 'condition' }]);
        expect(await change(sku, { available: -3, reserved: 3 })).toBeUndefined();

        expect(await units(sku)).toEqual([{ onHand: 5, available: 0, reserved: 5 }]);
      });

      it('says how it stands to a write that stands alone, too', async () => {
        const sku = await stocked({ onHand: 5 });

        const refused = dynamodb.send(new UpdateCommand(stock().changeWrite(sku, 0, { onHand: -6 }).Update));

        await expect(refused).rejects.toMatchObject({
          name: 'ConditionalCheckFailedException',
          Item: { sku: { S: sku }, onHand: { N: '5' } },
        });
      });

      it('that is not there has nothing to take', async () => {
        const sku = aNewSku();

        expect(await change(sku, { available: -1, reserved: 1 })).toEqual([{ kind: 'condition', item: undefined }]);
        expect(await stock().findMain(sku)).toBeUndefined();
      });

      it('is sold to exactly as many of 200 at once as there are units', async () => {
        const sku = await stocked({ onHand: 50 });

        const refusals = await atOnce(200, () => change(sku, { available: -1, reserved: 1 }));

        expect(refusals.filter((refusal) => refusal === undefined)).toHaveLength(50);
        const refused = refusals.filter((refusal) => refusal !== undefined);
        expect(refused.map(([only]) => only?.item?.available)).toEqual(Array.from({ length: 150 }, () => 0));
        expect(await units(sku)).toEqual([{ onHand: 50, available: 0, reserved: 50 }]);
      });

      it('loses none of 200 changes at once', async () => {
        const sku = await stocked({ onHand: 100 });

        await atOnce(200, (index) => change(sku, { onHand: index % 2 === 0 ? 3 : -1 }));

        expect((await main(sku)).onHand).toBe(300);
      });
    });

    describe('a hold', () => {
      const of = (sku: string, quantity: number): Holding => ({
        sku,
        quantity,
        units: [{ shard: 0, units: quantity }],
      });
      const hold = async (holding: Holding, kept?: StockItem) => write(stock().holdWrites(holding, kept));
      const waiting = (sku: string, taken: number, backordered: number): Holding => ({
        sku,
        quantity: taken + backordered,
        units: taken === 0 ? [] : [{ shard: 0, units: taken }],
        backordered: { sku, quantity: backordered, expectedAt: '2027' },
      });

      it('takes what is available, and no more', async () => {
        const sku = await stocked();

        expect(await hold(of(sku, 7))).toBeUndefined();
        expect(await hold(of(sku, 4))).toEqual([
          { kind: 'condition', item: expect.objectContaining({ available: 3 }) },
        ]);
        expect(await hold(of(sku, 3))).toBeUndefined();

        expect(await units(sku)).toEqual([{ onHand: 10, available: 0, reserved: 10 }]);
      });

      it.each([
        { shards: 2, allShards: 2, restocks: 0 },
        { backorder: { limit: 5 }, backordered: 0 },
      ])('of a SKU that is kept as %o takes a look first', async (kept) => {
        const sku = await stocked(kept);

        expect(await hold(of(sku, 1))).toEqual([{ kind: 'condition', item: expect.objectContaining(kept) }]);
        expect(await hold(of(sku, 1), await main(sku))).toBeUndefined();
      });

      it('is released to what is available, once for every hold', async () => {
        const sku = await stocked();
        await hold(of(sku, 7));
        const release = () => write(stock().releaseWrites(of(sku, 7), { isSpread: false, to: 'available' }));

        expect(await release()).toBeUndefined();
        expect(await release()).toEqual([{ kind: 'condition', item: expect.objectContaining({ reserved: 0 }) }]);

        expect(await units(sku)).toEqual([{ onHand: 10, available: 10, reserved: 0 }]);
        expect(await main(sku)).not.toHaveProperty('restocks');
      });

      it('is issued out of the warehouse', async () => {
        const sku = await stocked();
        await hold(of(sku, 7));

        expect(await write(stock().releaseWrites(of(sku, 7), { isSpread: false, to: 'issued' }))).toBeUndefined();

        expect(await units(sku)).toEqual([{ onHand: 3, available: 3, reserved: 0 }]);
      });

      it('of units from several shards takes all or none, and says which was short', async () => {
        const sku = await stocked({ onHand: 1, shards: 3, allShards: 3, restocks: 4, soldOut: true });
        await stocked({ sku, shard: 1, onHand: 5 });
        await stocked({ sku, shard: 2, onHand: 2 });
        const holding = (units: Holding['units']): Holding => ({ sku, quantity: 5, units });
        const tooMany = [
          { shard: 2, units: 2 },
          { shard: 1, units: 6 },
          { shard: 0, units: 1 },
        ];
        const some = [
          { shard: 2, units: 2 },
          { shard: 1, units: 3 },
        ];

        expect(await hold(holding(tooMany), await main(sku))).toEqual([
          { kind: 'none', item: undefined },
          { kind: 'condition', item: expect.objectContaining({ shard: 1, available: 5 }) },
          { kind: 'none', item: undefined },
        ]);
        expect(await hold(holding(some), await main(sku))).toBeUndefined();
        expect(await units(sku)).toEqual([
          { onHand: 1, available: 1, reserved: 0 },
          { onHand: 5, available: 2, reserved: 3 },
          { onHand: 2, available: 0, reserved: 2 },
        ]);
        expect(await main(sku)).toMatchObject({ restocks: 4, soldOut: true });

        await write(stock().releaseWrites(holding(some), { isSpread: true, to: 'available' }));
        expect((await stock().find(sku))?.available).toBe(8);
        expect(await main(sku)).toMatchObject({ restocks: 5 });
        expect(await main(sku)).not.toHaveProperty('soldOut');
      });

      it('issued from shards makes nothing available', async () => {
        const sku = await stocked({
          onHand: 3,
          available: 0,
          reserved: 3,
          shards: 1,
          allShards: 1,
          restocks: 1,
          soldOut: true,
        });

        await write(stock().releaseWrites(of(sku, 3), { isSpread: true, to: 'issued' }));

        expect(await main(sku)).toMatchObject({ onHand: 0, reserved: 0, restocks: 1, soldOut: true });
      });

      it('beyond the stock is promised up to the limit, to those who wait', async () => {
        const sku = await stocked({ onHand: 2, backorder: { limit: 5, leadTimeDays: 7 }, backordered: 0 });

        // The last units and the rest backordered: only all that there is, and only for the first in the queue.
        expect(await hold(waiting(sku, 1, 1), await main(sku))).toMatchObject([{ kind: 'condition' }]);
        expect(await hold(waiting(sku, 2, 3), await main(sku))).toBeUndefined();
        expect(await hold(waiting(sku, 0, 3), await main(sku))).toMatchObject([
          { kind: 'condition', item: { backordered: 3 } },
        ]);
        expect(await hold(waiting(sku, 0, 2), await main(sku))).toBeUndefined();
        // What arrives is theirs.
        await change(sku, { onHand: 1, available: 1 });
        expect(await hold(of(sku, 1), await main(sku))).toMatchObject([
          { kind: 'condition', item: { backordered: 5 } },
        ]);
        expect(await hold(waiting(sku, 1, 0), await main(sku))).toMatchObject([{ kind: 'condition' }]);

        expect(await main(sku)).toMatchObject({ onHand: 3, available: 1, reserved: 2, backordered: 5 });
        const release = () => write(stock().releaseWrites(waiting(sku, 2, 3), { isSpread: false, to: 'available' }));
        expect(await release()).toBeUndefined();
        expect(await release()).toMatchObject([{ kind: 'condition' }]);
        expect(await main(sku)).toMatchObject({ onHand: 3, available: 3, reserved: 0, backordered: 2 });
      });

      it('beyond the stock goes to exactly as many of 200 at once as the limit allows', async () => {
        const sku = await stocked({ onHand: 0, backorder: { limit: 30 }, backordered: 0 });
        const kept = await main(sku);

        const refusals = await atOnce(200, () => hold(waiting(sku, 0, 1), kept));

        expect(refusals.filter((refusal) => refusal === undefined)).toHaveLength(30);
        expect(await main(sku)).toMatchObject({ backordered: 30 });
      });
    });

    describe('what staff do', () => {
      it('begins the stock of a SKU, once, of 200 at once', async () => {
        const sku = aNewSku();

        const refusals = await atOnce(200, (units) => commit([stock().createWrite(sku, units)]));

        expect(refusals.filter((refusal) => refusal === undefined)).toHaveLength(1);
        const units = refusals.indexOf(undefined);
        expect(await main(sku)).toMatchObject({ onHand: units, available: units, reserved: 0, revision: 1 });
      });

      it('changes what was read, unless others decided since', async () => {
        const sku = await stocked();
        const first = await main(sku);
        const take = (from: StockItem) =>
          write(stock().moveWrites(from, new Map([[0, { onHand: -4, available: -4 }]])));

        expect(await take(first)).toBeUndefined();
        expect(await take(first)).toMatchObject([{ kind: 'condition' }]);
        expect(await take(await main(sku))).toBeUndefined();
        expect(await take(await main(sku))).toMatchObject([{ kind: 'condition', item: { available: 2 } }]);

        expect(await main(sku)).toMatchObject({ onHand: 2, revision: 2 });
        const { shards: _, ...before } = await main(await stocked({ shards: 2, allShards: 2, restocks: 0 }));
        expect(await take(before)).toMatchObject([{ kind: 'condition' }]);
      });

      it('changes shards of spread stock and shard 0 with them', async () => {
        const sku = await stocked({ shards: 2, allShards: 2, restocks: 0, soldOut: true });
        await stocked({ sku, shard: 1, onHand: 0 });

        await write(stock().moveWrites(await main(sku), new Map([[1, { onHand: 3, available: 3 }]])));

        expect((await stock().find(sku))?.available).toBe(13);
        expect(await main(sku)).toMatchObject({ onHand: 10, restocks: 1, revision: 1 });
      });

      it('sets how a SKU is kept, and takes settings away', async () => {
        const sku = await stocked();
        const backorder = { limit: 5, releaseAt: '2027-01-01' };

        expect(await stock().changePolicy(sku, { backorder, lowStockThreshold: 3, serviceLevel: 0.95 })).toBe(true);
        expect(await main(sku)).toMatchObject({ backorder, backordered: 0, lowStockThreshold: 3, serviceLevel: 0.95 });
        expect(await stock().changePolicy(sku, { backorder: null, lowStockThreshold: null, packSize: 12 })).toBe(true);

        const kept = await main(sku);
        expect(kept).toMatchObject({ packSize: 12, serviceLevel: 0.95, onHand: 10 });
        expect(kept).not.toHaveProperty('backorder');
        expect(kept).not.toHaveProperty('lowStockThreshold');
        expect(await stock().changePolicy(aNewSku(), { packSize: 1 })).toBe(false);
      });

      it('does not let spread stock be backordered, nor take back what is promised', async () => {
        const spread = await stocked({ shards: 1, allShards: 1, restocks: 0 });
        const promised = await stocked({ onHand: 0, backorder: { limit: 5 }, backordered: 2 });

        expect(await stock().changePolicy(spread, { backorder: { limit: 1 } })).toBe(false);
        expect(await stock().changePolicy(spread, { backorder: null })).toBe(true);
        expect(await stock().changePolicy(promised, { backorder: null })).toBe(false);
        expect(await stock().changePolicy(promised, { backorder: { limit: 9 } })).toBe(true);
        expect(await main(promised)).toMatchObject({ backorder: { limit: 9 }, backordered: 2 });
        expect(await stock().changePolicy(aNewSku(), { backorder: null })).toBe(false);
      });

      it('repairs an item that stands as it was seen', async () => {
        const sku = await stocked({ onHand: 7, available: 9, soldOut: true });
        const seen = await main(sku);
        const right = { onHand: 7, available: 5, reserved: 2, unsellable: 1, backordered: 0 };

        await change(sku, { reserved: 1 });
        expect(await write([stock().repairWrite(seen, right)])).toMatchObject([{ kind: 'condition' }]);
        expect(await write([stock().repairWrite(await main(sku), right)])).toBeUndefined();

        expect(await main(sku)).toEqual({ sku, shard: 0, ...right });
      });

      it('lists shard 0 of every SKU, at once or a page at a time', async () => {
        const [sku, other] = [aNewSku(), aNewSku()];
        await commit([stock().createWrite(sku, 1), stock().createWrite(other, 3)]);
        await stocked({ sku, shard: 1, onHand: 2 });
        const ours = (items: readonly StockItem[]) =>
          items
            .filter((item) => [sku, other].includes(item.sku))
            .map(({ onHand }) => onHand)
            .toSorted();

        const pages: StockItem[] = [];
        let after: string | undefined;
        do {
          const page = await stock().mainsFrom(3, after);
          expect(page.mains.length).toBeLessThanOrEqual(3);
          pages.push(...page.mains);
          after = page.end;
        } while (after !== undefined);

        expect(ours(pages)).toEqual([1, 3]);
        expect(ours(await listOf(stock().mains()))).toEqual([1, 3]);
      });

      it('lists every item of every SKU', async () => {
        const sku = await stocked({ onHand: 1 });
        await stocked({ sku, shard: 1, onHand: 2 });
        const other = await stocked({ onHand: 3 });

        const found = (await listOf(stock().all())).filter((item) => [sku, other].includes(item.sku));

        expect(found.map(({ onHand }) => onHand).toSorted()).toEqual([1, 2, 3]);
      });
    });

    describe('many SKUs in one transaction', () => {
      it('are held all or none, and each refusal stands in its place with its item', async () => {
        const skus = await Promise.all(Array.from({ length: 100 }, () => stocked({ onHand: 1 })));
        const short = new Map([
          [3, 1],
          [50, 1],
          [99, 0],
        ]);
        for (const index of short.keys()) await change(skus[index] ?? '', { available: -1, reserved: 1 });
        const gone = await stocked({ onHand: 0 });
        skus[99] = gone;
        const hold = () => write(skus.map((sku) => stock().changeWrite(sku, 0, { available: -1, reserved: 1 })));

        const refusals: readonly Refusal[] = (await hold()) ?? [];

        expect(refusals).toHaveLength(100);
        expect(
          refusals.flatMap(({ kind, item }, index) => (kind === 'none' && !item ? [] : [[index, kind, item]])),
        ).toEqual(
          [...short].map(([index, reserved]) => [
            index,
            'condition',
            expect.objectContaining({ sku: skus[index], available: 0, reserved }),
          ]),
        );
        expect(await main(skus[0] ?? '')).toMatchObject({ available: 1 });

        for (const index of short.keys()) await change(skus[index] ?? '', { onHand: 1, available: 1 });
        expect(await hold()).toBeUndefined();
        expect(await main(skus[0] ?? '')).toMatchObject({ available: 0, reserved: 1 });
      });

      it('are sold to exactly as many of 200 at once as the scarcest allows, whatever order they come in', async () => {
        const skus = await Promise.all([30, 20, 40].map((onHand) => stocked({ onHand })));

        const refusals = await atOnce(200, (index) => {
          const updates = skus.map((sku) => stock().changeWrite(sku, 0, { available: -1, reserved: 1 }));
          return write(index % 2 === 0 ? updates : updates.reverse());
        });

        expect(refusals.filter((refusal) => refusal === undefined)).toHaveLength(20);
        expect(await Promise.all(skus.map(async (sku) => (await main(sku)).available))).toEqual([10, 0, 20]);
      });
    });

    describe('spread stock', () => {
      const spread = async (main: StockItem, shards: number) => commit(stock().spreadWrites(main, shards));

      it('grows and shrinks in shards, and never forgets one', async () => {
        const sku = await stocked({ onHand: 9, soldOut: true });

        expect(await spread(await main(sku), 3)).toBeUndefined();
        expect(await main(sku)).toEqual({
          sku,
          shard: 0,
          onHand: 9,
          available: 9,
          reserved: 0,
          unsellable: 0,
          shards: 3,
          allShards: 3,
          restocks: 1,
        });
        await spread(await main(sku), 2);
        expect(await main(sku)).toMatchObject({ shards: 2, allShards: 3, restocks: 2 });
        await spread(await main(sku), 32);

        const found = await stock().find(sku);
        expect(found).toMatchObject({ onHand: 9, available: 9, reserved: 0, main: { shards: 32, allShards: 32 } });
        expect(found?.shards.map(({ shard }) => shard)).toEqual(Array.from({ length: 32 }, (_, shard) => shard));
      });

      it('is refused when others spread it meanwhile, or let it be backordered', async () => {
        const sku = await stocked();
        const [plain, backordered] = [await main(sku), await main(await stocked({ backorder: { limit: 1 } }))];

        expect(await spread(plain, 2)).toBeUndefined();
        const two = await main(sku);
        expect((await spread(plain, 4))?.map(({ kind }) => kind)).toEqual(['condition', 'condition', 'none', 'none']);
        expect(await spread(two, 3)).toBeUndefined();
        expect((await spread(two, 4))?.map(({ kind }) => kind)).toEqual(['condition', 'condition', 'none']);
        expect(await spread(backordered, 2)).toMatchObject([{ kind: 'condition' }, { kind: 'none' }]);

        expect(await main(sku)).toMatchObject({ shards: 3, allShards: 3 });
      });

      it('is spread by one of 200 at once', async () => {
        const plain = await main(await stocked());

        const refusals = await atOnce(200, () => spread(plain, 2));

        expect(refusals.filter((refusal) => refusal === undefined)).toHaveLength(1);
        expect(await main(plain.sku)).toMatchObject({ shards: 2, restocks: 1 });
      });

      it('says that units became available on any shard, and takes back "sold out"', async () => {
        const sku = await stocked({ onHand: 0, shards: 2, allShards: 2, restocks: 7, soldOut: true });
        await stocked({ sku, shard: 1, onHand: 0 });
        const received = new Map([[1, { onHand: 4, available: 4 }]]);
        const damaged = new Map([[1, { onHand: -1, available: -1, unsellable: 1 }]]);

        expect(stock().changeWrites(sku, received, true)).toHaveLength(2);
        await write(stock().changeWrites(sku, received, true));
        await write(stock().changeWrites(sku, damaged, true));

        expect(await units(sku)).toEqual([
          { onHand: 0, available: 0, reserved: 0 },
          { onHand: 3, available: 3, reserved: 0 },
        ]);
        expect(await main(sku)).toMatchObject({ restocks: 8 });
        expect(await main(sku)).not.toHaveProperty('soldOut');
      });

      it('moves units between shards all or none', async () => {
        const sku = await stocked({ onHand: 4, shards: 2, allShards: 2, restocks: 0 });
        await stocked({ sku, shard: 1, onHand: 0 });
        const move = (units: number) =>
          write(
            stock().changeWrites(
              sku,
              new Map([
                [0, { onHand: -units, available: -units }],
                [1, { onHand: units, available: units }],
              ]),
              true,
            ),
          );

        expect(await move(5)).toMatchObject([{ kind: 'condition' }, { kind: 'none' }]);
        expect(await move(4)).toBeUndefined();

        expect((await units(sku))?.map(({ onHand }) => onHand)).toEqual([0, 4]);
      });

      it('is marked sold out unless units became available since it was read', async () => {
        const sku = await stocked({ onHand: 0, shards: 2, allShards: 2, restocks: 7 });

        await stock().markSoldOut(sku, 6);
        expect(await main(sku)).not.toHaveProperty('soldOut');
        await stock().markSoldOut(sku, 7);
        await stock().markSoldOut(sku, 7);
        expect(await main(sku)).toMatchObject({ soldOut: true });

        const full = await stocked({ onHand: 1, shards: 2, allShards: 2, restocks: 7 });
        await stock().markSoldOut(full, 7);
        expect(await main(full)).not.toHaveProperty('soldOut');
        await stock().markSoldOut(aNewSku(), 0);
      });
    });
  });
});
