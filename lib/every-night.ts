import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import type { ServiceFunction } from './service-function.ts';

/** What is called, and when. */
export interface EveryNightProps {
  readonly fn: ServiceFunction;
  /** UTC. */
  readonly hour: number;
  readonly alarms: Alarms;
}

/** Calls a function every night. An alarm rings when it fails. */
export class EveryNight extends Construct {
  constructor(scope: Construct, id: string, { fn, hour, alarms }: EveryNightProps) {
    super(scope, id);
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('scheduler.amazonaws.com') });
    role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [fn.functionArn] }));
    new Schedule(this, 'Schedule', {
      schedule: ScheduleExpression.cron({ hour: String(hour), minute: '0' }),
      // Its own grant would add every version of the function.
      target: new LambdaInvoke(fn, { role: role.withoutPolicyUpdates() }),
    });
    alarms.ringOnErrors(fn);
  }
}
