import { cloudWatch, momentOf } from '../runtime/cloudwatch.ts';
import { environment } from '../runtime/environment.ts';
import { serviceName } from '../runtime/service-name.ts';
import type { History, Overview } from './overview.ts';

/** What functions count of orders, by what the overview calls it. */
const counted = { confirmed: 'OrderConfirmed', rejected: 'OrderRejected', cancelled: 'OrderCancelled' } as const;
const measured = 'ConfirmationTime';
const percentiles = ['p50', 'p95', 'p99'] as const;

/** The plots: spans that begin at multiples of their length, so that what is over looks the same whenever one looks. */
export const histories = {
  day: { spanSeconds: 1_800, spans: 48 },
  week: { spanSeconds: 10_800, spans: 56 },
} as const;

interface MetricData {
  readonly MetricDataResults?: readonly {
    readonly Id: string;
    readonly Timestamps?: readonly (number | string)[];
    readonly Values?: readonly number[];
  }[];
}

/** What was counted and measured of a stage's orders in a day or a week. Each figure of it costs a hundredth of a cent in a thousand. */
export async function orderHistory(stage: string, name: keyof typeof histories, now: Date): Promise<History> {
  const { spanSeconds, spans } = histories[name];
  const step = spanSeconds * 1000;
  const from = Math.floor(now.getTime() / step) * step - (spans - 1) * step;
  const found = await metricData(
    [
      ...Object.entries(counted).map(([id, metric]) => queryOf(id, ofStage(stage, metric), 'Sum', spanSeconds)),
      queryOf('failed', executionsFailed(), 'Sum', spanSeconds),
      ...percentiles.map((id) => queryOf(id, ofStage(stage, measured), id, spanSeconds)),
    ],
    from,
    now,
  );
  const spread = <Empty>(id: string, empty: Empty): (number | Empty)[] => {
    const values: (number | Empty)[] = Array.from({ length: spans }, () => empty);
    for (const { at, value } of found.get(id) ?? []) {
      const span = Math.floor((at - from) / step);
      if (span >= 0 && span < spans) values[span] = value;
    }
    return values;
  };
  return {
    from: new Date(from).toISOString(),
    spanSeconds,
    confirmed: spread('confirmed', 0),
    rejected: spread('rejected', 0),
    cancelled: spread('cancelled', 0),
    failed: spread('failed', 0),
    p50: spread('p50', null),
    p95: spread('p95', null),
    p99: spread('p99', null),
  };
}

const daySeconds = 86_400;

/** How long confirmations took in the last day. */
export async function confirmationTimes(stage: string, now: Date): Promise<Overview['confirmation']> {
  const found = await metricData(
    percentiles.map((id) => queryOf(id, ofStage(stage, measured), id, daySeconds)),
    Math.floor(now.getTime() / 60_000) * 60_000 - daySeconds * 1000,
    now,
  );
  const latest = percentiles.flatMap((percentile) => {
    const value = found.get(percentile)?.at(-1)?.value;
    return value === undefined ? [] : [[percentile, value]];
  });
  return Object.fromEntries(latest);
}

/** What functions count (`lambdas/runtime/metrics.ts`). */
const ofStage = (stage: string, metricName: string) =>
  metricOf('OrderConfirmation', metricName, { service: serviceName, stage });

/** What Step Functions counts by itself. */
const executionsFailed = () =>
  metricOf('AWS/States', 'ExecutionsFailed', { StateMachineArn: environment('STATE_MACHINE_ARN') });

function metricOf(Namespace: string, MetricName: string, dimensions: Readonly<Record<string, string>>) {
  return { Namespace, MetricName, Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })) };
}

function queryOf(Id: string, Metric: ReturnType<typeof metricOf>, Stat: string, Period: number) {
  return { Id, MetricStat: { Metric, Period, Stat } };
}

/** The values of each query, by its id, the oldest first. */
async function metricData(queries: readonly object[], from: number, until: Date) {
  const { MetricDataResults = [] } = await cloudWatch<MetricData>('GetMetricData', {
    MetricDataQueries: queries,
    StartTime: from / 1000,
    EndTime: until.getTime() / 1000,
    ScanBy: 'TimestampAscending',
  });
  return new Map(
    MetricDataResults.map(({ Id, Timestamps = [], Values = [] }) => [
      Id,
      Timestamps.flatMap((timestamp, index) => {
        const value = Values[index];
        return value === undefined ? [] : [{ at: momentOf(timestamp), value }];
      }),
    ]),
  );
}
