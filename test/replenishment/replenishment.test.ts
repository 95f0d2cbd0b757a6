import * as fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { foresightTable } from '../../lambdas/foresight/foresight-table.ts';
import { movementTable } from '../../lambdas/inventory/movement-table.ts';
import { stockTable } from '../../lambdas/inventory/stock-table.ts';
import { windowDays } from '../../lambdas/replenishment/daily-sales.ts';
import { demandOf } from '../../lambdas/replenishment/demand.ts';
import { normalQuantile, reorderPointOf, suggestionFor } from '../../lambdas/replenishment/replenishment.ts';
import { reportReplenishment } from '../../lambdas/replenishment/report-replenishment.ts';
import { logger } from '../../lambdas/runtime/logger.ts';
import { isCreditNote, readInvoices } from '../../local/invoices.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

describe('the reorder point', () => {
  // d = 10, σd = 3, L = 4, σL = 1, 95 %: 10·4 + 1.645·√(4·3² + 10²·1²) = 40 + 1.645·√136 = 40 + 19.18 = 59.18
  it('is the demand of the lead time and the safety stock, as worked out by hand', () => {
    const settings = { leadTimeDays: 4, leadTimeStdDevDays: 1, serviceLevel: 0.95 };
    expect(reorderPointOf({ perDay: 10, stdDev: 3 }, settings)).toBeCloseTo(59.18, 1);
  });

  // d = 50, σd = 5, L = 9 exactly, 99 %: 450 + 2.326·5·3 = 484.9
  it('needs no allowance for a supplier who is always in time', () => {
    expect(reorderPointOf({ perDay: 50, stdDev: 5 }, { leadTimeDays: 9, serviceLevel: 0.99 })).toBeCloseTo(484.9, 1);
  });

  it.each([
    [0.5, 0],
    [0.9, 1.2816],
    [0.95, 1.6449],
    [0.975, 1.96],
    [0.99, 2.3263],
    [0.999, 3.0902],
  ])('takes for a service level of %f the factor %f of the tables', (level, factor) => {
    expect(Math.abs(normalQuantile(level) - factor)).toBeLessThan(0.0005);
  });

  it('falls with no more demand, no more spread, no longer lead time', () => {
    const amount = fc.double({ min: 0, max: 1_000, noNaN: true });
    fc.assert(
      fc.property(amount, amount, amount, amount, amount, (perDay, stdDev, leadTimeDays, leadTimeStdDevDays, more) => {
        const base = reorderPointOf({ perDay, stdDev }, { leadTimeDays, leadTimeStdDevDays });
        expect(
          reorderPointOf({ perDay: perDay + more, stdDev }, { leadTimeDays, leadTimeStdDevDays }),
        ).toBeGreaterThanOrEqual(base);
        expect(
          reorderPointOf({ perDay, stdDev: stdDev + more }, { leadTimeDays, leadTimeStdDevDays }),
        ).toBeGreaterThanOrEqual(base);
        expect(
          reorderPointOf({ perDay, stdDev }, { leadTimeDays: leadTimeDays + more, leadTimeStdDevDays }),
        ).toBeGreaterThanOrEqual(base);
      }),
    );
  });
});

describe('the demand', () => {
  it('is mean and sample standard deviation of the days, those without sales included', () => {
    expect(demandOf([2, 4, 4, 4, 5, 5, 7, 9])).toEqual({ perDay: 5, stdDev: Math.sqrt(32 / 7) });
    expect(demandOf([0, 0, 3, 1])).toEqual({ perDay: 1, stdDev: Math.sqrt(2) });
  });
});

describe('the figures of real invoices', () => {
  // The 54 invoices that come with the project, six a day. Expected: Python's statistics module, on the same lines.
  it.each([
    ['22866', 18.4444, 47.3474, 555.87],
    ['22633', 13.2222, 31.1479, 381.68],
    ['22632', 13.6667, 31.0403, 387.59],
  ])('for %s are those of another program', async (sku, perDay, stdDev, reorderPoint) => {
    const invoices = (await readInvoices()).filter((invoice) => !isCreditNote(invoice));
    const units = Array.from({ length: 9 }, (_, day) =>
      invoices
        .slice(day * 6, day * 6 + 6)
        .flatMap(({ lines }) => lines.filter((line) => line.sku === sku && line.quantity > 0))
        .reduce((sum, { quantity }) => sum + quantity, 0),
    );

    const demand = demandOf(units);

    expect(invoices).toHaveLength(54);
    expect(demand.perDay).toBeCloseTo(perDay, 3);
    expect(demand.stdDev).toBeCloseTo(stdDev, 3);
    expect(Math.abs(reorderPointOf(demand, { leadTimeDays: 14, leadTimeStdDevDays: 2 }) - reorderPoint)).toBeLessThan(
      0.1,
    );
  });
});

