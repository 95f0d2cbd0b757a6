import { expect, it } from 'vitest';
import { foresightTable } from '../../lambdas/foresight/foresight-table.ts';
import { onEveryDynamoDb } from './on-every-dynamodb.ts';

onEveryDynamoDb((tables) => {
  const table = () => foresightTable(tables.foresight);
  const night = (day: string, orders: number) => ({ day, orders, sampled: 0, steps: [] });
  const time = { provider: 'stripe', hour: 9, load: 3, milliseconds: 812.5 };

  it('keeps a day in the place of what was found of it before, and gives days back in their order', async () => {
    for (const found of [night('2026-11-26', 1), night('2026-11-24', 2), night('2026-11-26', 3)]) {
      await table().keepNight(found);
    }
    await table().keepTimesOf({ day: '2026-11-25', times: [time] });
    expect(await table().nightsSince('2026-11-24')).toEqual([night('2026-11-24', 2), night('2026-11-26', 3)]);
    expect(await table().nightsSince('2026-11-25')).toHaveLength(1);
  });

  it('gives what is foreseen apart from the days that it was made of', async () => {
    const p = { p50: 1, p90: 2.25, p99: 3 };
    const checked = { orders: 1, within: 1, loss: 0.5, plainLoss: 1 };
    const times = { madeAt: '2026-11-26', busyFrom: 4, cells: { 'stripe 6h': p }, plain: p, checked };
    await table().keepTimes(times);
    await table().keepTimesOf({ day: '2026-11-26', times: [time], checked });
    expect(await table().findTimes()).toEqual(times);
    expect((await table().timesSince('2026-11-26')).map(({ day }) => day)).toEqual(['2026-11-26']);
  });

  it('knows no warnings and no products that run dry before somebody has looked', async () => {
    expect([await table().findWarnings(), await table().findStockOuts()]).toEqual([undefined, undefined]);
    const warnings = { at: '2026-11-26T12:00:00.000Z', open: [], outcomes: [{ name: 'OrdersQueued', at: 'then' }] };
    const stockOuts = { at: '2026-11-26T05:00:00.000Z', products: 1, soonest: [{ sku: 'TEA', daysLeft: 1.4 }] };
    await table().keepWarnings(warnings);
    await table().keepStockOuts(stockOuts);
    expect([await table().findWarnings(), await table().findStockOuts()]).toEqual([warnings, stockOuts]);
  });
});
