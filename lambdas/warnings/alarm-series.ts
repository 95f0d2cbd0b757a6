import { cloudWatch, momentOf } from '../runtime/cloudwatch.ts';
import { logger } from '../runtime/logger.ts';
import type { Point } from '../runtime/order-statistics.ts';
import { serviceName } from '../runtime/service-name.ts';

/** What CloudWatch says of an alarm. */
interface DescribedAlarm {
  readonly AlarmName: string;
  readonly StateValue?: string;
  readonly Threshold?: number;
  readonly Period?: number;
  readonly Statistic?: string;
  readonly MetricName?: string;
  readonly Namespace?: string;
  readonly Dimensions?: readonly object[];
  /** Of one that watches an expression. */
  readonly Metrics?: readonly { readonly MetricStat?: { readonly Period?: number } }[];
}

/** An alarm: whether it rings, at which limit, and what it watched of late, the moments in milliseconds. */
export interface WatchedAlarm {
  readonly name: string;
  readonly isRinging: boolean;
  readonly limit: number;
  readonly points: readonly Point[];
}

/** So many periods of an alarm are looked back at. */
const periods = 24;

/** The alarms of these names, each with what it watched in its last 24 periods. */
export async function watchedAlarms(names: readonly string[], now: Date): Promise<readonly WatchedAlarm[]> {
  const { MetricAlarms = [] } = await cloudWatch<{ readonly MetricAlarms?: readonly DescribedAlarm[] }>(
    'DescribeAlarms',
    { AlarmNames: names, AlarmTypes: ['MetricAlarm'] },
  );
  return Promise.all(
    MetricAlarms.map(async (alarm) => ({
      name: alarm.AlarmName,
      isRinging: alarm.StateValue === 'ALARM',
      limit: alarm.Threshold ?? Number.POSITIVE_INFINITY,
      points: await seriesOrNone(alarm, now),
    })),
  );
}

const tenMinutes = 600;

/** How many orders of a stage were confirmed in the last whole ten minutes. */
export async function confirmedLately(stage: string, now: Date): Promise<number> {
  const metric = {
    ...{ Namespace: 'OrderConfirmation', MetricName: 'OrderConfirmed' },
    Dimensions: Object.entries({ service: serviceName, stage }).map(([Name, Value]) => ({ Name, Value })),
  };
  const found = await metricData(
    [{ Id: 'confirmed', MetricStat: { Metric: metric, Period: tenMinutes, Stat: 'Sum' } }],
    {
      seconds: tenMinutes,
      periods: 1,
      now,
    },
  );
  return found.at(-1)?.value ?? 0;
}

/** What an alarm watched. One that cannot be read, as of a quota that is not known, keeps no other from being looked at. */
async function seriesOrNone(alarm: DescribedAlarm, now: Date): Promise<readonly Point[]> {
  try {
    return await seriesOf(alarm, now);
  } catch (error) {
    logger.warn('what an alarm watches could not be read', { alarm: alarm.AlarmName, error: error as Error });
    return [];
  }
}

async function seriesOf({ Metrics = [], Period, ...alarm }: DescribedAlarm, now: Date): Promise<readonly Point[]> {
  const { Namespace, MetricName, Dimensions = [], Statistic: Stat = 'Maximum' } = alarm;
  const seconds = Period ?? Metrics.find(({ MetricStat }) => MetricStat)?.MetricStat?.Period ?? 300;
  const metric = {
    Id: 'watched',
    MetricStat: { Metric: { Namespace, MetricName, Dimensions }, Period: seconds, Stat },
  };
  return metricData(Metrics.length > 0 ? Metrics : [metric], { seconds, periods, now });
}

/** The values of what the queries return, in periods of so many seconds that are over. */
async function metricData(
  queries: readonly object[],
  { seconds, periods, now }: { readonly seconds: number; readonly periods: number; readonly now: Date },
): Promise<readonly Point[]> {
  const end = Math.floor(now.getTime() / 1000 / seconds) * seconds;
  const { MetricDataResults: [found] = [] } = await cloudWatch<{
    readonly MetricDataResults?: readonly {
      readonly Timestamps?: readonly (number | string)[];
      readonly Values?: readonly number[];
    }[];
  }>('GetMetricData', {
    MetricDataQueries: queries,
    StartTime: end - periods * seconds,
    EndTime: end,
  });
  const { Timestamps = [], Values = [] } = found ?? {};
  return Timestamps.flatMap((timestamp, index) => {
    const value = Values[index];
    return value === undefined ? [] : [{ at: momentOf(timestamp), value }];
  });
}
