import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import type { ServiceFunction } from './service-function.ts';

/**
 * When a function is called: again and again, the next call being the retry, or at hours (UTC, as cron has them: `2`,
 * or `*` for every hour), of each day or of one of the week (`MON`).
 */
export type When = { readonly every: Duration } | { readonly atHours: string; readonly onWeekDay?: string };

/** What is called, when, and who hears of it when that fails. */
export interface FunctionScheduleProps {
  readonly fn: ServiceFunction;
  readonly when: When;
  readonly alarms: Alarms;
  /** What nobody does any more when the function is not called for a quarter of an hour: an alarm rings then. */
  readonly silent?: string;
}

/** Calls a function by the clock. An alarm rings when it fails. */
export class FunctionSchedule extends Construct {
  constructor(scope: Construct, id: string, { fn, when, alarms, silent }: FunctionScheduleProps) {
    super(scope, id);
    if ('every' in when) fn.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: when.every });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('scheduler.amazonaws.com') });
    role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [fn.functionArn] }));
    new Schedule(this, 'Schedule', {
      schedule:
        'every' in when
          ? ScheduleExpression.rate(when.every)
          : ScheduleExpression.cron({
              ...{ hour: when.atHours, minute: '0' },
              ...(when.onWeekDay !== undefined && { weekDay: when.onWeekDay }),
            }),
      target: new LambdaInvoke(fn, {
        // Its own grant would add every version of the function.
        role: role.withoutPolicyUpdates(),
        ...('every' in when && { retryAttempts: 0 }),
      }),
    });

    alarms.ringOnErrors(fn);
    if (silent === undefined) return;
    alarms.ring(`${fn.node.id}Silent`, {
      scope: Stack.of(this) === Stack.of(alarms) ? undefined : this,
      metric: fn.metricInvocations({ period: Duration.minutes(15) }),
      below: 1,
      description: `${silent}: the schedule has not called ${fn.node.id} for a quarter of an hour.`,
      because: 'It is called every minute or two: a quarter of an hour is no hiccup.',
    });
  }
}
