import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type StockRequest, stockRequestTable } from '../../lambdas/stock-keeping/stock-request-table.ts';
import { noon } from '../builders.ts';
import { atOnce, commit, onEveryDynamoDb } from './on-every-dynamodb.ts';

const answer: StockRequest['answer'] = {
  id: 'm',
  sku: '85123A',
  at: noon,
  reason: 'STOCK_TAKE',
  onHand: -3,
  unsellable: 0,
  by: 'back-office',
  count: { book: 10, counted: 7, difference: -3 },
};

describe('the StockRequests table', () => {
  onEveryDynamoDb((tables) => {
    const requests = () => stockRequestTable(tables.stockRequests);
    const aRequest = (content = 'hash'): StockRequest => ({ id: randomUUID(), content, answer });

    it('finds what was done under an id', async () => {
      const request = aRequest();

      expect(await requests().find(request.id)).toBeUndefined();
      expect(await commit([requests().mark(request)])).toBeUndefined();

      expect(await requests().find(request.id)).toEqual(request);
    });

    it('marks a request once, of 200 at once', async () => {
      const { id } = aRequest();

      const refusals = await atOnce(200, (n) => commit([requests().mark({ ...aRequest(`${n}`), id })]));

      expect(refusals.filter((refusal) => refusal === undefined)).toHaveLength(1);
      expect((await requests().find(id))?.content).toBe(`${refusals.indexOf(undefined)}`);
    });
  });
});
