import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import { ServiceFunction } from './service-function.ts';
import type { ServiceTable } from './service-table.ts';
import type { Stage } from './stages.ts';
import { WorkQueue } from './work-queue.ts';

/** What the pretend provider connects. */
export interface SandboxPaymentsProps {
  readonly stage: Stage;
  readonly table: ServiceTable;
  /** Signs the provider's notifications. */
  readonly secret: Secret;
  /** The service's webhook, which the provider calls when a delayed payment is settled. */
  readonly notificationUrl: string;
  readonly alarms: Alarms;
}

/**
 * The built-in pretend payment provider: its function, its records, and the queue through which a delayed payment is
 * settled later.
 */
export class SandboxPayments extends Construct {
  /** The function that speaks for the provider. */
  readonly provider: ServiceFunction;

  constructor(scope: Construct, id: string, { stage, table, secret, notificationUrl, alarms }: SandboxPaymentsProps) {
    super(scope, id);
    const environment = { SANDBOX_SECRET_ARN: secret.secretArn };

    const settle = new ServiceFunction(this, 'SettleSandboxPayment', {
      stage,
      entry: 'payments/providers/sandbox/settle-sandbox-payment',
      memorySize: 256,
      environment: { ...environment, NOTIFICATION_URL: notificationUrl },
    });
    table.grant(settle, 'GetItem', 'UpdateItem');
    settle.allow(['secretsmanager:GetSecretValue'], secret.secretArn);
    const settlements = new WorkQueue(this, 'SandboxSettlements', {
      consumer: settle,
      alarms,
      variable: 'SANDBOX_SETTLEMENT_QUEUE_URL',
      attempts: 5,
      onDeadLetter: {
        alarm: 'SandboxSettlementsDeadLetters',
        description:
          'The webhook refused a notification of the sandbox provider five times. The log of SettleSandboxPayment says why.',
      },
    });

    this.provider = new ServiceFunction(this, 'SandboxProvider', {
      stage,
      entry: 'payments/providers/sandbox/sandbox-provider',
      environment,
    });
    table.grant(this.provider, 'GetItem', 'PutItem', 'UpdateItem');
    this.provider.allow(['secretsmanager:GetSecretValue'], secret.secretArn);
    settlements.grantSend(this.provider);
  }
}
