import { Duration, type RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/**
 * Where messages stand that failed for good, for 14 days. Whoever fills it rings an alarm on it
 * (`alarms.ringOnLetters`).
 */
export class DeadLetterQueue extends Queue {
  constructor(scope: Construct, id: string, props: { readonly removalPolicy?: RemovalPolicy } = {}) {
    super(scope, id, {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      ...props,
    });
    Validations.of(this).acknowledge({ id: 'AwsSolutions-SQS3', reason: 'It is itself where dead letters go.' });
  }
}
