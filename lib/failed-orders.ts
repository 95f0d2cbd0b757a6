import { Aws } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import type { Stage } from './stages.ts';

/** Where orders stand that failed for good, for as long as their executions can be redriven. */
export class FailedOrders extends Construct {
  readonly queue: DeadLetterQueue;
  /** Catches the events that could not be put into the queue itself. */
  readonly undelivered: DeadLetterQueue;

  constructor(scope: Construct, id: string, { stage: { removalPolicy } }: { stage: Stage }) {
    super(scope, id);
    this.undelivered = new DeadLetterQueue(this, 'Undelivered', { removalPolicy });
    this.queue = new DeadLetterQueue(this, 'Queue', { removalPolicy });
    // The rule that fills the queue stands in the service's stack, which depends on this one: name the account, not the
    // rule.
    const events = new ServicePrincipal('events.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    });
    for (const queue of [this.undelivered, this.queue]) queue.grantSendMessages(events);
  }
}
