import { setTimeout as sleep } from 'node:timers/promises';
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { newOrder } from '../lambdas/orders/new-order.ts';
import { systemClock } from '../lambdas/runtime/clock.ts';
import type { dynamodb as client } from '../lambdas/runtime/dynamodb.ts';
import { eachOf } from '../lambdas/runtime/each-of.ts';
import { contended, failed, waitsOf } from '../lib/retriers.ts';

/** Who comes at once for how much of one SKU, and over how many shards its stock is spread. */
export interface Rush {
  readonly sku: string;
  readonly buyers: number;
  readonly units: number;
  readonly shards: number;
  /** All buyers come within this time. */
  readonly withinMilliseconds: number;
}

/** Where time passes: on the clock of this machine, or in a model's own. */
export interface Clockwork {
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

/** What came of a rush. */
export interface RushFigures {
  readonly sold: number;
  readonly refused: number;
  /** Orders that met others at the same item until their retries were used up; an operator would redrive them. */
  readonly gaveUp: number;
  /** Until the last buyer had an answer, and until the last unit was sold. */
  readonly seconds: number;
  readonly soldOutAfterSeconds: number;
  readonly transactions: number;
  /** Transactions that were cancelled because another one was at the same item. */
  readonly conflicts: number;
  /** Attempts of the step "Reserve inventory" beyond the first, over all orders. */
  readonly retries: number;
  /** Reads and writes of those who were refused, on average: what a "sold out" costs. */
  readonly callsOfTheRefused: number;
}

/** The waits of an order that meets others every time: as contention is repeated, then as any failure is. */
const waits = [...waitsOf(contended), ...waitsOf(failed(80))];

/**
 * Lets buyers come as good as at once, straight at the functions of the inventory, with the state machine's own
 * retries.
 */
export async function rush(
  { sku, buyers, units, shards, withinMilliseconds }: Rush,
  dynamodb: typeof client,
  { now, sleep }: Clockwork = realTime,
): Promise<RushFigures> {
  const { orderTable } = await import('../lambdas/orders/order-table.ts');
  const { stockTable } = await import('../lambdas/inventory/stock-table.ts');
  const { movementTable } = await import('../lambdas/inventory/movement-table.ts');
  const { holdingPorts, reserveInventory } = await import('../lambdas/inventory/reserve-inventory.ts');
  const { spreadStock } = await import('../lambdas/inventory/spread-stock.ts');
  const { anOrderContent, anOrderLine } = await import('../test/builders.ts');
  const { transact } = await import('../lambdas/runtime/dynamodb.ts');

  const opening = {
    sku,
    shard: 0,
    at: new Date().toISOString(),
    id: 'opening',
    reason: 'OPENING',
    by: 'bench',
  } as const;
  const isNew = (await stockTable().findMain(sku)) === undefined;
  await transact([
    isNew
      ? stockTable().createWrite(sku, units)
      : stockTable().changeWrite(sku, 0, { onHand: units, available: units }),
    movementTable().append({ ...opening, onHand: units }),
  ]);
  await spreadStock(sku, shards, 'bench');
  const orders = await ordersOf({ sku, buyers });
  // Accepted tomorrow: on a deployed stage, nobody takes them for orders that wait to be started.
  const createdAt = new Date(Date.now() + 86_400_000).toISOString();
  await eachOf(orders, 50, async (id) => {
    const content = anOrderContent({ id, createdAt, lines: [anOrderLine({ sku, quantity: 1 })] });
    await orderTable().addContent(content);
    await orderTable().addOrder(newOrder(content));
  });

  // A day is longer than any rush; what the shop promises of its deliveries is no matter of its stock.
  const inventory = { ...holdingPorts(), clock: systemClock, holdSeconds: 86_400 };
  const counted = counting(dynamodb);
  const begun = now();
  let soldOut = begun;
  const outcomes = await Promise.all(
    orders.map(async (id) => {
      await sleep(Math.random() * withinMilliseconds);
      for (let retries = 0; ; retries++) {
        try {
          await counted.as(id, () => reserveInventory(id, inventory));
          soldOut = now();
          return { outcome: 'sold', retries } as const;
        } catch (error) {
          const { name } = error as Error;
          if (name === 'OutOfStock') return { outcome: 'refused', retries } as const;
          if (name !== 'StockContention') throw error;
          const wait = waits[retries];
          if (wait === undefined) return { outcome: 'gave up', retries } as const;
          await sleep((wait.min + Math.random() * (wait.max - wait.min)) * 1000);
        }
      }
    }),
  );
  const ended = now();
  counted.stop();

  const of = (wanted: (typeof outcomes)[number]['outcome']) =>
    orders.filter((_, index) => outcomes[index]?.outcome === wanted);
  const refused = of('refused');
  return {
    sold: of('sold').length,
    refused: refused.length,
    gaveUp: of('gave up').length,
    seconds: (ended - begun) / 1000,
    soldOutAfterSeconds: (soldOut - begun) / 1000,
    transactions: counted.transactions(),
    conflicts: counted.conflicts(),
    retries: outcomes.reduce((sum, { retries }) => sum + retries, 0),
    callsOfTheRefused: refused.reduce((sum, id) => sum + counted.callsOf(id), 0) / Math.max(1, refused.length),
  };
}

/**
 * Ends the orders of a rush and gives back what they hold, so that no sweeper of a deployed stage finds work in them.
 */
export async function endOrdersOf(rush: Pick<Rush, 'sku' | 'buyers'>): Promise<void> {
  const { orderTable } = await import('../lambdas/orders/order-table.ts');
  const { releaseInventory } = await import('../lambdas/inventory/reserve-inventory.ts');
  const at = new Date().toISOString();
  const rejection = { reason: 'HOLD_EXPIRED', at } as const;
  await eachOf(await ordersOf(rush), 50, async (id) => {
    await orderTable().end(id, { status: 'REJECTED', rejection }, { at, event: 'ORDER_REJECTED', detail: 'bench' });
    await releaseInventory(id);
  });
}

async function ordersOf({ sku, buyers }: Pick<Rush, 'sku' | 'buyers'>) {
  const { orderIdOf, orderNumberFor } = await import('../lambdas/orders/order-id.ts');
  return Array.from({ length: buyers }, (_, buyer) =>
    orderIdOf(orderNumberFor({ storefront: sku, idempotencyKey: String(buyer) })),
  );
}

/** The clock of this machine. */
const realTime: Clockwork = { now: () => performance.now(), sleep: (milliseconds) => sleep(milliseconds) };

/** Counts the calls of a client, whose they are, and what came of the transactions. */
function counting(dynamodb: typeof client) {
  const { AsyncLocalStorage } = process.getBuiltinModule('node:async_hooks');
  const caller = new AsyncLocalStorage<string>();
  const calls = new Map<string, number>();
  let transactions = 0;
  let conflicts = 0;
  const send = dynamodb.send;
  const counted = async (command: { readonly input: object }, ...rest: unknown[]): Promise<unknown> => {
    const id = caller.getStore() ?? '';
    calls.set(id, (calls.get(id) ?? 0) + 1);
    const isTransaction = 'TransactItems' in command.input;
    if (isTransaction) transactions++;
    try {
      return await (send as (...args: unknown[]) => Promise<unknown>).call(dynamodb, command, ...rest);
    } catch (error) {
      const reasons = error instanceof TransactionCanceledException ? (error.CancellationReasons ?? []) : [];
      if (reasons.some(({ Code }) => Code === 'TransactionConflict')) conflicts++;
      throw error;
    }
  };
  Object.assign(dynamodb, { send: counted });
  return {
    as: <Value>(id: string, run: () => Promise<Value>) => caller.run(id, run),
    callsOf: (id: string) => calls.get(id) ?? 0,
    transactions: () => transactions,
    conflicts: () => conflicts,
    stop: () => Object.assign(dynamodb, { send }),
  };
}
