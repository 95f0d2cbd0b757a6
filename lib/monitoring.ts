import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { noticeLateMilliseconds } from '../lambdas/monitoring/measure-orders.ts';
import { countedMetric } from './alarms.ts';
import { Dashboard } from './dashboard.ts';
import { FunctionSchedule } from './function-schedule.ts';
import { holdSeconds } from './hold.ts';
import { LogQueries } from './log-queries.ts';
import { output } from './output.ts';
import { ServiceFunction } from './service-function.ts';
import { ringOnBurnRate, type ServiceLevel } from './service-levels.ts';
import type { ServiceCapabilities } from './service-stack.ts';
import type { Stage } from './stages.ts';
import { openOrdersIndex } from './tables.ts';

/** What the monitoring looks at. */
export type MonitoringProps = Pick<ServiceCapabilities, 'tables' | 'alarms' | 'api' | 'workflow' | 'failedOrders'> & {
  readonly stage: Stage;
};

/**
 * Whether it is well: promises are held to what orders come to, which who follows their changes measures beside their
 * way and for next to nothing; and one dashboard shows it.
 */
export class Monitoring extends Construct {
  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id);
    this.#measureOpenOrders(props);
    const levels = serviceLevels(props);
    for (const [name, level] of Object.entries(levels)) ringOnBurnRate(this, name, level, props.alarms);
    new Dashboard(this, 'Dashboard', { ...props, levels });
    new LogQueries(this, 'LogQueries', props);
  }

  #measureOpenOrders({ stage, tables, alarms }: MonitoringProps): void {
    const measure = new ServiceFunction(this, 'MeasureOpenOrders', {
      stage,
      entry: 'monitoring/measure-open-orders',
      memorySize: 256,
      environment: { HOLD_SECONDS: String(holdSeconds(stage)) },
    });
    output(this, 'MeasureOpenOrdersFunction', measure.functionName);
    tables.orders.grantIndex(measure, openOrdersIndex);
    tables.orders.grant(measure, 'GetItem');
    new FunctionSchedule(this, 'EveryFiveMinutes', { fn: measure, when: { every: Duration.minutes(5) }, alarms });
  }
}

/** What is promised to customers and storefronts. */
export function serviceLevels({ stage, api, workflow }: Pick<MonitoringProps, 'stage' | 'api' | 'workflow'>) {
  const time = (name: string, statistic: string) => countedMetric(stage, name).with({ statistic });
  return {
    Confirmations: {
      promise: 'orders paid at once are confirmed within 5 s',
      objective: 0.99,
      // One that fails is confirmed by nobody in time.
      bad: 'FILL(slow, 0) + FILL(failed, 0)',
      all: 'FILL(confirmed, 0) + FILL(failed, 0)',
      counted: {
        slow: time('ConfirmationTime', 'TC(5000:)'),
        confirmed: time('ConfirmationTime', 'SampleCount'),
        failed: workflow.stateMachine.metricFailed(),
      },
    },
    Notices: {
      promise: 'e-mails that tell an answer are sent within 30 s of it',
      objective: 0.999,
      bad: 'FILL(late, 0)',
      all: 'FILL(sent, 0)',
      counted: { late: time('NoticeTime', `TC(${noticeLateMilliseconds}:)`), sent: time('NoticeTime', 'SampleCount') },
    },
    Api: {
      promise: 'requests are answered without a fault of ours (5xx)',
      objective: 0.9995,
      bad: 'FILL(faults, 0)',
      all: 'FILL(requests, 0)',
      counted: {
        faults: api.metric('5xx', { statistic: 'Sum' }),
        requests: api.metric('Count', { statistic: 'SampleCount' }),
      },
    },
  } as const satisfies Record<string, ServiceLevel>;
}
