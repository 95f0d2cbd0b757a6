import { describe, expect, it } from 'vitest';
import { type Backorder, backorderTable } from '../../lambdas/inventory/backorder-table.ts';
import { noon } from '../builders.ts';
import { aNewOrderId, aNewSku, atOnce, commit, listOf, onEveryDynamoDb } from './on-every-dynamodb.ts';

describe('the Backorders table', () => {
  onEveryDynamoDb((tables) => {
    const backorders = () => backorderTable(tables.backorders);
    const put = (...waiting: readonly Backorder[]) => commit(waiting.map(backorders().put));

    const aBackorder = (backorder: Partial<Backorder> & Pick<Backorder, 'sku'>): Backorder => ({
      orderId: aNewOrderId(),
      since: noon,
      quantity: 2,
      ...backorder,
    });

    it('finds who waits longest, of each SKU', async () => {
      const [sku, other] = [aNewSku(), aNewSku()];
      const waiting = ['2026-03-01', '2026-01-01', '2026-02-01'].map((since) => aBackorder({ sku, since }));
      const first = waiting[1] as Backorder;
      await put(...waiting, aBackorder({ sku: other, since: '2025' }));

      expect(await backorders().findFirst(sku)).toEqual(first);
      expect(await commit([backorders().remove(first)])).toBeUndefined();
      expect(await backorders().findFirst(sku)).toEqual(waiting[2]);
      expect(await backorders().findFirst(aNewSku())).toBeUndefined();
    });

    it('changes how many an order waits for, and keeps its place', async () => {
      const sku = aNewSku();
      const [first, second] = [aBackorder({ sku, since: '2026-01-01' }), aBackorder({ sku, since: '2026-01-02' })];
      await put(first, second);

      await put({ ...first, quantity: 1 });

      expect(await backorders().findFirst(sku)).toEqual({ ...first, quantity: 1 });
    });

    it('is not harmed by a removal that is repeated, or of one who does not wait', async () => {
      const waiting = aBackorder({ sku: aNewSku() });
      await put(waiting);

      expect(await commit([backorders().remove({ ...waiting, orderId: aNewOrderId() })])).toBeUndefined();
      expect(await backorders().findFirst(waiting.sku)).toEqual(waiting);
      await commit([backorders().remove(waiting)]);
      expect(await commit([backorders().remove(waiting)])).toBeUndefined();
      expect(await backorders().findFirst(waiting.sku)).toBeUndefined();
    });

    it('lists everybody who waits for anything', async () => {
      const reason = 'x'.repeat(300);
      const waiting = Array.from({ length: 60 }, (_, n) => aBackorder({ sku: `${aNewSku()}${reason}${n % 3}` }));
      await put(...waiting);

      const found = await listOf(backorders().all());

      expect(found).toEqual(expect.arrayContaining(waiting));
      expect(new Set(found.map(({ orderId }) => orderId)).size).toBe(found.length);
    });

    it('serves 100 who came at once, each once', async () => {
      const sku = aNewSku();
      const waiting = await atOnce(100, async () => {
        const backorder = aBackorder({ sku });
        await put(backorder);
        return backorder;
      });

      const served: string[] = [];
      for (let first = await backorders().findFirst(sku); first; first = await backorders().findFirst(sku)) {
        served.push(first.orderId);
        await commit([backorders().remove(first)]);
      }

      expect(served).toEqual(waiting.map(({ orderId }) => orderId).toSorted());
    });
  });
});
