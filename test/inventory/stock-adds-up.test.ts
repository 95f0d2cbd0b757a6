import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { OutOfStock } from '../../lambdas/inventory/out-of-stock.ts';
import { releaseInventory } from '../../lambdas/inventory/release-inventory.ts';
import { reserveInventory, skusPerTransaction } from '../../lambdas/inventory/reserve-inventory.ts';
import { confirmOrder } from '../../lambdas/orders/confirm-order.ts';
import type { Order, OrderContent } from '../../lambdas/orders/order.ts';
import { OrderCancelled } from '../../lambdas/orders/order-errors.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { rejectOrder } from '../../lambdas/orders/reject-order.ts';
import { anOrderContent, anOrderId, anOrderLine } from '../builders.ts';
import { faults, interleave, type Turn } from '../interleaving.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

/*
 * A model of the whole of reserving, releasing, confirming and rejecting: generated orders over a generated stock, generated
 * calls of the real functions at the same time, every single access to a table interleaved with all others and struck by
 * generated faults. The store in memory interprets the conditions that the real tables write.
 */

interface Stock {
  readonly sku: string;
  readonly onHand: number;
  readonly available: number;
  readonly reserved: number;
}

interface History {
  readonly onHand: readonly number[];
  readonly orders: readonly (readonly { readonly sku: number; readonly quantity: number }[])[];
  /** Calls that run at the same time, round after round. */
  readonly rounds: readonly (readonly { readonly step: keyof typeof steps; readonly order: number }[])[];
  readonly turns: readonly Turn[];
}

const steps = {
  reserve: (order: number) => reserveInventory(anOrderId(order)),
  release: (order: number) => releaseInventory(anOrderId(order)),
  confirm: (order: number) => confirmOrder(anOrderId(order)),
  rejectOutOfStock: (order: number) => rejectOrder(anOrderId(order), 'OutOfStock'),
  rejectDeclined: (order: number) => rejectOrder(anOrderId(order), 'PaymentDeclined'),
  /** What a cancellation does before anything else, at any moment. */
  callOff: async (order: number) => {
    await db.intercept({ name: 'UpdateCommand' }, () => {
      const item = db.item('orders', `ORDER#${anOrderId(order)}`, 'ORDER');
      db.put('orders', { ...item, status: item?.status === 'REJECTED' ? 'REJECTED' : 'CANCELLED' });
    });
  },
} as const;

let db: InMemoryDynamoDb;
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
});

describe('stock', () => {
  it('adds up at every moment of any history, and no unit is promised twice', { timeout: 60_000 }, async () => {
    await fc.assert(fc.asyncProperty(history({ skus: 4, lines: 5, turns: 100 }), holds), { numRuns: 3_000 });
  });

  it(`adds up for orders of more SKUs than one transaction takes (${skusPerTransaction})`, {
    timeout: 60_000,
  }, async () => {
    await fc.assert(fc.asyncProperty(bigHistory(), holds), { numRuns: 100 });
  });

  it('is sold to exactly as many of the competing orders as there is', async () => {
    const race: History = {
      onHand: [20],
      orders: Array.from({ length: 60 }, () => [{ sku: 0, quantity: 1 }]),
      rounds: [Array.from({ length: 60 }, (_, order) => ({ step: 'reserve', order }))],
      turns: Array.from({ length: 400 }, (_, index) => ({ pick: index * 7, fault: 'none' })),
    };

    await holds(race);

    expect(orders().filter(({ status }) => status === 'CONFIRMED')).toHaveLength(20);
    expect(stocks()).toMatchObject([{ available: 0, reserved: 20, onHand: 20 }]);
  });
});

async function holds({ onHand, orders: wanted, rounds, turns }: History): Promise<void> {
  db.clear();
  for (const [index, units] of onHand.entries()) {
    const sku = skuNamed(index);
    db.put('stock', { pk: `SKU#${sku}`, sk: 'STOCK', sku, onHand: units, available: units, reserved: 0 });
  }
  const contents = wanted.map((lines, index) =>
    anOrderContent({
      id: anOrderId(index),
      lines: lines.map(({ sku, quantity }) => anOrderLine({ sku: skuNamed(sku), quantity })),
    }),
  );
  for (const content of contents) {
    await orderTable().addContent(content);
    await orderTable().addOrder(content);
  }
  const wantedOf = new Map(contents.map((content) => [content.id as string, quantitiesOf(content)]));

  const ended = new Map<string, string>();
  const left = [...turns];
  for (const round of rounds) {
    const calls = round.map(
      ({ step, order }) =>
        () =>
          steps[step](order % wanted.length),
    );
    const outcomes = await interleave(db, calls, left.splice(0, 25), () => {
      assertStockAddsUp(wantedOf);
      assertEndsAreKept(ended);
    });
    for (const outcome of outcomes) assertNoFaultOfOurs(outcome);
  }

  // Every fault over, the machine runs each order to its end, whatever had been done of it.
  for (const { id } of contents) await finish(id);
  assertStockAddsUp(wantedOf);
  for (const { id, status, heldSkus } of orders()) {
    expect(heldSkus, `${id} ${status}`).toBe(status === 'CONFIRMED' ? wantedOf.get(id)?.length : 0);
    expect(['CONFIRMED', 'REJECTED', 'CANCELLED']).toContain(status);
  }
}

