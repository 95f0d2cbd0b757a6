import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { type Alarms, countedMetric } from './alarms.ts';
import type { OrderWorkflow } from './order-workflow.ts';
import type { Stage } from './stages.ts';

/** What has quotas of the account. */
export interface QuotaAlarmsProps {
  readonly stage: Stage;
  readonly workflow: OrderWorkflow;
  readonly alarms: Alarms;
}

/** Of a hundred parts of a quota. A fifth is left for the days that AWS takes to raise one. */
const mostUsed = 80;
const because = 'A fifth is left for the days that AWS takes to raise a quota.';
const period = Duration.minutes(5);
/** A confirmed order enters as many. */
const statesOfAnOrder = 4;

/** Rings while there is still room in what AWS gives an account: Lambda's concurrency, Step Functions' rates, SES's day. */
export class QuotaAlarms extends Construct {
  constructor(scope: Construct, id: string, { stage, workflow, alarms }: QuotaAlarmsProps) {
    super(scope, id);
    const ring = (name: string, metric: IMetric, description: string) =>
      alarms.ring(name, { scope: this, metric, atLeast: mostUsed, description, because });

    // As Lambda's guide has it: what is claimed is what others cannot have, running or reserved.
    const ofLambda = (metricName: string) =>
      new Metric({ namespace: 'AWS/Lambda', metricName, statistic: 'Maximum', period });
    ring(
      'ConcurrencyUsed',
      new MathExpression({
        expression: '100 * claimed / SERVICE_QUOTA(running)',
        usingMetrics: { claimed: ofLambda('ClaimedAccountConcurrency'), running: ofLambda('ConcurrentExecutions') },
        period,
      }),
      "Four fifths of the account's Lambda concurrency are in use, by this service or beside it. Beyond it calls are refused. Ask for a higher quota; hold fewer answers until then (--long-polls).",
    );

    const started = workflow.stateMachine.metricStarted({ statistic: 'Sum', period });
    const allowedASecond = (dimensionsMap: Record<string, string>) =>
      new Metric({
        namespace: 'AWS/States',
        metricName: 'ProvisionedRefillRate',
        dimensionsMap,
        statistic: 'Minimum',
        period,
      });
    ring(
      'StartsUsed',
      new MathExpression({
        expression: '100 * started / PERIOD(started) / allowed',
        usingMetrics: { started, allowed: allowedASecond({ APIName: 'StartExecution' }) },
        period,
      }),
      'Orders begin at four fifths of the rate at which Step Functions starts executions for the account. Beyond it they wait and are started later. Ask for a higher quota, or use the high-volume mode.',
    );
    ring(
      'TransitionsUsed',
      new MathExpression({
        expression: `100 * ${statesOfAnOrder} * started / PERIOD(started) / allowed`,
        usingMetrics: { started, allowed: allowedASecond({ ServiceMetric: 'StateTransition' }) },
        period,
      }),
      'Orders take four fifths of the state transitions a second that the account has. Beyond it they go slower. Ask for a higher quota, or use the high-volume mode.',
    );
    ring(
      'EmailQuotaUsed',
      // Counted by who looks for warnings: CloudWatch has no metric of it.
      countedMetric(stage, 'EmailQuotaUsed').with({ statistic: 'Maximum' }),
      'Four fifths of the e-mails that SES takes of the account in 24 hours are sent. Beyond it notices wait, orders do not. Ask SES for a higher quota.',
    );
  }
}
