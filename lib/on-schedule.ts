import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import type { ServiceFunction } from './service-function.ts';

/** What is called, and when. */
export interface OnScheduleProps {
  readonly fn: ServiceFunction;
  /** The hours at which it is called, UTC, as cron has them: `2`, or `*` for every hour. */
  readonly hours: string;
  readonly alarms: Alarms;
}

/** Calls a function at these hours. An alarm rings when it fails. */
export class OnSchedule extends Construct {
  constructor(scope: Construct, id: string, { fn, hours, alarms }: OnScheduleProps) {
    super(scope, id);
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('scheduler.amazonaws.com') });
    role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [fn.functionArn] }));
    new Schedule(this, 'Schedule', {
      schedule: ScheduleExpression.cron({ hour: hours, minute: '0' }),
      // Its own grant would add every version of the function.
      target: new LambdaInvoke(fn, { role: role.withoutPolicyUpdates() }),
    });
    alarms.ringOnErrors(fn);
  }
}
