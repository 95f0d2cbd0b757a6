import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { type Alarms, countedMetric } from './alarms.ts';
import { OnSchedule } from './on-schedule.ts';
import type { PaymentProviders } from './payment-providers.ts';
import { ServiceFunction } from './service-function.ts';
import type { Stage } from './stages.ts';
import type { Tables } from './tables.ts';

/** What reconciling connects. */
export interface MoneyReconciliationProps {
  readonly stage: Stage;
  readonly tables: Tables;
  readonly providers: PaymentProviders;
  readonly alarms: Alarms;
}

/** Compares what the payment providers settled on each day, once it is complete, with our records and the orders. */
export class MoneyReconciliation extends Construct {
  readonly reconcile: ServiceFunction;

  constructor(scope: Construct, id: string, { stage, tables, providers, alarms }: MoneyReconciliationProps) {
    super(scope, id);
    const { orders, payments } = tables;
    this.reconcile = new ServiceFunction(this, 'ReconcilePayments', {
      stage,
      entry: 'payment-reconciliation/reconcile-payments',
      timeout: Duration.minutes(15),
      environment: { ORDERS_TABLE: orders.tableName, PAYMENTS_TABLE: payments.tableName },
    });
    this.reconcile.allow(['dynamodb:GetItem'], orders.tableArn);
    this.reconcile.allow(['dynamodb:GetItem', 'dynamodb:Scan', 'dynamodb:PutItem'], payments.tableArn);
    providers.letSpeak(this.reconcile);

    // A day is done in one run or several, each of which goes on where the one before it stopped; mostly there is nothing to do.
    new OnSchedule(this, 'EveryHour', { fn: this.reconcile, hours: '*', alarms });
    alarms.ring('PaymentsForReview', {
      metric: countedMetric(stage, 'PaymentForReview'),
      atLeast: 1,
      description:
        'A person must decide about a payment: its amount is not its order\'s, a confirmed order has no money, money did not go back, or a payment is disputed. Search the logs for "a person must decide about a payment".',
    });
    alarms.ring('NotificationsRefused', {
      metric: countedMetric(stage, 'NotificationRefused'),
      atLeast: 20,
      description:
        "Many payment notifications do not verify: somebody forges them, or a provider's keys were changed and ours were not.",
    });
    alarms.ring('MoneyDiffers', {
      metric: countedMetric(stage, 'MoneyDifference'),
      atLeast: 1,
      description:
        "A provider's settled payments, our records and the orders disagree. The log of ReconcilePayments names each order and what differs.",
    });
  }
}
