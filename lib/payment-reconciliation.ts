import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { type Alarms, countedMetric } from './alarms.ts';
import { FunctionSchedule } from './function-schedule.ts';
import { output } from './output.ts';
import type { PaymentProviders } from './payment-providers.ts';
import { ServiceFunction } from './service-function.ts';
import type { Stage } from './stages.ts';
import type { Tables } from './tables.ts';

/** What reconciling connects. */
export interface PaymentReconciliationProps {
  readonly stage: Stage;
  readonly tables: Tables;
  readonly providers: PaymentProviders;
  readonly alarms: Alarms;
}

/** Compares what the payment providers settled on each day, once it is complete, with our records and the orders. */
export class PaymentReconciliation extends Construct {
  constructor(scope: Construct, id: string, { stage, tables, providers, alarms }: PaymentReconciliationProps) {
    super(scope, id);
    const reconcile = new ServiceFunction(this, 'ReconcilePayments', {
      stage,
      entry: 'payment-reconciliation/reconcile-payments',
      timeout: Duration.minutes(15),
    });
    tables.orders.grant(reconcile, 'GetItem');
    tables.payments.grant(reconcile, 'GetItem', 'Scan', 'PutItem');
    providers.grantInvoke(reconcile);
    output(this, 'ReconcilePaymentsFunction', reconcile.functionName);

    // A day is done in one run or several, each of which goes on where the one before it stopped; mostly there is
    // nothing to do.
    new FunctionSchedule(this, 'EveryHour', { fn: reconcile, when: { atHours: '*' }, alarms });
    alarms.ring('PaymentsForReview', {
      scope: this,
      metric: countedMetric(stage, 'PaymentForReview'),
      atLeast: 1,
      description:
        'A person must decide about a payment: its amount is not its order\'s, a confirmed order has no money, money did not go back, or a payment is disputed. Search the logs for "a person must decide about a payment".',
      because: 'Money stands wrong until somebody decides: one payment is enough.',
    });
    alarms.ring('MoneyDiffers', {
      scope: this,
      metric: countedMetric(stage, 'MoneyDifference'),
      atLeast: 1,
      description:
        "A provider's settled payments, our records and the orders disagree. The log of ReconcilePayments names each order and what differs.",
      because: 'The books agree to the last cent, or something was taken or given that nobody knows of.',
    });
  }
}
