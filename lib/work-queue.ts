import { Duration } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import type { ServiceFunction } from './service-function.ts';

/** What a queue of work connects. */
export interface WorkQueueProps {
  readonly consumer: ServiceFunction;
  readonly alarms: Alarms;
  /** How often a message is tried before it is given up. */
  readonly attempts: number;
  /** How many calls of the consumer may run at once, two or more; as many as the account allows unless told otherwise. */
  readonly maxAtOnce?: number;
  /** What it means that work was given up, and what to do. */
  readonly givenUp: string;
}

/** A queue whose messages are delivered to a function until they succeed; what is given up is kept for 14 days, and an alarm rings. */
export class WorkQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { consumer, alarms, attempts, maxAtOnce, givenUp }: WorkQueueProps) {
    super(scope, id);
    const abandoned = new Queue(this, 'Abandoned', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // Six times the function's timeout, as Lambda advises; also the pause before a message is tried again.
      visibilityTimeout: Duration.seconds(180),
      deadLetterQueue: { queue: abandoned, maxReceiveCount: attempts },
    });
    consumer.addEventSource(
      new SqsEventSource(this.queue, {
        batchSize: 10,
        reportBatchItemFailures: true,
        ...(maxAtOnce !== undefined && { maxConcurrency: maxAtOnce }),
      }),
    );
    alarms.ringOnLetters(`${id}Abandoned`, abandoned, { description: givenUp });
    alarms.ringOnErrors(consumer);
  }

  /** Lets the function put work into the queue, whose address it finds under this name. */
  letRequest(fn: ServiceFunction, urlVariable: string): void {
    fn.addEnvironment(urlVariable, this.queue.queueUrl);
    fn.allow(['sqs:SendMessage'], this.queue.queueArn);
  }
}
