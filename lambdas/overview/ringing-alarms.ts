import { cloudWatch, momentOf } from '../runtime/cloudwatch.ts';
import type { Overview } from './overview.ts';

interface Described {
  readonly MetricAlarms?: readonly {
    readonly AlarmName: string;
    readonly AlarmDescription?: string;
    readonly StateUpdatedTimestamp?: number | string;
  }[];
}

/** More than ring at once on any day that one wants to count. */
const most = 100;

/** The alarms that ring of those whose names begin so, the longest first. */
export async function ringingAlarms(prefix: string): Promise<Overview['alarms']> {
  const { MetricAlarms = [] } = await cloudWatch<Described>('DescribeAlarms', {
    AlarmNamePrefix: prefix,
    AlarmTypes: ['MetricAlarm'],
    StateValue: 'ALARM',
    MaxRecords: most,
  });
  return MetricAlarms.map(({ AlarmName, AlarmDescription = '', StateUpdatedTimestamp = 0 }) => ({
    name: AlarmName.slice(prefix.length),
    since: new Date(momentOf(StateUpdatedTimestamp)).toISOString(),
    description: AlarmDescription,
  })).sort((a, b) => (a.since < b.since ? -1 : 1));
}
