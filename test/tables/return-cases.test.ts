import { describe, expect, it } from 'vitest';
import { worklistTable } from '../../lambdas/order-return-cases/worklist-table.ts';
import { newOrder } from '../../lambdas/orders/new-order.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import type { StoredReturnCase } from '../../lambdas/orders/return-case.ts';
import { anOrderContent, noon } from '../builders.ts';
import { aNewOrderId, commit, onEveryDynamoDb } from './on-every-dynamodb.ts';

const later = '2026-11-23T13:00:00.000Z';

describe('the return cases of an order, and their lists,', () => {
  onEveryDynamoDb((tables) => {
    it('are written together, once, over the order as it was read, and listed by where they stand', async () => {
      const orders = orderTable(tables.orders);
      const worklist = worklistTable(tables.returnWorklist);
      const content = anOrderContent({ id: aNewOrderId() });
      await orders.addContent(content);
      await orders.addOrder(newOrder(content));
      const order = newOrder(content);
      const caseId = `case-${order.id}`;
      const asked: StoredReturnCase = {
        ...{ id: caseId, kind: 'RETURN', state: 'APPROVED', remedy: 'REFUND', keeps: false, postage: 'SHOP' },
        ...{ version: 1, requestHash: 'hash', dueAt: later },
        lines: [{ line: 1, quantity: 2 }],
        history: [{ at: noon, state: 'APPROVED', by: 'policy' }],
      };
      const added = [...orders.caseWrites(order, undefined, asked), ...worklist.listWrites(order, undefined, asked)];

      expect(await commit(added)).toBeUndefined();
      expect(await commit(added)).toMatchObject([{ kind: 'condition' }, { kind: 'condition' }, {}, {}]);
      const listed = async (state: 'APPROVED' | 'RECEIVED') =>
        (await worklist.listed(state, 1_000)).cases.filter((one) => one.caseId === caseId);
      const isDue = async (now: string) =>
        (await worklist.due(new Date(now), 1_000)).some((one) => one.caseId === caseId);
      expect(await listed('APPROVED')).toMatchObject([{ orderId: order.id, units: 2, since: noon }]);
      expect([await isDue(noon), await isDue(later)]).toEqual([false, true]);

      const { order: seen, cases } = await orders.find(order.id);
      expect(cases).toEqual([asked]);
      const { dueAt: _, ...moved } = asked;
      const received: StoredReturnCase = {
        ...moved,
        ...{ state: 'RECEIVED', version: 2 },
        history: [...asked.history, { at: later, state: 'RECEIVED', by: 'keeper' }],
      };
      const moves = [
        ...orders.caseWrites(seen ?? order, asked, received),
        ...worklist.listWrites(order, asked, received),
      ];
      expect(await commit(moves)).toBeUndefined();
      expect([await listed('APPROVED'), await listed('RECEIVED')]).toMatchObject([[], [{ since: later }]]);
      expect(await isDue(later)).toBe(false);
      expect((await orders.find(order.id)).order?.timeline.map(({ event }) => event)).toEqual([
        'ORDER_ACCEPTED',
        'RETURN_APPROVED',
        'RETURN_RECEIVED',
      ]);
    });
  });
});
