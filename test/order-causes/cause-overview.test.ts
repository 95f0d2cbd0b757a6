import { describe, expect, it } from 'vitest';
import type { CauseCounts } from '../../lambdas/order-causes/cause.ts';
import type { CauseAction } from '../../lambdas/order-causes/cause-action.ts';
import { overviewOf, paretoOf } from '../../lambdas/order-causes/cause-overview.ts';
import { effectOf, lastRipeDay } from '../../lambdas/order-causes/effect-of-action.ts';
import { reportCauses, reportOf } from '../../lambdas/order-causes/report-causes.ts';
import { daysAfter } from '../../lambdas/runtime/local-day.ts';

const today = '2026-11-27';

/** Days of 200 orders, from so many days ago to the last one that is old enough. */
function days(back: number, happened: (day: string) => { cause: string; orders: number }[]): CauseCounts[] {
  return Array.from({ length: back }, (_, index) => {
    const day = daysAfter(today, index - back);
    const causes = happened(day);
    return {
      ...{ kind: 'CANCELLED', day, placed: 200, causes },
      orders: causes.reduce((sum, { orders }) => sum + orders, 0),
      by: { sku: [], method: causes.map((one) => ({ ...one, value: 'stripe' })), carrier: [], step: [] },
    };
  });
}

function anAction(more: Partial<CauseAction> = {}): CauseAction {
  return {
    ...{ id: 'a1', kind: 'CANCELLED', cause: 'CUSTOMER_TOO_SLOW', what: 'A second shift packs', owner: 'Stella' },
    ...{ since: '2026-10-26', at: '2026-10-26T09:00:00.000Z', by: 'Oscar' },
    ...more,
  };
}

const steady = (day: string) => [
  { cause: 'CUSTOMER_TOO_SLOW', orders: 8 },
  { cause: 'STAFF_STOCK', orders: day.endsWith('5') ? 3 : 2 },
];

describe('the overview of causes', () => {
  it('shows of four weeks the causes, each with its share and that of those before it', () => {
    const { causes, from, to, orders, placed, breakdowns } = overviewOf('CANCELLED', days(120, steady), [], today);
    expect([from, to, lastRipeDay('CANCELLED', today)]).toEqual(['2026-10-27', '2026-11-23', '2026-11-23']);
    expect({ orders, placed }).toEqual({ orders: 28 * 10 + 2, placed: 28 * 200 });
    expect(causes.map(({ cause }) => cause)).toEqual(['CUSTOMER_TOO_SLOW', 'STAFF_STOCK']);
    expect(causes[0]?.share).toBeCloseTo(224 / 282);
    expect(causes[1]?.cumulative).toBe(1);
    expect(breakdowns).toMatchObject([
      { dimension: 'method', values: [{ value: 'stripe', orders: 282, share: 1, cause: 'CUSTOMER_TOO_SLOW' }] },
    ]);
  });

  it('calls a week worse that is, and leaves the causes that are not as they were', () => {
    const worse = (day: string) => [
      { cause: 'CUSTOMER_TOO_SLOW', orders: day > '2026-11-16' ? 20 : 8 },
      { cause: 'STAFF_STOCK', orders: 2 },
    ];
    const { trend, causes, weeks } = overviewOf('CANCELLED', days(120, worse), [], today);
    expect([trend, ...causes.map((one) => one.trend)]).toEqual(['UP', 'UP', 'STEADY']);
    expect(weeks).toHaveLength(12);
    expect(weeks.at(-1)).toMatchObject({ from: '2026-11-17', orders: 7 * 22, placed: 1_400 });
  });

  it('leaves days out of its rates whose orders nobody has counted', () => {
    const counts = days(120, steady).map(({ placed, ...rest }) =>
      rest.day === '2026-11-20' ? rest : { ...rest, placed: placed ?? 0 },
    );
    const { orders, placed } = overviewOf('CANCELLED', counts, [], today);
    expect({ orders, placed }).toEqual({ orders: 282 - 10, placed: 27 * 200 });
  });

  it('is empty where nothing was counted', () => {
    expect(overviewOf('RETURNED', [], [], today)).toMatchObject({
      ...{ orders: 0, placed: 0, trend: 'UNKNOWN', causes: [], breakdowns: [] },
    });
    expect(paretoOf([{ orders: 0 }])).toEqual([{ orders: 0, share: 0, cumulative: 0 }]);
  });
});

