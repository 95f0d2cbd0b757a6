import { Duration, Lazy } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { type Alarms, countedMetric } from './alarms.ts';
import { FunctionSchedule } from './function-schedule.ts';
import { output } from './output.ts';
import { ServiceFunction } from './service-function.ts';
import type { ServiceStack } from './service-stack.ts';
import type { Stage } from './stages.ts';

/** What foreseeing breaches connects. */
export interface EarlyWarningsProps {
  readonly stage: Stage;
  readonly service: ServiceStack;
}

/**
 * The alarms whose limits are foreseen, by what they watch: the ages of queues and streams, dead letters that wait, what
 * of a quota is used, how many e-mails come back, how fast error budgets are used up. What only counts what has just
 * gone wrong has no trend. Their metrics and limits are read from the alarms themselves.
 */
export const foreseenAlarms = [
  'OrdersQueued',
  'OrderChangesLate',
  'StockChangesLate',
  'SlowOrders',
  'FailedOrdersForgotten',
  'SmsSpending',
  'EmailQuotaUsed',
  'ConcurrencyUsed',
  'StartsUsed',
  'TransitionsUsed',
  'EmailBounces',
  'EmailComplaints',
  'ConfirmationsBurn30M',
  'NoticesBurn30M',
  'ApiBurn30M',
] as const;

/** Says of alarms that they will ring before they do. */
export class EarlyWarnings extends Construct {
  constructor(scope: Construct, id: string, { stage, service }: EarlyWarningsProps) {
    super(scope, id);
    const { tables, alarms } = service.capabilities;
    const foresee = new ServiceFunction(this, 'ForeseeBreaches', {
      stage,
      entry: 'warnings/foresee-breaches',
      timeout: Duration.seconds(55),
      memorySize: 256,
      environment: {
        // Some are made behind this.
        FORESEEN_ALARMS: Lazy.string({ produce: () => JSON.stringify(namesOf(alarms)) }),
        ALARM_PREFIX: `${service.stackName}-`,
      },
    });
    output(this, 'ForeseeBreachesFunction', foresee.functionName);
    // CloudWatch knows no right to some of the metrics, and SES's quota is the account's.
    foresee.allow(['cloudwatch:DescribeAlarms', 'cloudwatch:GetMetricData', 'ses:GetSendQuota'], '*');
    tables.foresight.grant(foresee, 'GetItem', 'PutItem');
    new FunctionSchedule(this, 'EveryFiveMinutes', { fn: foresee, when: { every: Duration.minutes(5) }, alarms });
    alarms.ring('BreachForeseen', {
      scope: this,
      // It is counted every five minutes: it ends when it was not for three times.
      metric: countedMetric(stage, 'BreachForeseen').with({ period: Duration.minutes(15) }),
      atLeast: 1,
      description:
        'An alarm will ring soon if what it watches goes on as it does. The console, under "Well", names it and says when; its own runbook says what to do.',
      because: 'By a stated rule, which has come true more often than not of late: else nobody is called.',
    });
  }
}

/** The whole names of those that are foreseen, of all alarms. */
function namesOf({ names }: Alarms): readonly string[] {
  return names.filter((name) => foreseenAlarms.some((id) => name.endsWith(`-${id}`)));
}
