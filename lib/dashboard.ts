import { Duration, Stack } from 'aws-cdk-lib';
import {
  Alarm,
  AlarmStatusWidget,
  Dashboard as CloudWatchDashboard,
  Color,
  GraphWidget,
  type IMetric,
  type IWidget,
  MathExpression,
  Metric,
  PeriodOverride,
  SingleValueWidget,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { endsSoonMinutes } from '../lambdas/orders/end-of-hold.ts';
import { batchesOf } from '../lambdas/runtime/batches.ts';
import { countedMetric } from './alarms.ts';
import { output } from './output.ts';
import { ofPartition } from './partitions.ts';
import { percentBad, promised, type ServiceLevel } from './service-levels.ts';
import type { ServiceCapabilities } from './service-stack.ts';
import { stackNames } from './stack-names.ts';
import type { Stage } from './stages.ts';

/** What the dashboard shows. */
export type DashboardProps = Pick<ServiceCapabilities, 'alarms' | 'api' | 'workflow' | 'failedOrders'> & {
  readonly stage: Stage;
  readonly levels: Readonly<Record<string, ServiceLevel>>;
};

/** As many as CloudWatch shows in one. */
const alarmsAWidget = 100;

const wide = 24;
const half = wide / 2;
const third = wide / 3;

/** Is it well, in ten seconds: from what customers feel, at the top, to what may be the cause of it. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    const { stage } = props;
    const { region } = Stack.of(this);
    const dashboardName = stackNames(stage.name).service;
    new CloudWatchDashboard(this, 'Board', {
      dashboardName,
      defaultInterval: Duration.days(1),
      periodOverride: PeriodOverride.AUTO,
      widgets: [
        ...this.#alarms(props).map((widget) => [widget]),
        serviceLevels(props),
        ...orders(props),
        foreseen(props),
        notices(props),
        api(props),
        ...parts(stackNames(stage.name).service),
      ],
    });
    output(
      this,
      'DashboardUrl',
      `https://${region}.${ofPartition(this, 'console')}/cloudwatch/home?region=${region}#dashboards/dashboard/${dashboardName}`,
    );
  }

  #alarms({ alarms }: DashboardProps): IWidget[] {
    return batchesOf(alarms.names, alarmsAWidget).map(
      (names, index) =>
        new AlarmStatusWidget({
          title: `Alarms${index === 0 ? ' (docs/runbooks/alarms.md says of each what to do)' : ', further'}`,
          width: wide,
          height: 4,
          alarms: names.map((name) => Alarm.fromAlarmName(this, name, name)),
        }),
    );
  }
}

/** How much of the day's error budget of each promise is used up. */
function serviceLevels({ levels }: DashboardProps): IWidget[] {
  return Object.values(levels).map(
    (level) =>
      new GraphWidget({
        title: `${promised(level)}`,
        width: wide / Object.keys(levels).length,
        left: [percentBad(level, Duration.hours(1)).with({ label: '% bad, by the hour' })],
        leftYAxis: { min: 0 },
        leftAnnotations: [
          { value: 100 * (1 - level.objective), label: 'the budget, spread evenly', color: Color.GREEN },
          { value: 14.4 * 100 * (1 - level.objective), label: 'somebody is called', color: Color.RED },
        ],
      }),
  );
}

function orders({ stage, workflow: { stateMachine }, failedOrders }: DashboardProps): IWidget[][] {
  const counted = (name: string, label: string, color?: string) =>
    countedMetric(stage, name).with({ label, ...(color !== undefined && { color }) });
  const latest = (name: string, label: string) => counted(name, label).with({ statistic: 'Maximum' });
  return [
    [
      new GraphWidget({
        title: 'Orders by outcome',
        width: half,
        stacked: true,
        left: [
          counted('OrderConfirmed', 'confirmed', Color.GREEN),
          counted('OrderRejected', 'rejected', Color.ORANGE),
          counted('OrderCancelled', 'cancelled', Color.GREY),
          stateMachine.metricFailed({ label: 'failed', color: Color.RED }),
        ],
      }),
      new GraphWidget({
        title: 'Accepted → confirmed, of orders paid at once (ms)',
        width: half,
        left: percentiles(countedMetric(stage, 'ConfirmationTime'), 'p50', 'p95', 'p99'),
        leftAnnotations: [{ value: 5_000, label: 'promised', color: Color.GREEN }],
      }),
    ],
    [
      new SingleValueWidget({
        title: 'Now',
        width: third,
        metrics: [
          latest('OpenOrders', 'wait for an answer'),
          latest('HoldsEnding', `lose their stock within ${endsSoonMinutes} min`),
          latest('OldestOpenOrder', 'the oldest, in seconds'),
        ],
      }),
      new GraphWidget({
        title: 'Orders that wait, and holds that end soon',
        width: third,
        left: [latest('OpenOrders', 'wait'), latest('HoldsEnding', 'holds end soon')],
        right: [counted('HoldExpired', 'holds expired')],
      }),
      new GraphWidget({
        title: 'Failed orders (npm run redrive)',
        width: third,
        left: [
          failedOrders.queue.metricApproximateNumberOfMessagesVisible({ label: 'stand there', statistic: 'Maximum' }),
          counted('StartDeferred', 'starts deferred'),
          counted('SwitchLeftOn', 'switches left on'),
        ],
        right: [latest('FailedOrderAge', 'the oldest (s)')],
      }),
    ],
  ];
}

function notices({ stage }: DashboardProps): IWidget[] {
  const counted = (name: string, label: string) => countedMetric(stage, name).with({ label });
  return [
    new GraphWidget({
      title: 'Answer → e-mail sent (ms)',
      width: third,
      left: percentiles(countedMetric(stage, 'NoticeTime'), 'p50', 'p99', 'p99.9'),
      leftAnnotations: [{ value: 30_000, label: 'promised', color: Color.GREEN }],
    }),
    new GraphWidget({
      title: 'Notices that did not go out',
      width: third,
      left: [
        counted('NoticeLate', 'late'),
        counted('NoticeRefused', 'refused'),
        counted('NoticeWithheld', 'withheld by us'),
      ],
    }),
    new GraphWidget({
      title: 'Parcels of which nothing is heard',
      width: third,
      left: [
        counted('CarrierUnavailable', 'no answer'),
        counted('CarrierRefused', 'not followed'),
        counted('CarrierNotificationRefused', 'notifications refused'),
      ],
    }),
    new GraphWidget({
      title: 'Deliveries',
      width: third,
      left: [
        counted('ParcelArrived', 'parcels arrived'),
        counted('ParcelLate', 'of them late'),
        counted('DeliveryLate', 'orders said late'),
      ],
    }),
    new GraphWidget({
      title: 'Customers who wait for an answer',
      width: third,
      left: [
        counted('TicketLate', 'tickets late'),
        counted('TicketAnswerUnsent', 'answers not sent'),
        counted('TicketErrandLate', 'hours without a way to send'),
        counted('MailMalformed', 'mails that cannot be read'),
      ],
    }),
    new GraphWidget({
      title: 'What a person must decide',
      width: third,
      left: [
        counted('PaymentForReview', 'payments to review'),
        counted('OrderEffectsLate', 'money waits for its provider'),
        counted('MoneyDifference', 'money differs'),
        counted('StockDifference', 'stock differs'),
        counted('NotificationRefused', 'notifications refused'),
        counted('RiskSignalMissing', 'signals of risk missing'),
      ],
    }),
  ];
}

/** What was foreseen to go wrong, and where what foresees is worse than a plain rule. */
function foreseen({ stage }: DashboardProps): IWidget[] {
  const counted = (name: string, label: string) => countedMetric(stage, name).with({ label });
  return [
    new GraphWidget({
      title: 'Limits that will be reached',
      width: third,
      left: [counted('BreachForeseen', 'alarms')],
    }),
    new GraphWidget({
      title: 'Foreseen worse than by the plain rule',
      width: third,
      left: [
        counted('DemandForecastWorse', 'demand'),
        counted('ConfirmationForecastWorse', 'confirmations'),
        counted('DeliveryForecastWorse', 'arrivals'),
      ],
    }),
    new GraphWidget({
      title: 'Of 100 e-mails that SES takes a day, sent',
      width: third,
      left: [counted('EmailQuotaUsed', 'sent').with({ statistic: 'Maximum' })],
    }),
  ];
}

function api({ stage, api }: DashboardProps): IWidget[] {
  const sum = (name: '4xx' | '5xx', color: string) => api.metric(name, { statistic: 'Sum', label: name, color });
  return [
    new GraphWidget({
      title: 'Requests',
      width: half,
      left: [api.metric('Count', { statistic: 'SampleCount', label: 'all' })],
      right: [
        sum('4xx', Color.ORANGE),
        sum('5xx', Color.RED),
        countedMetric(stage, 'InternalError').with({ label: 'answered 500 by us' }),
      ],
    }),
    new GraphWidget({
      title: 'Answers (ms)',
      width: half,
      left: percentiles(api.metric('Latency', {}), 'p50', 'p95', 'p99'),
    }),
  ];
}

/**
 * The parts that the service is made of. They are searched for by the name of its stacks: a new queue or function shows
 * up by itself.
 */
function parts(stackName: string): IWidget[][] {
  const searched = (title: string, dimension: string, metricName: string, statistic: string, namespace: string) =>
    new GraphWidget({
      title,
      width: third,
      left: [
        new MathExpression({
          expression: `SEARCH('{${namespace},${dimension}} ${dimension}="${stackName}" MetricName="${metricName}"', '${statistic}')`,
          label: '',
        }),
      ],
    });
  const queues = (title: string, name: string) => searched(title, 'QueueName', name, 'Maximum', 'AWS/SQS');
  const functions = (title: string, name: string, statistic: string) =>
    searched(title, 'FunctionName', name, statistic, 'AWS/Lambda');
  return [
    [
      queues('Queues: messages that wait', 'ApproximateNumberOfMessagesVisible'),
      queues('Queues: age of the oldest (s)', 'ApproximateAgeOfOldestMessage'),
      functions('Streams: how far behind (ms)', 'IteratorAge', 'Maximum'),
    ],
    [
      functions('Functions: errors', 'Errors', 'Sum'),
      functions('Functions: throttled', 'Throttles', 'Sum'),
      functions('Functions: duration, p99 (ms)', 'Duration', 'p99'),
    ],
    [
      searched('Tables: throttled reads', 'TableName', 'ReadThrottleEvents', 'Sum', 'AWS/DynamoDB'),
      searched('Tables: throttled writes', 'TableName', 'WriteThrottleEvents', 'Sum', 'AWS/DynamoDB'),
      new GraphWidget({
        title: "Functions at once, of the account's quota",
        width: third,
        left: [new Metric({ namespace: 'AWS/Lambda', metricName: 'ConcurrentExecutions', statistic: 'Maximum' })],
      }),
    ],
    [
      new TextWidget({
        width: wide,
        height: 1,
        markdown: 'Saved queries for the logs: CloudWatch → Logs Insights → Queries',
      }),
    ],
  ];
}

function percentiles(metric: Metric, ...statistics: readonly string[]): IMetric[] {
  return statistics.map((statistic) => metric.with({ statistic, label: statistic }));
}
