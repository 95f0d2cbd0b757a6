import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Notifications } from './notifications.ts';
import type { OrderWorkflow } from './order-workflow.ts';
import type { OrdersApi } from './orders-api.ts';
import type { PaymentProviders } from './payment-providers.ts';
import { openOrdersIndex, type Tables } from './tables.ts';

/** What deciding about doubtful orders connects. */
export interface OrderRiskProps {
  readonly tables: Tables;
  readonly api: OrdersApi;
  readonly workflow: OrderWorkflow;
  readonly providers: PaymentProviders;
  readonly notifications: Notifications;
}

/**
 * The queue of doubtful orders, which people approve or deny. Every stage has it: what was held is decided also after the
 * stage has ceased to hold.
 */
export class OrderRisk extends Construct {
  constructor(scope: Construct, id: string, { tables, api, workflow, providers, notifications }: OrderRiskProps) {
    super(scope, id);
    const list = api.serve(this, 'listRiskReviews', { timeout: Duration.seconds(25) });
    tables.orders.grant(list, 'BatchGetItem');
    tables.orders.grantIndex(list, openOrdersIndex);
    tables.payments.grant(list, 'BatchGetItem');

    const decide = api.serve(this, 'decideRiskReview', { memorySize: 256, timeout: Duration.seconds(28) });
    tables.orders.grant(decide, 'GetItem', 'Query');
    tables.payments.grant(decide, 'GetItem', 'PutItem');
    workflow.grantTaskResponse(decide);
    providers.grantInvoke(decide);
    notifications.grantRequest(decide);
  }
}