async function finish(id: OrderContent['id']): Promise<void> {
  const refusal = await reserveInventory(id).then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof OutOfStock || error instanceof OrderCancelled) return error.name;
      throw error;
    },
  );
  await (refusal === undefined ? confirmOrder(id) : rejectOrder(id, refusal));
}

/** reserved = what orders hold; available + reserved = on hand; nothing below zero; no order holds more than it asked for. */
function assertStockAddsUp(wantedOf: ReadonlyMap<string, Quantities>): void {
  const held = new Map<string, number>();
  for (const { id, heldSkus } of orders()) {
    const own = wantedOf.get(id) ?? [];
    if (heldSkus < 0 || heldSkus > own.length) throw new Error(`order ${id} holds ${heldSkus} SKUs`);
    for (const [sku, quantity] of own.slice(0, heldSkus)) held.set(sku, (held.get(sku) ?? 0) + quantity);
  }
  for (const { sku, onHand, available, reserved } of stocks()) {
    const sums = available + reserved === onHand && reserved === (held.get(sku) ?? 0);
    if (!sums || available < 0 || reserved < 0) {
      throw new Error(`${sku}: ${available} + ${reserved} of ${onHand}, orders hold ${held.get(sku) ?? 0}`);
    }
  }
}

/** What was rejected or called off stays so. */
function assertEndsAreKept(ended: Map<string, string>): void {
  for (const { id, status } of orders()) {
    const end = ended.get(id);
    if (end !== undefined && status !== end && status !== 'CANCELLED') throw new Error(`${id}: ${end}, then ${status}`);
    if (status === 'REJECTED' || status === 'CANCELLED') ended.set(id, status);
  }
}

/** What a call may say in such a history; anything else would be a fault in the code or in a condition. */
function assertNoFaultOfOurs(outcome: Awaited<ReturnType<typeof interleave>>[number]): void {
  const expected = /OutOfStock|OrderCancelled|StockContention|ConnectionLost/;
  const ourselves = /is not to be given up|has no stock reserved/;
  const fine = outcome.kind !== 'threw' || expected.test(outcome.error.name) || ourselves.test(outcome.error.message);
  if (!fine) throw (outcome as { error: Error }).error;
}

type Quantities = readonly (readonly [sku: string, quantity: number])[];

function quantitiesOf({ lines }: OrderContent): Quantities {
  const skus = [...new Set(lines.map(({ sku }) => sku))].sort();
  return skus.map((sku): [string, number] => [
    sku,
    lines.filter((line) => line.sku === sku).reduce((sum, { quantity }) => sum + quantity, 0),
  ]);
}

function history({ skus, lines, turns }: { skus: number; lines: number; turns: number }): fc.Arbitrary<History> {
  const line = fc.record({ sku: fc.nat(skus - 1), quantity: fc.integer({ min: 1, max: 4 }) });
  return fc.record({
    onHand: fc.array(fc.nat(9), { minLength: skus, maxLength: skus }),
    orders: fc.array(fc.array(line, { minLength: 1, maxLength: lines }), { minLength: 1, maxLength: 6 }),
    rounds: rounds(),
    turns: fc.array(turn(), { maxLength: turns }),
  });
}

/** Orders of 95 to 250 SKUs, each over its own window of the catalogue, so that they overlap. */
function bigHistory(): fc.Arbitrary<History> {
  const order = fc
    .record({ from: fc.nat(30), skus: fc.integer({ min: 95, max: 250 }), quantity: fc.integer({ min: 1, max: 3 }) })
    .map(({ from, skus, quantity }) => Array.from({ length: skus }, (_, index) => ({ sku: from + index, quantity })));
  return fc.record({
    onHand: fc
      .record({ units: fc.integer({ min: 1, max: 6 }), scarce: fc.array(fc.nat(279), { maxLength: 2 }) })
      .map(({ units, scarce }) => Array.from({ length: 280 }, (_, index) => (scarce.includes(index) ? 1 : units))),
    orders: fc.array(order, { minLength: 1, maxLength: 3 }),
    rounds: rounds(),
    turns: fc.array(turn(), { maxLength: 100 }),
  });
}

function rounds(): fc.Arbitrary<History['rounds']> {
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.constant('reserve' as const) },
    { weight: 2, arbitrary: fc.constant('confirm' as const) },
    { weight: 2, arbitrary: fc.constantFrom('rejectOutOfStock' as const, 'rejectDeclined' as const) },
    { weight: 1, arbitrary: fc.constantFrom('release' as const, 'callOff' as const) },
  );
  return fc.array(fc.array(fc.record({ step, order: fc.nat(5) }), { minLength: 1, maxLength: 4 }), { maxLength: 7 });
}

function turn(): fc.Arbitrary<Turn> {
  const fault = fc.oneof(
    { weight: 8, arbitrary: fc.constant('none' as const) },
    { weight: 1, arbitrary: fc.constantFrom(...faults) },
  );
  return fc.record({ pick: fc.nat(7), fault });
}

function skuNamed(index: number): string {
  return `SKU-${String(index).padStart(3, '0')}`;
}

function orders(): readonly Order[] {
  return db.items('orders').filter(({ sk }) => sk === 'ORDER') as unknown as readonly Order[];
}

function stocks(): readonly Stock[] {
  return db.items('stock') as unknown as readonly Stock[];
}
