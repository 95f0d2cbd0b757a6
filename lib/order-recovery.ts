import { Duration } from 'aws-cdk-lib';
import { type EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction, SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { type Alarms, countedMetric } from './alarms.ts';
import type { FailedOrders } from './failed-orders.ts';
import { FunctionSchedule } from './function-schedule.ts';
import { holdSeconds } from './hold.ts';
import type { OrderWorkflow } from './order-workflow.ts';
import { output } from './output.ts';
import { ServiceFunction } from './service-function.ts';
import type { Stage } from './stages.ts';
import { openOrdersIndex, type Tables } from './tables.ts';

/** What order recovery connects. */
export interface OrderRecoveryProps {
  readonly stage: Stage;
  readonly tables: Tables;
  readonly workflow: OrderWorkflow;
  readonly failedOrders: FailedOrders;
  readonly alarms: Alarms;
}

/**
 * No order is lost: one that was written but not started is started, and one whose execution ended FAILED, TIMED_OUT or
 * ABORTED stands in the dead-letter queue, with its input, error and cause, and says so to its storefront.
 */
export class OrderRecovery extends Construct {
  constructor(scope: Construct, id: string, props: OrderRecoveryProps) {
    super(scope, id);
    const { workflow } = props;
    const failed: EventPattern = {
      source: ['aws.states'],
      detailType: ['Step Functions Execution Status Change'],
      detail: { status: ['FAILED', 'TIMED_OUT', 'ABORTED'], stateMachineArn: [workflow.stateMachine.stateMachineArn] },
    };
    this.#startStrandedOrders(props);
    this.#keepFailures(failed, props);
    this.#findUntoldFailures(props);
    this.#noteFailures(failed, props);
  }

  /** Every minute, starts the orders that were written but not started: their request died, or there was no room. */
  #startStrandedOrders({ stage, tables, workflow, alarms }: OrderRecoveryProps): void {
    const start = new ServiceFunction(this, 'StartStrandedOrders', {
      stage,
      entry: 'order-recovery/start-stranded-orders',
      memorySize: 256,
      timeout: Duration.seconds(55),
    });
    output(this, 'StartStrandedOrdersFunction', start.functionName);
    tables.orders.grantIndex(start, openOrdersIndex);
    tables.orders.grant(start, 'GetItem');
    workflow.grantStart(start);
    alarms.ring('StartsDeferred', {
      metric: countedMetric(stage, 'StartDeferred'),
      atLeast: 1,
      description:
        'Step Functions takes no further starts: orders were accepted and begin a minute or more late. Ask for a higher quota of StartExecution, or let in fewer orders (ordersPerSecond).',
      because: 'Step Functions takes every start below its quota: one refusal shows that it is reached.',
    });
    new FunctionSchedule(this, 'EveryMinute', {
      fn: start,
      when: { every: Duration.minutes(1) },
      alarms,
      silent: 'Nobody looks for stranded orders',
    });
  }

  /** Puts each failure into the dead-letter queue, where an alarm rings until somebody has dealt with it. */
  #keepFailures(
    failed: EventPattern,
    { stage, workflow: { stateMachine }, failedOrders, alarms }: OrderRecoveryProps,
  ): void {
    new Rule(this, 'KeepFailures', {
      description: 'An order failed for good',
      eventPattern: failed,
      targets: [
        // Imported: the queues' own stack gives EventBridge its rights, or the two stacks would need each other.
        new SqsQueue(Queue.fromQueueArn(this, 'DeadLetters', failedOrders.queue.queueArn), {
          deadLetterQueue: Queue.fromQueueArn(this, 'Undelivered', failedOrders.undelivered.queueArn),
        }),
      ],
    });
    output(this, 'DeadLetterQueueUrl', failedOrders.queue.queueUrl);
    alarms.ringOnLetters('FailedOrders', failedOrders.queue, {
      description:
        'An order failed at one of its steps: its customer has no answer, its stock and money are held until its hold ends. `npm run ops -- failed` says at which step, by what and how long there is. Mend the cause, then let it go on: `npm run ops -- redrive`. Delete no message: who redrives takes it out.',
    });
    alarms.ring('FailedOrdersForgotten', {
      // SQS's own metric leaves out what was received three times, and the hourly look receives every letter.
      metric: countedMetric(stage, 'FailedOrderAge').with({ period: Duration.hours(1), statistic: 'Maximum' }),
      atLeast: Duration.days(7).toSeconds(),
      description:
        'A failed order has waited for a week. Its execution can be redriven for another week, and no longer.',
      because: 'Half of the 14 days for which an execution can be redriven.',
    });
    alarms.ringOnLetters('FailuresUndelivered', failedOrders.undelivered, {
      description:
        'EventBridge could not put a failed order into the dead-letter queue. The message says which and why.',
    });
    const endings = {
      ExecutionsFailed: stateMachine.metricFailed(),
      ExecutionsTimedOut: stateMachine.metricTimedOut(),
      ExecutionsAborted: stateMachine.metricAborted(),
    };
    for (const [id, metric] of Object.entries(endings)) {
      alarms.ring(id, {
        metric,
        atLeast: 1,
        description:
          'The execution of an order has just ended without an answer. It should stand in the dead-letter queue within a minute; where it does not, the hourly look puts it there.',
        because: 'A step that fails is repeated for over a minute first: what ends like this has outlived that.',
      });
    }
  }

  /** Every hour, looks for the failures that no event told of: AWS delivers status events by best effort. */
  #findUntoldFailures({ stage, tables, workflow, failedOrders, alarms }: OrderRecoveryProps): void {
    const find = new ServiceFunction(this, 'FindUntoldFailures', {
      stage,
      entry: 'order-recovery/find-untold-failures',
      memorySize: 256,
      timeout: Duration.minutes(5),
    });
    workflow.grantListExecutions(find);
    find.allow(['sqs:SendMessage'], failedOrders.queue.queueArn);
    grantTendDeadLetters(find, { stage, tables, workflow, failedOrders });
    new FunctionSchedule(this, 'EveryHour', { fn: find, when: { atHours: '*' }, alarms });
  }

  /**
   * An order whose execution failed says so to its storefront, and stands in the list of failed orders. Beside the
   * dead-letter queue, which rings.
   */
  #noteFailures(failed: EventPattern, { stage, tables, workflow, alarms }: OrderRecoveryProps): void {
    const note = new ServiceFunction(this, 'NoteFailure', {
      stage,
      entry: 'order-recovery/note-failure',
      memorySize: 256,
      // Many fail at once, and Step Functions says of few a second where they failed.
      timeout: Duration.seconds(55),
    });
    grantNoteFailure(note, { stage, tables, workflow });
    alarms.ringOnErrors(note);
    new Rule(this, 'NoteFailures', {
      description: 'An order is delayed by a problem on our side',
      eventPattern: failed,
      targets: [new LambdaFunction(note)],
    });
  }
}

/** Lets the function note which orders failed, and at which step. */
function grantNoteFailure(
  fn: ServiceFunction,
  { stage, tables, workflow }: Pick<OrderRecoveryProps, 'stage' | 'tables' | 'workflow'>,
): void {
  fn.addEnvironment('HOLD_SECONDS', String(holdSeconds(stage)));
  tables.orders.grant(fn, 'Query', 'PutItem', 'UpdateItem');
  tables.failures.grant(fn, 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem');
  workflow.grantOnExecutions(fn, 'GetExecutionHistory');
}

/** Lets the function bring the dead-letter queue and the list of failed orders in line. */
export function grantTendDeadLetters(
  fn: ServiceFunction,
  props: Pick<OrderRecoveryProps, 'stage' | 'tables' | 'workflow' | 'failedOrders'>,
): void {
  const { queue } = props.failedOrders;
  fn.addEnvironment('DEAD_LETTER_QUEUE_URL', queue.queueUrl);
  fn.allow(['sqs:ReceiveMessage', 'sqs:ChangeMessageVisibility', 'sqs:DeleteMessage'], queue.queueArn);
  grantNoteFailure(fn, props);
}
