import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
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

/** Every night, compares what the payment providers settled the day before with our records and the orders. */
export class MoneyReconciliation extends Construct {
  readonly reconcile: ServiceFunction;

  constructor(scope: Construct, id: string, { stage, tables, providers, alarms }: MoneyReconciliationProps) {
    super(scope, id);
    const { orders, payments } = tables;
    this.reconcile = new ServiceFunction(this, 'ReconcilePayments', {
      stage,
      entry: 'payments/reconcile-payments',
      timeout: Duration.minutes(15),
      environment: { ORDERS_TABLE: orders.tableName, PAYMENTS_TABLE: payments.tableName },
    });
    this.reconcile.allow(['dynamodb:GetItem'], orders.tableArn);
    this.reconcile.allow(['dynamodb:GetItem', 'dynamodb:Scan'], payments.tableArn);
    providers.letSpeak(this.reconcile);

    const role = new Role(this, 'ScheduleRole', { assumedBy: new ServicePrincipal('scheduler.amazonaws.com') });
    role.addToPolicy(
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [this.reconcile.functionArn] }),
    );
    new Schedule(this, 'EveryNight', {
      // After the providers' bills of the day before are ready: Alipay's and WeChat Pay's by 10 o'clock in China.
      schedule: ScheduleExpression.cron({ hour: '4', minute: '0' }),
      target: new LambdaInvoke(this.reconcile, { role: role.withoutPolicyUpdates() }),
    });

    alarms.ringOnErrors(this.reconcile);
    const counted = (metricName: string) =>
      new Metric({
        namespace: 'OrderConfirmation',
        metricName,
        dimensionsMap: { service: 'order-confirmation' },
        statistic: 'Sum',
        period: Duration.minutes(5),
      });
    alarms.ring('PaymentsForReview', {
      metric: counted('PaymentForReview'),
      atLeast: 1,
      description:
        'A person must decide about a payment: its amount is not its order\'s, or a confirmed order has no money. Search the logs for "a person must decide about a payment".',
    });
    alarms.ring('NotificationsRefused', {
      metric: counted('NotificationRefused'),
      atLeast: 20,
      description:
        "Many payment notifications do not verify: somebody forges them, or a provider's keys were changed and ours were not.",
    });
    alarms.ring('MoneyDiffers', {
      metric: counted('MoneyDifference'),
      atLeast: 1,
      description:
        "A provider's settled payments, our records and the orders disagree. The log of ReconcilePayments names each order and what differs.",
    });
  }
}
