import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import { ServiceFunction } from './service-function.ts';
import type { Stage } from './stages.ts';
import { WorkQueue } from './work-queue.ts';

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

/** The built-in pretend payment provider: its function, its records, and the queue through which a delayed payment is settled later. */
export class SandboxPayments extends Construct {
  /** The function that speaks for the provider. */
  readonly provider: ServiceFunction;

  constructor(scope: Construct, id: string, { stage, table, secret, notificationUrl, alarms }: SandboxPaymentsProps) {
    super(scope, id);
    const environment = { SANDBOX_PAYMENTS_TABLE: table.tableName, SANDBOX_SECRET_ARN: secret.secretArn };

    const settle = new ServiceFunction(this, 'SettleSandboxPayment', {
      stage,
      entry: 'payments/providers/sandbox/settle-sandbox-payment',
      memorySize: 256,
      environment: { ...environment, NOTIFICATION_URL: notificationUrl },
    });
    settle.allow(['dynamodb:GetItem', 'dynamodb:UpdateItem'], table.tableArn);
    settle.allow(['secretsmanager:GetSecretValue'], secret.secretArn);
    const settlements = new WorkQueue(this, 'SandboxSettlements', {
      consumer: settle,
      alarms,
      attempts: 5,
      givenUp:
        'The webhook refused a notification of the sandbox provider five times. The log of SettleSandboxPayment says why.',
    });

    this.provider = new ServiceFunction(this, 'SandboxProvider', {
      stage,
      entry: 'payments/providers/sandbox/sandbox-provider',
      environment,
    });
    this.provider.allow(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], table.tableArn);
    this.provider.allow(['secretsmanager:GetSecretValue'], secret.secretArn);
    alarms.ringOnThrottles(this.provider);
    settlements.letRequest(this.provider, 'SANDBOX_SETTLEMENT_QUEUE_URL');
  }
}
