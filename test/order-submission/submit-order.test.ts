import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { promiseOf } from '../../lambdas/delivery-promise/promise-of.ts';
import { startStrandedOrders } from '../../lambdas/order-recovery/start-stranded-orders.ts';
import { type SubmitOrderPorts, submitOrder } from '../../lambdas/order-submission/submit-order.ts';
import { acceptedOrder } from '../../lambdas/order-tracking/represent-order.ts';
import type { Start } from '../../lambdas/order-workflow/start-workflow.ts';
import type { OrderContent } from '../../lambdas/orders/order.ts';
import type { OrderRequest } from '../../lambdas/orders/order-request.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { productTable } from '../../lambdas/products/product-table.ts';
import { anOrderItem, anOrderRequest, aProduct, noon } from '../builders.ts';
import { aPolicy } from '../delivery-promise/a-policy.ts';
import { histories } from '../histories.ts';
import { faults, interleave, type Outcome, type Turn } from '../interleaving.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const submission = { storefront: 'north-lane', idempotencyKey: 'key-1' };

let db: InMemoryDynamoDb;
let started: string[];
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
});

describe('an order submitted any number of times, at once or not, whatever crashes', () => {
  it('is stored once, started once, and answered equally', async () => {
    await fc.assert(
      fc.asyncProperty(history({ differing: false }), async ({ rounds, turns }) => {
        aShop();
        const outcomes = await runAll(rounds, turns);
        const last = await submit(anOrderRequest());

        expect(new Set(outcomes.flatMap(answersIn))).toEqual(new Set(outcomes.flatMap(answersIn).slice(0, 1)));
        for (const answer of outcomes.flatMap(answersIn)) expect(answer).toBe(JSON.stringify(acceptedOrder(last)));
        expectOneOrder();
        expect(outcomes.flatMap(refusalsIn)).toEqual([]);
      }),
      { numRuns: histories(1_000) },
    );
  });

  it('under one key with two contents is one of the two, and the other is refused', async () => {
    await fc.assert(
      fc.asyncProperty(history({ differing: true }), async ({ rounds, turns }) => {
        aShop();
        const outcomes = await runAll(rounds, turns);
        const kept = db.items('orders').filter(({ sk }) => sk === 'CONTENT#000') as unknown as OrderContent[];

        expect(kept.length).toBeLessThanOrEqual(1);
        expect(new Set(outcomes.flatMap(answersIn)).size).toBeLessThanOrEqual(1);
        for (const refusal of outcomes.flatMap(refusalsIn)) expect(refusal).toBe('idempotency-key-reused');
        expect(new Set(started).size).toBe(started.length);
      }),
      { numRuns: histories(1_000) },
    );
  });

  it('is finished by one clean repeat when the first died after the content was written', async () => {
    aShop();
    const turns: Turn[] = [0, 1].map((turn) => ({ pick: 0, fault: turn === 1 ? 'killed-after' : 'none' }));
    await interleave(db, [() => submit(anOrderRequest())], turns);
    expect(started).toEqual([]);

    await submit(anOrderRequest());

    expectOneOrder();
  });

  it('is started by the sweeper when there was no room to start it', async () => {
    aShop();
    const { id } = await submitOrder(submission, anOrderRequest(), { ...ports(), startWorkflow: async () => 'later' });

    await startStrandedOrders(false, {
      ...ports(),
      clock: () => new Date('2026-11-23T12:01:00.001Z'),
      pause: async () => {},
    });

    expect(started).toEqual([id]);
  });
});

describe('a repeated order', () => {
  it('keeps the price at which it was accepted', async () => {
    aShop();
    const first = await submit(anOrderRequest());
    db.put('products', {
      pk: 'SKU#85123A',
      sk: 'PRODUCT',
      ...aProduct({ prices: [{ currency: 'GBP', unitPrice: 999 }] }),
    });

    expect(await submit(anOrderRequest())).toEqual(first);
  });

  it('keeps the days by which it was promised', async () => {
    aShop();
    const promising = { ...ports(), delivery: aPolicy() };
    const first = await submitOrder(submission, anOrderRequest(), promising);
    expect(first.expected).toEqual(promiseOf(new Date(noon), aPolicy(), 'GB'));
    const later = { ...promising, clock: () => new Date('2026-11-27T12:00:00.000Z') };

    expect(await submitOrder(submission, anOrderRequest(), later)).toEqual(first);
    expect((await orderTable().find(first.id)).content?.expected).toEqual(first.expected);
  });

  it('keeps what was foreseen of it, as far as that is at hand: no order waits for it', async () => {
    aShop();
    const calm = { p50: 1_000, p90: 4_000, p99: 9_000 };
    const checked = { orders: 100, within: 91, loss: 1, plainLoss: 2 };
    const known = { times: { madeAt: noon, busyFrom: 5, cells: {}, plain: calm, checked } };
    const foreseeing = { ...ports(), knownSoFar: () => known };
    const first = await submitOrder(submission, anOrderRequest(), foreseeing);
    expect(first.expectedBy).toBe(new Date(Date.parse(noon) + calm.p90).toISOString());
    expect(acceptedOrder(first).expectedBy).toBe(first.expectedBy);
    // What is foreseen by now is another; a repeat is told the same.
    expect(await submitOrder(submission, anOrderRequest(), { ...foreseeing, knownSoFar: () => ({}) })).toEqual(first);
  });

  it('is promised nothing where the shop promises nothing, or no service goes', async () => {
    aShop();
    const { shippingAddress } = anOrderRequest();
    const toNorway = anOrderRequest({ shippingAddress: { ...shippingAddress, country: 'NO' } });
    expect(await submit(anOrderRequest())).not.toHaveProperty('expected');
    aShop();
    const order = await submitOrder(submission, toNorway, { ...ports(), delivery: aPolicy() });
    expect(order).not.toHaveProperty('expected');
  });

  it('is accepted as before where it could not be sold any more', async () => {
    aShop();
    const first = await submit(anOrderRequest());
    db.put('products', { pk: 'SKU#85123A', sk: 'PRODUCT', ...aProduct({ prices: [] }) });

    expect(await submit(anOrderRequest())).toEqual(first);
    const another = submitOrder({ ...submission, idempotencyKey: 'key-2' }, anOrderRequest(), ports());
    await expect(another).rejects.toMatchObject({ kind: 'invalid-order' });
    expectOneOrder();
  });

  it('is not started again once it has left PENDING', async () => {
    aShop();
    const { id } = await submit(anOrderRequest());
    started = [];
    db.put('orders', anOrderItem({ id, status: 'CONFIRMED' }));

    await submit(anOrderRequest());

    expect(started).toEqual([]);
  });
});