describe('a suggestion', () => {
  const demand = { perDay: 10, stdDev: 3, method: 'mean' } as const;
  const nothingOnOrder = { backordered: 0, onOrder: 0 };
  const settings = { leadTimeDays: 4, leadTimeStdDevDays: 1, serviceLevel: 0.95, packSize: 12 };

  it('fills up to the reorder point and a week of demand, in whole packs', () => {
    // 59.18 + 70 − (50 − 4) = 83.2: seven packs
    expect(suggestionFor({ sku: 'A', available: 50, backordered: 4, onOrder: 0 }, demand, settings)).toMatchObject({
      order: 84,
    });
  });

  it('counts what is on order as if it had come, but not as what is left until then', () => {
    // 59.18 + 70 − (50 − 4 + 12) = 71.2: six packs; 46 units last 4.6 days.
    expect(suggestionFor({ sku: 'A', available: 50, backordered: 4, onOrder: 12 }, demand, settings)).toMatchObject({
      order: 72,
      daysLeft: 4.6,
    });
    expect(suggestionFor({ sku: 'A', available: 50, backordered: 4, onOrder: 14 }, demand, settings)).toBeUndefined();
  });

  it('is made at the reorder point, not above', () => {
    expect(suggestionFor({ sku: 'A', available: 59, ...nothingOnOrder }, demand, settings)).toBeDefined();
    expect(suggestionFor({ sku: 'A', available: 60, ...nothingOnOrder }, demand, settings)).toBeUndefined();
  });

  it('is not made for what nobody buys, but for what somebody waits for', () => {
    const none = { perDay: 0, stdDev: 0, method: 'mean' } as const;
    expect(suggestionFor({ sku: 'A', available: 0, ...nothingOnOrder }, none)).toBeUndefined();
    const awaited = suggestionFor({ sku: 'A', available: 0, backordered: 2, onOrder: 0 }, none);
    expect(awaited).toMatchObject({ order: 2 });
    // It lasts for ever, or is gone already: there is nothing to say.
    expect(awaited).not.toHaveProperty('daysLeft');
  });

  it('brings the stock above the reorder point, and by no more than it takes', () => {
    fc.assert(
      fc.property(
        fc.nat(500),
        fc.nat(50),
        fc.nat(50),
        fc.integer({ min: 1, max: 100 }),
        (available, perDay, stdDev, packSize) => {
          const demand = { perDay, stdDev, method: 'mean' } as const;
          const suggestion = suggestionFor({ sku: 'A', available, ...nothingOnOrder }, demand, { packSize });
          if (suggestion === undefined) return;
          const upTo = suggestion.reorderPoint + perDay * 7;
          expect(suggestion.order % packSize).toBe(0);
          expect(available + suggestion.order).toBeGreaterThanOrEqual(upTo - 0.001);
          expect(available + suggestion.order - packSize).toBeLessThan(upTo + 0.001);
        },
      ),
    );
  });
});

