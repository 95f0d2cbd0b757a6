import { Duration, Stack } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import type { ServiceFunction } from './service-function.ts';

/** What a queue of work connects. */
export interface WorkQueueProps {
  readonly consumer: ServiceFunction;
  readonly alarms: Alarms;
  /** The environment variable in which functions that put work into the queue find its URL; none where none does. */
  readonly variable?: `${string}_QUEUE_URL`;
  /** How often a message is tried before it is a dead letter. */
  readonly attempts: number;
  /**
   * How many calls of the consumer may run at once, two or more; as many as the account allows unless told otherwise.
   */
  readonly maxAtOnce?: number;
  /** The alarm that rings when there is a dead letter: its name, what that means, and what to do. */
  readonly onDeadLetter: { readonly alarm: `${string}DeadLetters`; readonly description: string };
}

/**
 * A queue whose messages are delivered to a function until they succeed; those that never do are dead letters, and an
 * alarm rings.
 */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly #consumer: ServiceFunction;
  readonly #variable: string | undefined;

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id);
    const { consumer, alarms, variable, attempts, maxAtOnce, onDeadLetter } = props;
    this.#consumer = consumer;
    this.#variable = variable;
    // Its id is that of the last release: under another one it would be another queue, and what lies in it be lost.
    const deadLetters = new DeadLetterQueue(this, 'Abandoned');
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // Six times the function's timeout, as Lambda advises; also the pause before a message is tried again.
      visibilityTimeout: Duration.seconds(180),
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: attempts },
    });
    consumer.addEventSource(
      new SqsEventSource(this.queue, {
        batchSize: 10,
        reportBatchItemFailures: true,
        ...(maxAtOnce !== undefined && { maxConcurrency: maxAtOnce }),
      }),
    );
    const isElsewhere = Stack.of(this) !== Stack.of(alarms);
    alarms.ringOnLetters(onDeadLetter.alarm, deadLetters, { ...onDeadLetter, scope: isElsewhere ? this : undefined });
    alarms.ringOnErrors(consumer);
  }

  /** Lets the function put work into the queue, and tells it where the queue is. */
  grantSend(fn: ServiceFunction): void {
    if (this.#variable === undefined) throw new Error(`no function puts work into ${this.node.path}`);
    fn.addEnvironment(this.#variable, this.queue.queueUrl);
    fn.allow(['sqs:SendMessage'], this.queue.queueArn);
    if (fn === this.#consumer) fn.allowLoops();
  }
}
