import { Duration } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import type { ServiceFunction } from './service-function.ts';

/** What is called, and what it means when it is not. */
export interface EveryMinuteProps {
  readonly fn: ServiceFunction;
  readonly alarms: Alarms;
  /** What nobody does any more when the function is not called. */
  readonly silent: string;
}

/** Calls a function every minute. An alarm rings when it fails, and when it is not called any more. */
export class EveryMinute extends Construct {
  constructor(scope: Construct, id: string, { fn, alarms, silent }: EveryMinuteProps) {
    super(scope, id);
    // The next minute is the retry.
    fn.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(1) });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('scheduler.amazonaws.com') });
    role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [fn.functionArn] }));
    new Schedule(this, 'Schedule', {
      schedule: ScheduleExpression.rate(Duration.minutes(1)),
      // Its own grant would add every version of the function.
      target: new LambdaInvoke(fn, { role: role.withoutPolicyUpdates(), retryAttempts: 0 }),
    });

    alarms.ringOnErrors(fn);
    alarms.ring(`${fn.node.id}Silent`, {
      metric: fn.metricInvocations({ period: Duration.minutes(15) }),
      below: 1,
      description: `${silent}: the schedule has not called ${fn.node.id} for a quarter of an hour.`,
    });
  }
}