describe('an order of many lines', () => {
  it.each([1, 200, 201, 1_000])('keeps all its %i lines, in order', async (count) => {
    aShop();
    const lines = Array.from({ length: count }, (_, index) => ({ sku: '85123A', quantity: index + 1 }));

    const { id } = await submit(anOrderRequest({ lines }));

    const { content } = await orderTable().find(id);
    expect(content?.lines.map(({ quantity }) => quantity)).toEqual(lines.map(({ quantity }) => quantity));
    expect(db.items('orders')).toHaveLength(Math.ceil(count / 200));
  });

  it('is read whole when the table hands it over in pages', async () => {
    aShop();
    const lines = Array.from({ length: 900 }, (_, index) => ({ sku: '85123A', quantity: index + 1 }));
    const { id } = await submit(anOrderRequest({ lines }));
    db.pageSize = 1;

    expect((await orderTable().find(id)).content?.lines).toHaveLength(900);
  });
});

function aShop(): void {
  db.clear();
  started = [];
  db.put('products', { pk: 'SKU#85123A', sk: 'PRODUCT', ...aProduct() });
}

/** The real tables over the store in memory; the workflow starts once per name, as Step Functions does. */
function ports(): SubmitOrderPorts {
  return {
    orders: orderTable(),
    products: productTable(),
    switches: async () => [],
    startWorkflow: ({ id: orderId }) =>
      db.intercept({ name: 'StartExecution' }, () => {
        const isNew = !started.includes(orderId);
        if (isNew) started.push(orderId);
        return isNew ? 'started' : 'known';
      }) as Promise<Start>,
    clock: () => new Date(noon),
    paymentProviders: ['sandbox'],
    checkRecipient: () => {},
    numberPrefix: undefined,
    knownSoFar: () => undefined,
  };
}

function submit(request: OrderRequest): Promise<OrderContent> {
  return submitOrder(submission, request, ports());
}

async function runAll(rounds: History['rounds'], turns: readonly Turn[]): Promise<readonly Outcome<OrderContent>[]> {
  const left = [...turns];
  const outcomes: Outcome<OrderContent>[] = [];
  for (const round of rounds) {
    const runs = round.map((quantity) => () => submit(anOrderRequest({ lines: [{ sku: '85123A', quantity }] })));
    outcomes.push(...(await interleave(db, runs, left.splice(0, 12))));
  }
  return outcomes;
}

function answersIn(outcome: Outcome<OrderContent>): readonly string[] {
  return outcome.kind === 'done' ? [JSON.stringify(acceptedOrder(outcome.value))] : [];
}

function refusalsIn(outcome: Outcome<OrderContent>): readonly string[] {
  if (outcome.kind !== 'threw' || outcome.error.name === 'ConnectionLost') return [];
  return [(outcome.error as { kind?: string }).kind ?? outcome.error.message];
}

function expectOneOrder(): void {
  // Its workflow stores the rest, with the first change.
  expect(db.items('orders').map(({ sk }) => sk)).toEqual(['CONTENT#000']);
  expect(started).toEqual([String(db.items('orders')[0]?.pk).slice('ORDER#'.length)]);
}

interface History {
  /** The quantities of the orders that are submitted at the same time, round after round. */
  readonly rounds: readonly (readonly number[])[];
  readonly turns: readonly Turn[];
}

function history({ differing }: { differing: boolean }): fc.Arbitrary<History> {
  const quantity = differing ? fc.integer({ min: 5, max: 6 }) : fc.constant(6);
  const fault = fc.oneof(
    { weight: 5, arbitrary: fc.constant('none' as const) },
    { weight: 1, arbitrary: fc.constantFrom(...faults) },
  );
  return fc.record({
    rounds: fc.array(fc.array(quantity, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }),
    turns: fc.array(fc.record({ pick: fc.nat(5), fault }), { maxLength: 48 }),
  });
}
