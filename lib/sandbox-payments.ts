import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import { ServiceFunction } from './service-function.ts';
import type { Stage } from './stages.ts';

/** What the pretend provider connects. */
export interface SandboxPaymentsProps {
  readonly stage: Stage;
  readonly table: Table;
  /** Signs the provider's notifications. */
  readonly secret: Secret;
  /** The service's webhook, which the provider calls when a delayed payment is settled. */
  readonly notificationUrl: string;
  readonly alarms: Alarms;
}

/** The built-in pretend payment provider: its records, and the queue through which a delayed payment is settled later. */
export class SandboxPayments extends Construct {
  readonly #table: Table;
  readonly #secret: Secret;
  readonly #settlements: Queue;

  constructor(scope: Construct, id: string, { stage, table, secret, notificationUrl, alarms }: SandboxPaymentsProps) {
    super(scope, id);
    this.#table = table;
    this.#secret = secret;
    const unsettled = new Queue(this, 'Unsettled', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    this.#settlements = new Queue(this, 'Settlements', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout: Duration.seconds(180),
      deadLetterQueue: { queue: unsettled, maxReceiveCount: 5 },
    });
    const settle = new ServiceFunction(this, 'SettleSandboxPayment', {
      stage,
      entry: 'payments/settle-sandbox-payment',
      memorySize: 256,
      environment: {
        SANDBOX_PAYMENTS_TABLE: table.tableName,
        SANDBOX_SECRET_ARN: secret.secretArn,
        NOTIFICATION_URL: notificationUrl,
      },
    });
    settle.allow(['dynamodb:GetItem', 'dynamodb:UpdateItem'], table.tableArn);
    settle.allow(['secretsmanager:GetSecretValue'], secret.secretArn);
    settle.addEventSource(new SqsEventSource(this.#settlements, { batchSize: 10, reportBatchItemFailures: true }));

    alarms.ringOnErrors(settle);
    alarms.ring('SandboxPaymentsUnsettled', {
      metric: unsettled.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum' }),
      atLeast: 1,
      description:
        'The webhook refused a notification of the sandbox provider five times. The log of SettleSandboxPayment says why.',
    });
  }

  /** Lets the function take payments: begin them, ask about them, have a delayed one settled. */
  letTakePayments(fn: ServiceFunction): void {
    fn.addEnvironment('SANDBOX_PAYMENTS_TABLE', this.#table.tableName);
    fn.addEnvironment('SANDBOX_SETTLEMENT_QUEUE_URL', this.#settlements.queueUrl);
    fn.allow(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], this.#table.tableArn);
    fn.allow(['sqs:SendMessage'], this.#settlements.queueArn);
  }

  /** Lets the function ask about payments and give them back. */
  letReturnPayments(fn: ServiceFunction): void {
    fn.addEnvironment('SANDBOX_PAYMENTS_TABLE', this.#table.tableName);
    fn.allow(['dynamodb:GetItem', 'dynamodb:UpdateItem'], this.#table.tableArn);
  }

  /** Lets the function verify the sandbox's notifications and ask about the payments that they speak of. */
  letHearNotifications(fn: ServiceFunction): void {
    fn.addEnvironment('SANDBOX_PAYMENTS_TABLE', this.#table.tableName);
    fn.addEnvironment('SANDBOX_SECRET_ARN', this.#secret.secretArn);
    fn.allow(['dynamodb:GetItem'], this.#table.tableArn);
    fn.allow(['secretsmanager:GetSecretValue'], this.#secret.secretArn);
  }
}
