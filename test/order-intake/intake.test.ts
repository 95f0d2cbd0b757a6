import { beforeEach, describe, expect, it, vi } from 'vitest';
import { changeIntake } from '../../lambdas/order-intake/change-intake.ts';
import { intakeWatch } from '../../lambdas/order-intake/current-intake.ts';
import { type Intake, openIntake } from '../../lambdas/order-intake/intake.ts';
import { intakeTable } from '../../lambdas/order-intake/intake-table.ts';
import { watchIntake } from '../../lambdas/order-intake/watch-intake.ts';
import { submitOrder } from '../../lambdas/order-submission/submit-order.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { productTable } from '../../lambdas/products/product-table.ts';
import { anOrderRequest, aProduct, noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

let db: InMemoryDynamoDb;
let now: number;
const clock = () => new Date(now);
const change = (state: 'OPEN' | 'DRAINED', reason = 'a move') =>
  changeIntake({ name: 'ada' }, { state, reason }, { intake: intakeTable(), clock });

beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  now = Date.parse(noon);
  db.put('products', { pk: 'SKU#85123A', sk: 'PRODUCT', ...aProduct() });
});

describe('a drained intake', () => {
  const drained: Intake = { state: 'DRAINED', retryAfterSeconds: 600 };
  const place = (intake: Intake, idempotencyKey: string) =>
    submitOrder({ storefront: 'north-lane', idempotencyKey }, anOrderRequest(), {
      orders: orderTable(),
      products: productTable(),
      startWorkflow: async () => 'started',
      intake: async () => intake,
      clock,
      paymentProviders: ['sandbox'],
      smsCountries: 'all',
      numberPrefix: undefined,
      knownSoFar: () => undefined,
    });

  it('refuses a new order with 503 and when to come again, and stores nothing', async () => {
    await expect(place(drained, 'key-1')).rejects.toMatchObject({
      kind: 'intake-drained',
      status: 503,
      headers: { 'retry-after': '600' },
    });
    expect(db.items('orders')).toEqual([]);
  });

  it('answers the repeat of an accepted order as ever', async () => {
    const accepted = await place(openIntake, 'key-1');

    expect(await place(drained, 'key-1')).toEqual(accepted);
  });
});

describe('whether new orders are taken', () => {
  it('is open until somebody says otherwise, and then as was said last, since that began', async () => {
    expect(await intakeTable().find()).toEqual({ state: 'OPEN' });
    await change('DRAINED');
    now += 60_000;
    await change('DRAINED', 'still moving');

    expect(await intakeTable().find()).toEqual({
      ...{ state: 'DRAINED', since: noon, by: 'ada', reason: 'still moving', retryAfterSeconds: 120 },
    });
    expect(await change('OPEN')).toEqual({ state: 'OPEN', since: clock().toISOString(), by: 'ada', reason: 'a move' });
  });

  it('is read once in ten seconds, however many orders ask', async () => {
    let reads = 0;
    const watch = intakeWatch(
      async () => {
        reads++;
        return openIntake;
      },
      () => now,
    );
    await Promise.all(Array.from({ length: 100 }, watch));
    now += 9_999;
    await watch();
    expect(reads).toBe(1);

    now += 1;
    await watch();
    expect(reads).toBe(2);
  });

  it('is as it was where it cannot be read', async () => {
    const answers: (() => Intake)[] = [
      () => expect.unreachable('lost'),
      () => ({ state: 'DRAINED' }),
      () => expect.unreachable('lost'),
    ];
    const watch = intakeWatch(
      async () => (answers.shift() ?? (() => openIntake))(),
      () => (now += 10_000),
    );

    expect([await watch(), await watch(), await watch(), await watch()].map(({ state }) => state)).toEqual([
      ...['OPEN', 'DRAINED', 'DRAINED', 'OPEN'],
    ]);
  });

  it.each([
    [59, 0],
    [61, 1],
  ])('calls an operator once it is over an hour that none are: after %i minutes', async (minutes, calls) => {
    const count = vi.fn();
    await change('DRAINED');
    now += minutes * 60_000;
    await watchIntake({ intake: intakeTable(), count, clock });
    await change('OPEN');
    await watchIntake({ intake: intakeTable(), count, clock });

    expect(count.mock.calls).toEqual(Array.from({ length: calls }, () => ['IntakeDrained']));
  });
});
