import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { submitOrder } from '../../lambdas/order-submission/submit-order.ts';
import type { OrderContent } from '../../lambdas/orders/order.ts';
import { formerOrderId, orderIdOf, type Submission } from '../../lambdas/orders/order-id.ts';
import { orderNumberAt } from '../../lambdas/orders/order-number.ts';
import type { OrderRequest } from '../../lambdas/orders/order-request.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { productTable } from '../../lambdas/products/product-table.ts';
import { anOrderContent, anOrderRequest, aProduct, noon } from '../builders.ts';
import { histories } from '../histories.ts';
import { faults, interleave } from '../interleaving.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

/** A world of few numbers, so that submissions meet all the time. */
const fewNumbers = 6;
vi.mock('../../lambdas/orders/order-id.ts', async (importOriginal) => {
  const real = await importOriginal<typeof import('../../lambdas/orders/order-id.ts')>();
  const { orderNumberAt } = await import('../../lambdas/orders/order-number.ts');
  return {
    ...real,
    orderNumberFor: ({ idempotencyKey }: Submission, taken = 0) =>
      orderNumberAt(BigInt((Number(idempotencyKey) * 5 + taken * taken + taken) % fewNumbers)),
  };
});

let db: InMemoryDynamoDb;
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
});

describe('submissions whose orders could have the same number', () => {
  it('get one order each, of a number of its own, however they cross, crash and are repeated', async () => {
    const turn = fc.record({
      pick: fc.nat(5),
      fault: fc.oneof(
        { weight: 6, arbitrary: fc.constant('none' as const) },
        { weight: 1, arbitrary: fc.constantFrom(...faults) },
      ),
    });
    const keys = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 2, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(keys, fc.array(turn, { maxLength: 40 }), async (submitted, turns) => {
        aShop();
        const runs = submitted.map((key) => () => submit(key));
        await interleave(db, runs, turns);

        const answers = await Promise.all([0, 1, 2].map((key) => submit(key)));
        const again = [];
        for (const key of [0, 1, 2]) again.push(await submit(key));

        expect(new Set(answers.map(({ id }) => id)).size).toBe(3);
        expect(new Set(answers.map(({ number }) => number)).size).toBe(3);
        expect(again).toEqual(answers);
        expect(db.items('orders').filter(({ sk }) => sk === 'CONTENT#000')).toHaveLength(3);
      }),
      { numRuns: histories(1_000) },
    );
  });
});

describe('a submission that an earlier release took', () => {
  it('meets its order under the id and reference that it had then', async () => {
    aShop();
    const submission = { storefront: 'north-lane', idempotencyKey: '1' };
    const { number: _, ...stored } = await submit(1);
    const id = formerOrderId(submission);
    db.clear();
    const { submissionHash: __, ...content } = stored;
    db.put('orders', { pk: `ORDER#${id}`, sk: 'CONTENT#000', ...content, id });

    const repeated = await submit(1);

    expect(repeated).toMatchObject({ id, number: id.slice(0, 8).toUpperCase() });
    expect(db.items('orders').map(({ pk }) => pk)).toEqual([`ORDER#${id}`]);
  });
});

describe('a number that a storefront gives an order itself', () => {
  it('is what the order is called, and finds it', async () => {
    aShop();
    const { id, number } = await submit(1, { number: 'A-1042' });

    expect(number).toBe('A-1042');
    expect(await orderTable().findByOwnNumber(' a1042 ')).toEqual([id]);
    expect(await submit(1, { number: 'A-1042' })).toMatchObject({ id });
  });

  it('is one order of that storefront only: another with it is refused, and leaves nothing', async () => {
    aShop();
    await submit(1, { number: '1042' });
    const before = db.snapshot();

    await expect(submit(2, { number: '10-42' })).rejects.toMatchObject({
      kind: 'invalid-order',
      errors: [{ pointer: '#/number', detail: '10-42 is the number of another order of yours' }],
    });

    expect(db.snapshot()).toEqual(before);
    await submit(2, { number: '1043' });
    await submit(1, { number: '1042' }, 'south-lane');
    expect(await orderTable().findByOwnNumber('1042')).toHaveLength(2);
  });

  it('goes to one of two orders that ask for it at once', async () => {
    aShop();
    const outcomes = await Promise.allSettled([submit(1, { number: '7' }), submit(2, { number: '7' })]);

    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(db.items('orders').filter(({ sk }) => sk === 'CONTENT#000')).toHaveLength(1);
  });
});

it('the number of an order begins with the prefix of its shop', async () => {
  aShop();
  expect((await submit(0, {}, 'north-lane', 'NL')).number).toBe('NL-000-000-000');
});

it('a number that is taken by a stranger is passed over without a look at what they bought', async () => {
  aShop();
  const strangers = anOrderContent({ id: orderIdOf(orderNumberAt(0n)), storefront: 'south-lane', submissionHash: 'x' });
  await orderTable().addContent(strangers);

  expect((await submit(0)).id).toBe(orderIdOf(orderNumberAt(2n)));
});

function aShop(): void {
  db.clear();
  db.put('products', { pk: 'SKU#85123A', sk: 'PRODUCT', ...aProduct() });
}

function submit(
  key: number,
  request: Partial<OrderRequest> = {},
  storefront = 'north-lane',
  numberPrefix: string | undefined = undefined,
): Promise<OrderContent> {
  return submitOrder({ storefront, idempotencyKey: String(key) }, anOrderRequest(request), {
    orders: orderTable(),
    products: productTable(),
    switches: async () => [],
    startWorkflow: async () => 'started',
    knownSoFar: () => undefined,
    clock: () => new Date(noon),
    paymentProviders: ['sandbox'],
    checkRecipient: () => {},
    numberPrefix,
  });
}
