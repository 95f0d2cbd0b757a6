import { beforeEach, describe, expect, it, vi } from 'vitest';
import { foresightTable } from '../../lambdas/foresight/foresight-table.ts';
import { areTrusted, type Warnings } from '../../lambdas/foresight/warnings.ts';
import { currentWarnings } from '../../lambdas/overview/current-warnings.ts';
import { type WatchedAlarm, watchedAlarms } from '../../lambdas/warnings/alarm-series.ts';
import { foreseeBreaches } from '../../lambdas/warnings/foresee-breaches.ts';
import { inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const prefix = 'order-confirmation-dev-';
const start = Date.parse('2026-11-26T12:00:00.000Z');
const minute = 60_000;
const count = vi.fn();
let emails: number | undefined;

beforeEach(() => {
  stubServiceEnvironment();
  inMemoryDynamoDb();
  count.mockClear();
  emails = undefined;
});

/** An alarm whose value rises by so much in five minutes, to this one now. */
const alarm = (rise: number, more: Partial<WatchedAlarm> = {}): WatchedAlarm => ({
  ...{ name: `${prefix}operations-ApiBurn30M`, isRinging: false, limit: 1 },
  points: Array.from({ length: 12 }, (_, index) => ({
    at: start + (index - 11) * 5 * minute,
    value: 0.7 + (index - 11) * rise,
  })),
  ...more,
});
const look = (minutes: number, ...alarms: readonly WatchedAlarm[]) =>
  foreseeBreaches({
    ...{ foresight: foresightTable(), count, prefix },
    emailQuotaUsed: async () => emails,
    alarms: async () => alarms,
    confirmedLately: async () => 12,
    clock: () => new Date(start + minutes * minute),
  });

describe('foreseeing', () => {
  it('calls somebody for as long as an alarm will ring, and names it with when', async () => {
    await look(0, alarm(0.05));
    await look(5, alarm(0.05));
    expect(count).toHaveBeenCalledTimes(2);
    expect(count).toHaveBeenLastCalledWith('BreachForeseen', 1);
    expect(await currentWarnings(foresightTable(), new Date(start + 6 * minute))).toEqual({
      foreseen: [
        {
          name: 'ApiBurn30M',
          since: new Date(start).toISOString(),
          reachedAt: new Date(start + 30 * minute).toISOString(),
          value: expect.closeTo(0.7, 6),
          limit: 1,
        },
      ],
      ...{ over: 0, cameTrue: 0 },
    });
    // Nobody has looked for long: what was foreseen is no warning any more.
    expect(await currentWarnings(foresightTable(), new Date(start + 60 * minute))).toMatchObject({ foreseen: [] });
  });

  it('measures how much of the quota for e-mails is used, as far as it is known', async () => {
    await look(0);
    expect(count).not.toHaveBeenCalled();
    emails = 83.5;
    await look(5);
    expect(count).toHaveBeenCalledExactlyOnceWith('EmailQuotaUsed', 83.5);
  });

  it('keeps quiet where nothing rises', async () => {
    await look(0, alarm(0));
    expect(count).not.toHaveBeenCalled();
  });

  it('remembers by how long a warning was ahead of its alarm, and which came to nothing', async () => {
    await look(0, alarm(0.05), alarm(0.05, { name: `${prefix}OrdersQueued` }));
    // It turned; the other goes on.
    await look(20, alarm(0.05), alarm(0, { name: `${prefix}OrdersQueued` }));
    await look(25, alarm(0.05, { isRinging: true }), alarm(0, { name: `${prefix}OrdersQueued` }));
    const { open, outcomes } = await look(65, alarm(0), alarm(0, { name: `${prefix}OrdersQueued` }));
    expect(open).toEqual([]);
    expect(outcomes).toEqual([
      { name: 'ApiBurn30M', at: expect.any(String), minutesAhead: 25 },
      { name: 'OrdersQueued', at: expect.any(String) },
    ]);
    expect(await currentWarnings(foresightTable(), new Date(start))).toMatchObject({
      ...{ over: 2, cameTrue: 1, minutesAhead: 25 },
    });
  });

  it('calls nobody once most warnings have come to nothing, and shows them all the same', async () => {
    const outcomes = Array.from({ length: 11 }, (_, index) => ({
      ...{ name: 'ApiBurn30M', at: '2026-11-25T00:00:00.000Z' },
      ...(index < 5 && { minutesAhead: 10 }),
    }));
    const before: Warnings = { at: new Date(start).toISOString(), open: [], outcomes };
    expect(areTrusted(before)).toBe(false);
    expect(areTrusted({ outcomes: outcomes.slice(0, 10) })).toBe(true);
    await foresightTable().keepWarnings(before);
    await look(0, alarm(0.05));
    expect(count).not.toHaveBeenCalled();
    expect((await currentWarnings(foresightTable(), new Date(start))).foreseen).toHaveLength(1);
  });
});

describe('what alarms watch', () => {
  it('is read with their limits from the alarms themselves, be it a metric or an expression', async () => {
    const asked: { operation: string; body: Record<string, unknown> }[] = [];
    vi.stubGlobal('fetch', async (request: Request) => {
      const operation = String(request.headers.get('x-amz-target')).split('.').at(-1) ?? '';
      const body = (await request.json()) as Record<string, unknown>;
      asked.push({ operation, body });
      if (operation === 'GetMetricData') {
        return Response.json({ MetricDataResults: [{ Timestamps: [1_790_000_000], Values: [3] }] });
      }
      return Response.json({
        MetricAlarms: [
          {
            ...{ AlarmName: 'a', StateValue: 'OK', Threshold: 7, Period: 3600, Statistic: 'Maximum' },
            ...{ Namespace: 'AWS/SQS', MetricName: 'Age', Dimensions: [{ Name: 'Q', Value: 'q' }] },
          },
          { AlarmName: 'b', StateValue: 'ALARM', Threshold: 6, Metrics: [{ MetricStat: { Period: 1800 } }] },
        ],
      });
    });

    const found = await watchedAlarms(['a', 'b'], new Date(start + 7 * minute));

    const points = [{ at: 1_790_000_000_000, value: 3 }];
    expect(found).toEqual([
      { name: 'a', isRinging: false, limit: 7, points },
      { name: 'b', isRinging: true, limit: 6, points },
    ]);
    expect(asked.find(({ operation }) => operation === 'DescribeAlarms')?.body.AlarmNames).toEqual(['a', 'b']);
    const [plain, math] = asked.filter(({ operation }) => operation === 'GetMetricData').map(({ body }) => body);
    // 24 periods that are over.
    expect(plain).toMatchObject({ StartTime: start / 1000 - 24 * 3600, EndTime: start / 1000 });
    expect(plain?.MetricDataQueries).toMatchObject([{ MetricStat: { Metric: { MetricName: 'Age' }, Period: 3600 } }]);
    expect(math?.MetricDataQueries).toEqual([{ MetricStat: { Period: 1800 } }]);
  });
});
