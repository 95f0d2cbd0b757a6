import { setTimeout as pause } from 'node:timers/promises';
import { CloudWatchClient, paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';
import type { OperatedStage } from './operated-stage.ts';

/** The alarms by which a bad release is known: what it breaks rings one of these within minutes, and hardly anything else does. */
const ofReleases =
  /-(?:InternalErrors|ApiErrors|Executions\w+|FailedOrders\w*|\w+BurnFast|\w+Errors|\w+DeadLetters\w*)$/;

/** What watching a release touches. */
export interface ReleaseWatchPorts {
  /** The names of the alarms that ring now. */
  readonly ringing: () => Promise<readonly string[]>;
  readonly pause: (milliseconds: number) => Promise<unknown>;
  /** In milliseconds. */
  readonly now: () => number;
}

const everyMilliseconds = 15_000;

/**
 * Watches a stage for a while after a release. What rang before it does not count against it.
 * @returns the alarms that began to ring meanwhile, as soon as there is one
 */
export async function watchRelease(
  minutes: number,
  { ringing, pause, now }: ReleaseWatchPorts,
): Promise<readonly string[]> {
  const end = now() + minutes * 60_000;
  let before = new Set(await ringing());
  for (;;) {
    await pause(everyMilliseconds);
    const current = (await ringing()).filter((name) => ofReleases.test(name));
    const begun = current.filter((name) => !before.has(name));
    if (begun.length > 0 || now() >= end) return begun;
    // One that has ended may ring anew.
    before = new Set(current);
  }
}

/** The alarms of a stage. */
export function alarmsOf({ settings, stackName }: Pick<OperatedStage, 'settings' | 'stackName'>): ReleaseWatchPorts {
  const client = new CloudWatchClient(settings);
  return {
    async ringing() {
      const names: string[] = [];
      const asked = {
        AlarmNamePrefix: `${stackName}-`,
        AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
        StateValue: 'ALARM',
      } as const;
      for await (const page of paginateDescribeAlarms({ client }, { ...asked, AlarmTypes: [...asked.AlarmTypes] })) {
        const alarms = [...(page.MetricAlarms ?? []), ...(page.CompositeAlarms ?? [])];
        names.push(...alarms.map(({ AlarmName = '' }) => AlarmName));
      }
      return names;
    },
    pause,
    now: Date.now,
  };
}
