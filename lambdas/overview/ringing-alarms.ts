import { cloudWatch, momentOf } from '../runtime/cloudwatch.ts';
import type { Overview } from './overview.ts';

interface DescribedAlarm {
  readonly AlarmName: string;
  readonly AlarmDescription?: string;
  readonly AlarmActions?: readonly string[];
  readonly StateUpdatedTimestamp?: number | string;
}
interface Described {
  readonly MetricAlarms?: readonly DescribedAlarm[];
  readonly CompositeAlarms?: readonly DescribedAlarm[];
}

/** More than ring at once on any day that one wants to count. */
const most = 100;

/** The alarms that ring of those whose names begin so, the longest first; not what only others are made of. */
export async function ringingAlarms(prefix: string): Promise<Overview['alarms']> {
  const { MetricAlarms = [], CompositeAlarms = [] } = await cloudWatch<Described>('DescribeAlarms', {
    AlarmNamePrefix: prefix,
    AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
    StateValue: 'ALARM',
    MaxRecords: most,
  });
  return [...MetricAlarms, ...CompositeAlarms]
    .filter(({ AlarmActions = [] }) => AlarmActions.length > 0)
    .map(({ AlarmName, AlarmDescription = '', StateUpdatedTimestamp = 0 }) => ({
      // Ahead of it stands the stack that it is in.
      name: AlarmName.slice(prefix.length).replace(/^(?:[a-z]+-)+/, ''),
      since: new Date(momentOf(StateUpdatedTimestamp)).toISOString(),
      description: AlarmDescription,
    }))
    .sort((a, b) => (a.since < b.since ? -1 : 1));
}
