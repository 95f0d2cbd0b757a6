import { beforeEach, expect, it, vi } from 'vitest';
import { confirmationTimes, orderHistory } from '../../lambdas/overview/order-history.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

interface Asked {
  readonly MetricDataQueries: readonly { readonly Id: string; readonly MetricStat: { readonly Period: number } }[];
  readonly StartTime: number;
}
let asked: Asked[];

/** What CloudWatch has, by the id of the query: seconds after the start → value. */
let known: Readonly<Record<string, Readonly<Record<number, number>>>>;

beforeEach(() => {
  stubServiceEnvironment();
  asked = [];
  known = {};
  vi.stubGlobal('fetch', async (request: Request) => {
    const input = (await request.json()) as Asked;
    asked.push(input);
    return Response.json({
      MetricDataResults: input.MetricDataQueries.map(({ Id }) => {
        const points = Object.entries(known[Id] ?? {});
        return {
          Id,
          Timestamps: points.map(([after]) => input.StartTime + Number(after)),
          Values: points.map(([, value]) => value),
        };
      }),
    });
  });
});

const now = new Date('2026-11-26T12:10:00.000Z');

it('spreads what was counted over spans that begin at the same times whenever one looks', async () => {
  known = { confirmed: { 0: 3, 1800: 5, [47 * 1800]: 7 }, p95: { 1800: 1420 } };

  const { from, spanSeconds, confirmed, rejected, p95 } = await orderHistory('dev', 'day', now);

  expect({ from, spanSeconds }).toEqual({ from: '2026-11-25T12:30:00.000Z', spanSeconds: 1800 });
  expect(confirmed).toHaveLength(48);
  expect([confirmed[0], confirmed[1], confirmed[2], confirmed[47]]).toEqual([3, 5, 0, 7]);
  expect(rejected.every((count) => count === 0)).toBe(true);
  // Where nothing was confirmed, nothing was measured: that is not 0 ms.
  expect([p95[0], p95[1]]).toEqual([null, 1420]);
});

it('asks for a week in one call, of few metrics', async () => {
  await orderHistory('dev', 'week', now);

  expect(asked).toHaveLength(1);
  expect(asked[0]?.MetricDataQueries.map(({ Id }) => Id)).toEqual([
    ...['confirmed', 'rejected', 'cancelled', 'failed'],
    ...['p50', 'p95', 'p99'],
  ]);
});

it('says how long confirmations took, and nothing where none was', async () => {
  expect(await confirmationTimes('dev', now)).toEqual({});
  known = { p50: { 0: 690 }, p99: { 0: 2350 } };

  expect(await confirmationTimes('dev', now)).toEqual({ p50: 690, p99: 2350 });
});

it('fails when CloudWatch does not answer, rather than say that nothing happened', async () => {
  vi.stubGlobal('fetch', async () => new Response('throttled', { status: 400 }));

  await expect(orderHistory('dev', 'day', now)).rejects.toThrow('CloudWatch answered 400 to GetMetricData');
});
