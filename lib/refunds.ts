import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Notifications } from './notifications.ts';
import type { OrdersApi } from './orders-api.ts';
import type { PaymentProviders } from './payment-providers.ts';
import type { Tables } from './tables.ts';

/** What giving money back connects. */
export interface RefundsProps {
  readonly tables: Tables;
  readonly api: OrdersApi;
  readonly notifications: Notifications;
  readonly providers: PaymentProviders;
}

/** Gives money back, in part or whole, as staff ask for it. */
export class Refunds extends Construct {
  constructor(scope: Construct, id: string, { tables, api, notifications, providers }: RefundsProps) {
    super(scope, id);
    const refundOrder = api.serve(this, 'refundOrder', { timeout: Duration.seconds(28) });
    tables.orders.grant(refundOrder, 'Query');
    tables.payments.grant(refundOrder, 'GetItem', 'PutItem');
    providers.grantInvoke(refundOrder);
    notifications.grantRequest(refundOrder);
  }
}
