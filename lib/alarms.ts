import { ArnFormat, Aws, Duration, Stack } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  CompositeAlarm,
  type IAlarmRule,
  type IMetric,
  MathExpression,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { serviceName } from '../lambdas/runtime/service-name.ts';
import { output } from './output.ts';
import type { ServiceFunction } from './service-function.ts';
import type { Stage } from './stages.ts';

/** When an alarm rings, and what the operator reads then. */
export interface AlarmProps {
  /** Where it stands, when what it watches is in a stack that builds on this one; else beside the topic. */
  readonly scope?: Construct | undefined;
  readonly metric: IMetric;
  /** Rings when the metric reaches this value. */
  readonly atLeast?: number;
  /** Rings when the metric falls below this value, or is missing. */
  readonly below?: number;
  /** What has happened and what to do, in a sentence or two. */
  readonly description: string;
  /** Why it rings at this value, and not earlier or later. */
  readonly because: string;
}

/** The page that says of each alarm, under its name, what to do. */
export const alarmRunbook = 'docs/runbooks/alarms.md';

/** Everything that calls an operator goes through this one topic. */
export class Alarms extends Construct {
  readonly #topic: Topic;
  readonly #names: string[] = [];
  /** Encrypts what is told to people by topics. */
  readonly key: Key;

  constructor(scope: Construct, id: string, { stage }: { stage: Stage }) {
    super(scope, id);
    // A key of our own, because CloudWatch may not publish to a topic that is encrypted with the account's default SNS
    // key.
    this.key = new Key(this, 'Key', {
      description: `Alarms of ${Stack.of(this).stackName}`,
      enableKeyRotation: true,
      removalPolicy: stage.removalPolicy,
    });
    this.#topic = new Topic(this, 'Topic', { masterKey: this.key, enforceSSL: true });
    output(this, 'AlarmTopicArn', this.#topic.topicArn);
    // Any policy of a topic replaces the default one, by which CloudWatch could publish.
    const alarmsOfThisAccount = new ServicePrincipal('cloudwatch.amazonaws.com', {
      conditions: {
        StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
        ArnLike: {
          'aws:SourceArn': Stack.of(this).formatArn({
            service: 'cloudwatch',
            resource: 'alarm',
            resourceName: '*',
            arnFormat: ArnFormat.COLON_RESOURCE_NAME,
          }),
        },
      },
    });
    this.#topic.grantPublish(alarmsOfThisAccount);
    this.key.grant(alarmsOfThisAccount, 'kms:Decrypt', 'kms:GenerateDataKey*');
    if (stage.alarmEmail !== undefined) this.#topic.addSubscription(new EmailSubscription(stage.alarmEmail));
    // Concurrency is the account's, and so is this metric: no function has a share of its own.
    this.ring('FunctionThrottles', {
      metric: new Metric({ namespace: 'AWS/Lambda', metricName: 'Throttles', statistic: 'Sum', period: fiveMinutes }),
      atLeast: 10,
      description:
        "Lambda refuses calls: the account's concurrency is used up, by this service or beside it. Ask for a higher quota.",
      because:
        'Single calls are refused while Lambda adds environments, and are repeated; ten within five minutes do not pass.',
    });
  }

  /**
   * Calls an operator when the metric says so. The alarm's name is the stack's name and this one's id.
   * @param runbook under which name the runbook has it, where that is not its own
   */
  ring(id: string, props: AlarmProps, runbook = id): Alarm {
    const alarm = this.watch(id, props, runbook);
    alarm.addAlarmAction(new SnsAction(this.#topic));
    return alarm;
  }

  /** An alarm that calls nobody by itself: a part of one that `ringWhen` rings. */
  watch(
    id: string,
    { scope = this, metric, atLeast, below, description, because }: AlarmProps,
    runbook: string,
  ): Alarm {
    this.#names.push(nameIn(scope, id));
    return new Alarm(scope, id, {
      alarmName: nameIn(scope, id),
      alarmDescription: toldByAlarm({ description, because }, runbook),
      metric,
      threshold: atLeast ?? below ?? 1,
      comparisonOperator:
        below === undefined
          ? ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD
          : ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: below === undefined ? TreatMissingData.NOT_BREACHING : TreatMissingData.BREACHING,
    });
  }

  /** Calls an operator when other alarms say so together. */
  ringWhen(
    id: string,
    { scope = this, rule, description, because }: Omit<AlarmProps, 'metric'> & { readonly rule: IAlarmRule },
  ): void {
    this.#names.push(nameIn(scope, id));
    const alarm = new CompositeAlarm(scope, id, {
      compositeAlarmName: nameIn(scope, id),
      alarmDescription: toldByAlarm({ description, because }, id),
      alarmRule: rule,
    });
    alarm.addAlarmAction(new SnsAction(this.#topic));
  }

  /** The names of all alarms that there are by now. */
  get names(): readonly string[] {
    return this.#names;
  }

  /**
   * Calls an operator when a message lies in a queue where none should be, as long as one does, and again for each
   * further one. Its most in five minutes: who looks at a message hides it for up to two, and it has not gone and come.
   */
  ringOnLetters(id: string, queue: IQueue, { scope, description }: Pick<AlarmProps, 'scope' | 'description'>): void {
    const letters = queue.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum', period: fiveMinutes });
    this.ring(id, {
      scope,
      metric: letters,
      atLeast: 1,
      description,
      because: 'Nothing should lie there: each message is something that a person has to finish.',
    });
    this.ring(
      `${id}More`,
      {
        scope,
        metric: new MathExpression({ expression: 'DIFF(letters)', usingMetrics: { letters }, period: fiveMinutes }),
        atLeast: 1,
        description: `One more beside those that lay there: ${description}`,
        because: 'An alarm that rings already tells nobody of what comes next.',
      },
      id,
    );
  }

  /**
   * Calls an operator when the function fails by itself. Not for steps: their errors include the business's "no".
   * @param scope where the alarm stands: with these, or in a stack that is deployed after them beside its function
   */
  ringOnErrors(
    fn: ServiceFunction,
    scope: Construct = Stack.of(fn) === Stack.of(this) ? this : (fn.node.scope ?? this),
  ): void {
    this.ring(
      `${fn.node.id}Errors`,
      {
        scope,
        metric: fn.metricErrors({ period: fiveMinutes }),
        atLeast: 1,
        description: `${fn.node.id} has ended with an error. Its log says why.`,
        because: 'What it expects to go wrong, it repeats or reports: an error is what nobody foresaw.',
      },
      'FunctionErrors',
    );
  }
}

/** What an alarm tells whom it calls: what happened, why it rings at this, and where the runbook says what to do. */
export function toldByAlarm({ description, because }: Pick<AlarmProps, 'description' | 'because'>, runbook: string) {
  return `${description}\n\nWhy at this value: ${because}\n\nRunbook: ${alarmRunbook}#${runbook.toLowerCase()}`;
}

/** What the functions of a stage count under this name (`lambdas/runtime/metrics.ts`). */
export function countedMetric({ name: stage }: Stage, metricName: string): Metric {
  return new Metric({
    namespace: 'OrderConfirmation',
    metricName,
    dimensionsMap: { service: serviceName, stage },
    statistic: 'Sum',
    period: fiveMinutes,
  });
}

function nameIn(scope: Construct, id: string): string {
  return `${Stack.of(scope).stackName}-${id}`;
}

const fiveMinutes = Duration.minutes(5);