describe('the effect of an action', () => {
  const changed = (orders: number) =>
    days(120, (day) => [{ cause: 'CUSTOMER_TOO_SLOW', orders: day >= '2026-10-26' ? orders : 8 }]);

  it('is better or worse only by more than chance, and not to be seen otherwise', () => {
    expect(effectOf(anAction(), changed(3), today)).toMatchObject({
      verdict: 'BETTER',
      before: { orders: 28 * 8, placed: 5_600 },
      since: { orders: 28 * 3, placed: 5_600 },
    });
    expect(effectOf(anAction(), changed(14), today).verdict).toBe('WORSE');
    expect(effectOf(anAction(), changed(8), today).verdict).toBe('NOT_SEEN');
  });

  it('is too early to say until a whole week is old enough', () => {
    const early = effectOf(anAction({ since: '2026-11-18' }), changed(0), today);
    expect(early).toEqual({ verdict: 'TOO_EARLY', judgedFrom: '2026-11-28' });
    expect(effectOf(anAction({ since: '2026-11-17' }), changed(0), today).since).toMatchObject({ placed: 1_400 });
  });

  it('is too early to say as long as it is so rare that none would be no surprise', () => {
    const rare = days(120, (day) => [
      { cause: 'CUSTOMER_TOO_SLOW', orders: Number(day < '2026-10-26' && /[5]$/.test(day)) },
    ]);
    expect(effectOf(anAction({ since: '2026-11-10' }), rare, today).verdict).toBe('TOO_EARLY');
  });

  it('is of what the action is against alone: its cause, its product', () => {
    const counts = days(120, (day) => [
      { cause: 'CUSTOMER_TOO_SLOW', orders: day >= '2026-10-26' ? 2 : 8 },
      { cause: 'STAFF_STOCK', orders: 30 },
    ]);
    expect(effectOf(anAction(), counts, today).since?.orders).toBe(28 * 2);
    const ofMethod = { dimension: 'method', value: 'stripe' } as const;
    expect(effectOf(anAction(ofMethod), counts, today).since?.orders).toBe(28 * 2);
    expect(effectOf(anAction({ ...ofMethod, value: 'alipay' }), counts, today).since?.orders).toBe(0);
    const { cause: _, ...againstAll } = anAction();
    expect(effectOf(againstAll, counts, today).since?.orders).toBe(28 * 32);
  });

  it('ends where the action did', () => {
    const closed = { at: '2026-11-09T10:00:00.000Z', by: 'Oscar', conclusion: 'It helped' };
    expect(effectOf(anAction({ closed }), changed(3), today).since).toMatchObject({ placed: 14 * 200 });
  });
});

describe('the weekly report', () => {
  it('says of each kind the rate, the most frequent causes, what has changed, and what came of what is done', async () => {
    const counts = days(120, (day) => [
      { cause: 'CUSTOMER_TOO_SLOW', orders: day >= '2026-10-26' ? 3 : 8 },
      { cause: 'STAFF_STOCK', orders: day > '2026-11-16' ? 9 : 2 },
    ]);
    const told: [string, string][] = [];
    await reportCauses({
      showCauses: async (kind) =>
        overviewOf(kind, kind === 'CANCELLED' ? counts : [], kind === 'CANCELLED' ? [anAction()] : [], today),
      tell: async (...message) => {
        told.push(message);
      },
    });
    expect(told).toHaveLength(1);
    expect(told[0]?.[1]).toContain('CANCELLED: ');
    expect(told[0]?.[1]).toMatch(/STAFF_STOCK: 105, 56% of all, UP/);
    expect(told[0]?.[1]).toMatch(
      /> A second shift packs \(Stella, since 2026-10-26, against CUSTOMER_TOO_SLOW\): better: 4\.0% .* before, 1\.5% .* since/,
    );
    expect(told[0]?.[1]).toContain('REJECTED: 0 of 0 orders');
  });

  it('names what has become worse, however rare it is', () => {
    const rare = (day: string) => [
      ...['CUSTOMER_TOO_SLOW', 'STAFF_STOCK', 'CUSTOMER_OTHER'].map((cause) => ({ cause, orders: 9 })),
      { cause: 'STAFF_PRICE_ERROR', orders: day > '2026-11-16' ? 4 : 0 },
    ];
    expect(reportOf([overviewOf('CANCELLED', days(120, rare), [], today)])).toContain('STAFF_PRICE_ERROR: 28, UP');
  });
});
