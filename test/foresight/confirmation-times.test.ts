import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type ConfirmationTime,
  checkTimes,
  fitTimes,
  foreseeTime,
  togetherChecked,
} from '../../lambdas/foresight/confirmation-times.ts';
import { expectedConfirmation } from '../../lambdas/foresight/expected-by.ts';
import { foresightTable } from '../../lambdas/foresight/foresight-table.ts';
import { keepConfirmationTimes } from '../../lambdas/foresight/keep-confirmation-times.ts';
import { type Known, knowing } from '../../lambdas/foresight/known.ts';
import { inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

/** Orders of a provider that took 1 to so many hundreds of milliseconds. */
const orders = (count: number, more: Partial<ConfirmationTime> = {}): ConfirmationTime[] =>
  Array.from({ length: count }, (_, index) => ({
    ...{ provider: 'stripe', hour: 10, load: 1, milliseconds: (index + 1) * 100 },
    ...more,
  }));
const unchecked = togetherChecked([]);
const checked = { orders: 100, within: 91, loss: 1, plainLoss: 2 };
const fitted = (times: readonly ConfirmationTime[], over = unchecked) => {
  const found = fitTimes(times, '2026-11-26', over);
  if (found === undefined) throw new Error('too few');
  return found;
};

describe('the time to a confirmation', () => {
  it('is that of the orders most alike, as far as there are enough of them', () => {
    const times = fitted([
      ...orders(60),
      ...orders(60, { hour: 20, milliseconds: 5_000 }),
      ...orders(50, { provider: 'alipay', milliseconds: 60_000 }),
      ...orders(10, { provider: 'alipay', hour: 20, milliseconds: 900_000 }),
    ]);
    expect(foreseeTime(times, { provider: 'stripe', hour: 10 })).toEqual({ p50: 3_000, p90: 5_400, p99: 6_000 });
    expect(foreseeTime(times, { provider: 'stripe', hour: 19 }).p50).toBe(5_000);
    // Of Alipay in the evening there are too few: its whole day says it.
    expect(foreseeTime(times, { provider: 'alipay', hour: 20 }).p50).toBe(60_000);
    expect(foreseeTime(times, { provider: 'a new one', hour: 3 }).p50).toBe(times.cells.all?.p50);
  });

  it('tells busy times from calm ones where the load is known', () => {
    const times = fitted([...orders(150, { milliseconds: 800 }), ...orders(60, { load: 90, milliseconds: 9_000 })]);
    expect(foreseeTime(times, { provider: 'stripe', hour: 10, load: 90 }).p50).toBe(9_000);
    expect(foreseeTime(times, { provider: 'stripe', hour: 10, load: 2 }).p50).toBe(800);
  });

  it('is not foreseen from a handful', () => {
    expect(fitTimes(orders(39), '2026-11-26', unchecked)).toBeUndefined();
  });

  it('goes by the plain moving average once that has been nearer', () => {
    const times = fitted(orders(60), { ...checked, plainLoss: 0 });
    expect(foreseeTime(times, { provider: 'stripe', hour: 10 }).p50).toBe(3_050);
  });

  it('is compared with what came by how many kept it and by the pinball loss', () => {
    const times = fitted(orders(100, { milliseconds: 1_000 }));
    // All quantiles are 1,000: 2,000 is over each by 1,000; the plain rule says the same where nothing varies.
    expect(checkTimes(times, orders(2, { milliseconds: 2_000 }))).toEqual({
      ...{ orders: 2, within: 0 },
      loss: expect.closeTo(2 * 1_000 * (0.5 + 0.9 + 0.99), 6),
      plainLoss: expect.closeTo(2 * 1_000 * (0.5 + 0.9 + 0.99), 6),
    });
    expect(checkTimes(times, orders(1, { milliseconds: 900 }))).toMatchObject({ within: 1 });
  });
});

describe('the confirmation of an order', () => {
  const order = { status: 'PENDING', createdAt: '2026-11-26T10:00:00.000Z' } as const;
  const expected = (after: number, more: object = {}, known: Known = { times: fitted(orders(100), checked) }) =>
    expectedConfirmation(
      { ...order, payment: { provider: 'stripe', token: 't' }, ...more },
      known,
      new Date(Date.parse(order.createdAt) + after),
    );

  it('is expected by when 90 of 100 are, then by when 99 are, and then not any more', () => {
    expect(expected(0)).toEqual({ by: '2026-11-26T10:00:09.000Z', kept: 91 });
    expect(expected(8_999)).toEqual(expected(0));
    expect(expected(9_000)).toMatchObject({ by: '2026-11-26T10:00:09.900Z' });
    expect(expected(9_900)).toBeUndefined();
  });

  it('is not expected of an order that has its answer, or stands still, or where nothing was compared yet', () => {
    expect(expected(0, { status: 'CONFIRMED' })).toBeUndefined();
    expect(expected(0, { failedAt: order.createdAt })).toBeUndefined();
    expect(expected(0, {}, {})).toBeUndefined();
    expect(expected(0, {}, { times: fitted(orders(100)) })).toBeUndefined();
  });
});

describe('what orders are foreseen by', () => {
  const found: Known = { load: 3 };

  it('is waited for by nobody who has not the time, and is there for the next', async () => {
    const { known, knownSoFar } = knowing(async () => found);
    expect(knownSoFar()).toBeUndefined();
    expect(await known()).toBe(found);
    expect(knownSoFar()).toBe(found);
  });

  it('is nothing where it cannot be read', async () => {
    const { known, knownSoFar } = knowing(() => Promise.reject(new Error('away')));
    expect(await known()).toEqual({});
    expect(knownSoFar()).toBeUndefined();
  });
});

describe('a night', () => {
  beforeEach(() => {
    stubServiceEnvironment();
    inMemoryDynamoDb();
  });
  const count = vi.fn();
  const keep = (day: string, times: readonly ConfirmationTime[]) =>
    keepConfirmationTimes(day, times, { foresight: foresightTable(), count });

  it('compares with what came only what was foreseen before it, and does the same when it is repeated', async () => {
    await keep('2026-11-24', orders(60));
    expect((await foresightTable().findTimes())?.checked.orders).toBe(0);
    await keep('2026-11-25', orders(60, { milliseconds: 5_400 }));
    await keep('2026-11-25', orders(60, { milliseconds: 5_400 }));
    const found = await foresightTable().findTimes();
    expect(found?.checked).toMatchObject({ orders: 60, within: 60 });
    expect(found?.cells.all).toMatchObject({ p90: 5_400 });
    expect(count).not.toHaveBeenCalled();
  });

  it('lets the plain rule take over, and rings, when what is foreseen is worse than that', async () => {
    // Two providers change places: what was known of each is wrong, and the average of both is not.
    const slow = (provider: string) => orders(60, { provider, milliseconds: 60_000 });
    const quick = (provider: string) => orders(60, { provider, milliseconds: 1_000 });
    await keep('2026-11-24', [...slow('alipay'), ...quick('stripe')]);
    await keep('2026-11-25', [...quick('alipay'), ...slow('stripe')]);
    expect(count).toHaveBeenCalledWith('ConfirmationForecastWorse');
    const found = await foresightTable().findTimes();
    expect(found && foreseeTime(found, { provider: 'stripe', hour: 10 })).toEqual(found?.plain);
  });
});
