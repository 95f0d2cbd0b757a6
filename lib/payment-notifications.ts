import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { type Alarms, countedMetric } from './alarms.ts';
import type { Notifications } from './notifications.ts';
import type { OrderWorkflow } from './order-workflow.ts';
import type { OrdersApi } from './orders-api.ts';
import type { PaymentProviders } from './payment-providers.ts';
import type { Stage } from './stages.ts';
import type { Tables } from './tables.ts';

/** What hearing from payment providers connects. */
export interface PaymentNotificationsProps {
  readonly stage: Stage;
  readonly tables: Tables;
  readonly api: OrdersApi;
  readonly providers: PaymentProviders;
  readonly workflow: OrderWorkflow;
  readonly notifications: Notifications;
  readonly alarms: Alarms;
}

/** The providers' webhook: answers the step that waits for a payment, and follows what becomes of the money later. */
export class PaymentNotifications extends Construct {
  constructor(scope: Construct, id: string, props: PaymentNotificationsProps) {
    super(scope, id);
    const { stage, tables, api, providers, workflow, notifications, alarms } = props;
    const take = api.serve(this, 'takePaymentNotification', { memorySize: 256, timeout: Duration.seconds(15) });
    tables.orders.grant(take, 'GetItem', 'BatchGetItem', 'Query');
    tables.payments.grant(take, 'GetItem', 'BatchGetItem', 'PutItem');
    workflow.grantTaskResponse(take);
    providers.grantInvoke(take);
    notifications.grantRequest(take);
    alarms.ring('NotificationsRefused', {
      metric: countedMetric(stage, 'NotificationRefused'),
      atLeast: 20,
      description:
        "Many payment notifications do not verify: somebody forges them, or a provider's keys were changed and ours were not.",
      because: 'Providers send single wrong signatures as probes; twenty in five minutes are none.',
    });
  }
}
