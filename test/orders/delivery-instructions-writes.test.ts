import { beforeEach, describe, expect, it } from 'vitest';
import { type ChangedInstructions, deliveryInstructionsOf } from '../../lambdas/orders/delivery-instructions.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { transact } from '../../lambdas/runtime/dynamodb.ts';
import { anOrderContent, anOrderId, anOrderItem, noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const id = anOrderId();
const [first, second]: ChangedInstructions[] = [
  { text: 'Ring twice.', at: '2026-12-01T12:00:00.000Z' },
  { text: '', at: '2026-12-02T12:00:00.000Z' },
];

let db: InMemoryDynamoDb;
beforeEach(async () => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  await orderTable().addContent(anOrderContent());
});

async function isChanged(seen: typeof first, changed = second): Promise<boolean> {
  if (changed === undefined) throw new Error('there is what it is changed to');
  return (await transact(orderTable().instructionsWrites(id, seen, changed, 'STAFF'))) === undefined;
}

describe('what the carrier should know', () => {
  it('is put in the place of what was read, and the timeline says by whom', async () => {
    db.put('orders', anOrderItem({ status: 'CONFIRMED' }));

    expect([await isChanged(undefined, first), await isChanged(first)]).toEqual([true, true]);

    const { order, changedInstructions } = await orderTable().find(id);
    expect(changedInstructions).toEqual(second);
    expect(order).toMatchObject({
      version: 3,
      timeline: [
        { at: noon, event: 'ORDER_ACCEPTED' },
        { at: first?.at, event: 'DELIVERY_INSTRUCTIONS_CHANGED', detail: 'by STAFF' },
        { at: second?.at, event: 'DELIVERY_INSTRUCTIONS_CHANGED', detail: 'by STAFF' },
      ],
    });
  });

  it('is not changed over what somebody else has said meanwhile', async () => {
    db.put('orders', anOrderItem({ status: 'CONFIRMED' }));
    await isChanged(undefined, first);

    expect(await isChanged(undefined)).toBe(false);
    expect(await isChanged(second)).toBe(false);
    expect(await orderTable().find(id)).toMatchObject({ changedInstructions: first, order: { version: 2 } });
  });

  it('is not changed once the order has left', async () => {
    db.put('orders', anOrderItem({ status: 'SHIPPED' }));

    expect(await isChanged(undefined)).toBe(false);
    expect((await orderTable().find(id)).changedInstructions).toBeUndefined();
  });

  it('is what was said last, and nothing where that was taken away', () => {
    const content = anOrderContent({ deliveryInstructions: 'Knock.' });

    expect(deliveryInstructionsOf({})).toBeUndefined();
    expect(deliveryInstructionsOf({ content })).toBe('Knock.');
    expect(deliveryInstructionsOf({ content, changedInstructions: first })).toBe('Ring twice.');
    expect(deliveryInstructionsOf({ content, changedInstructions: second })).toBeUndefined();
  });
});
