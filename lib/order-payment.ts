import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Notifications } from './notifications.ts';
import type { OrderEffects } from './order-effects.ts';
import type { OrderPageLinks } from './order-page-links.ts';
import type { OrderWorkflow } from './order-workflow.ts';
import type { OrdersApi } from './orders-api.ts';
import type { PaymentProviders } from './payment-providers.ts';
import type { Tables } from './tables.ts';

/** What a further try to pay connects. */
export interface OrderPaymentProps {
  readonly tables: Tables;
  readonly api: OrdersApi;
  readonly links: OrderPageLinks;
  readonly providers: PaymentProviders;
  readonly workflow: OrderWorkflow;
  readonly notifications: Notifications;
  readonly orderEffects: OrderEffects;
}

/** Lets a customer whose payment came to nothing pay in another way, while the workflow waits. */
export class OrderPayment extends Construct {
  constructor(scope: Construct, id: string, props: OrderPaymentProps) {
    super(scope, id);
    const { tables, api, links, providers, workflow, notifications, orderEffects } = props;
    const payAgain = api.serve(this, 'payAgain', { timeout: Duration.seconds(28) });
    tables.orders.grant(payAgain, 'GetItem', 'Query', 'UpdateItem');
    tables.payments.grant(payAgain, 'GetItem', 'PutItem');
    tables.intake.grant(payAgain, 'GetItem');
    providers.grantInvoke(payAgain);
    links.grantMake(payAgain);
    workflow.grantTaskResponse(payAgain);
    orderEffects.grantRequest(payAgain);
    notifications.grantRequest(payAgain);
  }
}