describe('the report', () => {
  let db: InMemoryDynamoDb;
  const messages: string[] = [];
  const clock = () => new Date('2026-11-23T05:00:00.000Z');
  beforeEach(() => {
    stubServiceEnvironment();
    db = inMemoryDynamoDb();
    messages.length = 0;
    count.mockClear();
  });

  it('takes the shipped units of the whole days before today, of all shards', async () => {
    kept('A', 3, { leadTimeDays: 10 });
    shipped('A', '2026-11-22T23:59:59.999Z', 56);
    shipped('A', '2026-08-03T00:00:00.000Z', 28, 0);
    shipped('A', '2026-08-03T00:00:00.000Z', 28, 3);
    shipped('A', '2026-08-02T23:59:59.999Z', 1_000);
    shipped('A', '2026-11-23T00:00:00.000Z', 1_000);
    movement('A', '2026-11-20T08:00:00.000Z', -500, 'DAMAGED');

    await report();

    // 112 units in 112 days, on two of them: 1 a day, σ = √((2·55² + 110)/111) = 7.450; 10 + 1.645·√10·7.450 = 48.8
    expect(messages).toHaveLength(1);
    expect(messages[0]?.split('\n').slice(2)).toEqual([
      'sku,order,available,backordered,reorder point,demand a day,on order,days left,foreseen by',
      'A,53,3,0,48.8,1.00,0,3.0,mean',
    ]);
  });

  it('keeps for operators which products will be gone before what is ordered now can come', async () => {
    for (const [sku, available, onOrder] of [
      ['DRY', 5, 0],
      ['COMES', 5, 30],
      ['LASTS', 12, 0],
    ] as const) {
      kept(sku, available, { leadTimeDays: 10, leadTimeStdDevDays: 5, onOrder });
      for (let day = 1; day <= windowDays; day++) shipped(sku, daysAgo(day), 1);
    }
    await report();
    expect(await foresightTable().findStockOuts()).toEqual({
      ...{ at: clock().toISOString(), products: 1 },
      soonest: [{ sku: 'DRY', daysLeft: 5 }],
    });
    // Asked for all the same: a late supplier would find it empty.
    expect(messages[0]).toContain('LASTS');
  });

  it('takes what is on order off', async () => {
    kept('A', 3, { leadTimeDays: 10, onOrder: 30 });
    for (let day = 1; day <= windowDays; day++) shipped('A', daysAgo(day), 1);
    await report();
    expect(messages).toEqual([]);

    kept('A', 3, { leadTimeDays: 10, onOrder: 6 });
    await report();
    expect(messages[0]).toContain('A,8,3,0,10.0,1.00,6,3.0,exponential-smoothing');
  });

  it('rings when the methods were further off than the plain mean would have been, and not before', async () => {
    // It sold ever more of late: smoothing sees it, the mean does not.
    kept('GROWS', 10_000, {});
    for (let day = 1; day <= windowDays; day++) shipped('GROWS', daysAgo(day), 1 + windowDays - day);
    await report();
    expect(count).not.toHaveBeenCalled();

    // It rose for fourteen weeks and then fell back to its mean: smoothing had believed the rise.
    db.clear();
    kept('FALLS', 10_000, {});
    for (let day = 1; day <= windowDays; day++) shipped('FALLS', daysAgo(day), day > 14 ? 2_000 - 10 * day : 1_365);
    await report();
    expect(count).toHaveBeenCalledWith('DemandForecastWorse');
  });

  it('names first what will be gone first, and keeps quiet where nothing is to be ordered', async () => {
    kept('SLOW', 10, {});
    kept('FAST', 10, {});
    kept('ENOUGH', 10_000, {});
    for (let day = 1; day <= windowDays; day++) {
      const at = daysAgo(day);
      shipped('SLOW', at, 1);
      shipped('FAST', at, 5);
      shipped('ENOUGH', at, 5);
    }
    await report();
    expect(messages[0]).toContain('2 products');
    expect(
      messages[0]
        ?.split('\n')
        .slice(3)
        .map((line) => line.split(',')[0]),
    ).toEqual(['FAST', 'SLOW']);

    db.clear();
    kept('ENOUGH', 10_000, {});
    await report();
    expect(messages).toHaveLength(1);
  });

  it('leaves to the log, at a level that every stage writes, just what its message cannot hold', async () => {
    for (let number = 0; number < 1_003; number++) kept(`SKU-${number}`, 0, { backordered: 2 + number });
    const warn = vi.spyOn(logger, 'warn');

    await report();

    const named = warn.mock.calls.map(([message, context]) => [message, (context as unknown as { sku: string }).sku]);
    warn.mockRestore();
    expect(messages[0]).toContain('and 3 more');
    // The most is wanted of those that come first.
    expect(named).toEqual(['SKU-2', 'SKU-1', 'SKU-0'].map((sku) => ['should be ordered', sku]));
    expect(messages[0]).not.toMatch(/^SKU-[012],/m);
  });

  const daysAgo = (days: number) => new Date(clock().getTime() - days * 86_400_000).toISOString();
  const count = vi.fn<(name: string) => void>();
  function report() {
    return reportReplenishment({
      ...{ count, foresight: foresightTable() },
      stock: stockTable(),
      movements: movementTable(),
      clock,
      tellStockKeeper: async (_subject, message) => {
        messages.push(message);
      },
    });
  }
  function kept(sku: string, available: number, settings: object) {
    db.put('stock', { pk: `SKU#${sku}`, sk: 'STOCK', sku, onHand: available, available, reserved: 0, ...settings });
  }
  let moved = 0;
  function movement(sku: string, at: string, onHand: number, reason: string, shard = 0) {
    const id = String(moved++);
    db.put('stock-movements', {
      pk: `SKU#${sku}`,
      sk: `MOVEMENT#${at}#${id}#${shard}`,
      ...{ sku, shard, at, id, reason, onHand, by: 'service' },
    });
  }
  function shipped(sku: string, at: string, units: number, shard = 0) {
    movement(sku, at, -units, 'SHIPPED', shard);
  }
});
