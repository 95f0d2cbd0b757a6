import { Duration } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import type { FailedOrders } from './failed-orders.ts';
import type { OrderWorkflow } from './order-workflow.ts';
import { output } from './output.ts';
import { ServiceFunction } from './service-function.ts';
import type { Stage } from './stages.ts';

/** What the queue of orders connects. */
export interface OrderQueueProps {
  readonly stage: Stage;
  readonly workflow: OrderWorkflow;
  readonly failedOrders: FailedOrders;
  readonly alarms: Alarms;
}

/** Longer than an Express execution, which ends after five minutes. */
const runTimeout = Duration.seconds(330);

/** Lambda allows an event source no more. */
const mostAtOnce = 1_000;

/**
 * The high-volume mode: a queue of orders, and the function that runs each as an Express execution. It stands in every
 * stage, so that switching the mode loses no order that lies in it; only in the mode does anybody put orders there.
 */
export class OrderQueue extends Construct {
  readonly #queue: Queue;

  constructor(scope: Construct, id: string, { stage, workflow, failedOrders, alarms }: OrderQueueProps) {
    super(scope, id);
    this.#queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // No run may be under way when its message comes again by itself.
      visibilityTimeout: runTimeout.plus(Duration.seconds(30)),
      retentionPeriod: Duration.days(14),
      // Far more than what it takes to hand an order over to a Standard execution, which fails as any: here lies only
      // what could be run in no way.
      deadLetterQueue: {
        queue: Queue.fromQueueArn(this, 'DeadLetters', failedOrders.queue.queueArn),
        maxReceiveCount: 10,
      },
    });
    const run = new ServiceFunction(this, 'RunOrder', {
      stage,
      entry: 'order-queue/run-order',
      // It waits, and pays for the waiting.
      memorySize: 128,
      timeout: runTimeout,
      environment: { ORDER_QUEUE_URL: this.#queue.queueUrl, PAUSE_SECONDS: String(stage.retrySeconds) },
    });
    workflow.grantRunExpress(run);
    workflow.grantStartExecution(run);
    run.addEventSource(
      new SqsEventSource(this.#queue, {
        batchSize: 10,
        reportBatchItemFailures: true,
        // Ten orders a call, a second or two each: as many as are let in, and no more, so that a long queue leaves the
        // account's concurrency to the steps and the API.
        maxConcurrency: Math.min(mostAtOnce, Math.max(2, Math.ceil(stage.ordersPerSecond / 5))),
      }),
    );
    output(this, 'OrderQueueUrl', this.#queue.queueUrl);
    output(this, 'RunOrderFunction', run.functionName);
    alarms.ringOnErrors(run);
    alarms.ring('OrdersQueued', {
      metric: this.#queue.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(5), statistic: 'Maximum' }),
      atLeast: Duration.minutes(5).toSeconds(),
      description:
        'An order has waited in the queue of orders for five minutes: its executions fail, or more orders come than are run. The log of RunOrder says which.',
      because: 'An order is run within seconds: after five minutes its customer has given up waiting.',
    });
  }

  /** Lets the function put orders into the queue, and tells it to. */
  grantSend(fn: ServiceFunction): void {
    fn.addEnvironment('HIGH_VOLUME_QUEUE_URL', this.#queue.queueUrl);
    fn.allow(['sqs:SendMessage'], this.#queue.queueArn);
  }
}
