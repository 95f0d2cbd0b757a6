import { Duration } from 'aws-cdk-lib';
import { type EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import type { DeadLetterQueue } from './dead-letter-queue.ts';
import { OnSchedule } from './on-schedule.ts';
import { ServiceFunction } from './service-function.ts';
import type { Stage } from './stages.ts';

/** What watching for failures connects. */
export interface FailuresProps {
  readonly stage: Stage;
  readonly stateMachine: StateMachine;
  readonly deadLetters: DeadLetterQueue;
  readonly alarms: Alarms;
}

/** The events of executions that ended without success. */
export function failedExecutions({ stateMachineArn }: StateMachine): EventPattern {
  return {
    source: ['aws.states'],
    detailType: ['Step Functions Execution Status Change'],
    detail: { status: ['FAILED', 'TIMED_OUT', 'ABORTED'], stateMachineArn: [stateMachineArn] },
  };
}

/**
 * No order is lost: an execution that ends FAILED, TIMED_OUT or ABORTED stands in the dead-letter queue, with its input, error
 * and cause, and an alarm rings until somebody has dealt with it. Every night a function looks for those that no event told of.
 */
export class Failures extends Construct {
  constructor(scope: Construct, id: string, { stage, stateMachine, deadLetters, alarms }: FailuresProps) {
    super(scope, id);
    new Rule(this, 'Rule', {
      description: 'An order failed for good',
      eventPattern: failedExecutions(stateMachine),
      targets: [
        // Imported: the queues' own stack gives EventBridge its rights, or the two stacks would need each other.
        new SqsQueue(Queue.fromQueueArn(this, 'DeadLetters', deadLetters.queue.queueArn), {
          deadLetterQueue: Queue.fromQueueArn(this, 'Undelivered', deadLetters.undelivered.queueArn),
        }),
      ],
    });

    alarms.ringOnLetters('FailedOrders', deadLetters.queue, {
      period: Duration.minutes(1),
      description:
        'An order failed at one of its steps and waits in the dead-letter queue. Find its execution by the order id, mend the cause, redrive it, then delete the message.',
    });
    // AWS delivers status events by best effort.
    const find = new ServiceFunction(this, 'FindUntoldFailures', {
      stage,
      entry: 'order-recovery/find-untold-failures',
      memorySize: 256,
      timeout: Duration.minutes(5),
      environment: {
        STATE_MACHINE_ARN: stateMachine.stateMachineArn,
        DEAD_LETTER_QUEUE_URL: deadLetters.queue.queueUrl,
      },
    });
    find.allow(['states:ListExecutions'], stateMachine.stateMachineArn);
    find.allow(['sqs:ReceiveMessage', 'sqs:SendMessage'], deadLetters.queue.queueArn);
    new OnSchedule(this, 'EveryNight', { fn: find, hours: '3', alarms });
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
          'The execution of an order has just ended without an answer. It should stand in the dead-letter queue within a minute; where it does not, the nightly look puts it there.',
      });
    }
    alarms.ring('FailedOrdersForgotten', {
      metric: deadLetters.queue.metricApproximateAgeOfOldestMessage({
        period: Duration.hours(1),
        statistic: 'Maximum',
      }),
      atLeast: Duration.days(7).toSeconds(),
      description:
        'A failed order has waited for a week. Its execution can be redriven for another week, and no longer.',
    });
    alarms.ringOnLetters('FailuresUndelivered', deadLetters.undelivered, {
      description:
        'EventBridge could not put a failed order into the dead-letter queue. The message says which and why.',
    });
  }
}
