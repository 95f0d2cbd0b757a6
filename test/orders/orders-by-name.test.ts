import { beforeEach, describe, expect, it } from 'vitest';
import type { OrderId } from '../../lambdas/orders/order.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { anOrder, anOrderContent, anOrderId, anOrderItem, anOrderLine } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

let db: InMemoryDynamoDb;
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
});

describe('a pass through all orders', () => {
  const days = ['2026-11-21', '2026-11-22', '2026-11-23'].map((day) => `${day}T12:00:00.000Z`);

  async function passed(since?: string): Promise<readonly OrderId[]> {
    const ids: OrderId[] = [];
    let from: string | undefined;
    do {
      const page = await orderTable().acceptedPage(from, since);
      ids.push(...page.ids);
      from = page.next;
    } while (from !== undefined);
    return ids;
  }

  it.each([1, 2, 100])(
    'meets each once, by pages of %i items, also of one that has more than one item',
    async (pageSize) => {
      for (const [index, createdAt] of days.entries()) {
        const id = anOrderId(index);
        const lines = Array.from({ length: 201 }, () => anOrderLine());
        await orderTable().addContent(anOrderContent({ id, createdAt, lines }));
        db.put('orders', anOrderItem({ id, createdAt }));
      }
      db.pageSize = pageSize;

      expect((await passed()).toSorted()).toEqual(days.map((_, index) => anOrderId(index)).toSorted());
      expect((await passed(days[1])).toSorted()).toEqual([anOrderId(1), anOrderId(2)].toSorted());
    },
  );
});

describe('the heads of orders', () => {
  it('say how each stands, stored or as it was accepted, and nothing of what is no order', async () => {
    const [stored, accepted, none] = [anOrderId(0), anOrderId(1), anOrderId(2)];
    const contents = [anOrderContent({ id: stored }), anOrderContent({ id: accepted })];
    for (const content of contents) await orderTable().addContent(content);
    db.put('orders', anOrderItem({ id: stored, status: 'SHIPPED' }));

    expect(await orderTable().findHeads([none, accepted, stored])).toEqual(
      new Map([
        [accepted, { order: anOrder({ id: accepted }), content: contents[1] }],
        [stored, { order: anOrder({ id: stored, status: 'SHIPPED' }), content: contents[0] }],
      ]),
    );
  });

  it('call an order that had no number yet as it was called then', async () => {
    await orderTable().addContent(anOrderContent());
    const { number: _, ...former } = db.item('orders', `ORDER#${anOrderId()}`, 'CONTENT#000') ?? {};
    db.put('orders', former);

    const head = (await orderTable().findHeads([anOrderId()])).get(anOrderId());
    expect(head?.content.number).toBe(anOrderId().slice(0, 8).toUpperCase());
  });
});
