import { Aws, Duration, Validations } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Stage } from './stages.ts';

/** Where orders stand that failed for good, for as long as their executions can be redriven. */
export class DeadLetterQueue extends Construct {
  readonly queue: Queue;
  /** Catches the events that could not be put into the queue itself. */
  readonly undelivered: Queue;

  constructor(scope: Construct, id: string, { stage }: { stage: Stage }) {
    super(scope, id);
    const queue = (name: string) => {
      const made = new Queue(this, name, {
        encryption: QueueEncryption.SQS_MANAGED,
        enforceSSL: true,
        retentionPeriod: Duration.days(14),
        removalPolicy: stage.removalPolicy,
      });
      // The rule that fills the queue stands in the service's stack, which depends on this one: name the account, not the rule.
      const events = new ServicePrincipal('events.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      });
      made.grantSendMessages(events);
      Validations.of(made).acknowledge({ id: 'AwsSolutions-SQS3', reason: 'It is itself where dead letters go.' });
      return made;
    };
    this.undelivered = queue('Undelivered');
    this.queue = queue('Queue');
  }
}
