import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Notifications } from './notifications.ts';
import type { OrdersApi } from './orders-api.ts';
import type { PaymentProviders } from './payment-providers.ts';
import type { ServiceFunction } from './service-function.ts';
import type { Stage } from './stages.ts';
import type { Tables } from './tables.ts';

/** What giving money back connects. */
export interface RefundsProps {
  readonly stage: Stage;
  readonly tables: Tables;
  readonly api: OrdersApi;
  readonly notifications: Notifications;
  readonly providers: PaymentProviders;
}

/** Gives money back, in part or whole, as staff ask for it: within their limits. */
export class Refunds extends Construct {
  constructor(scope: Construct, id: string, props: RefundsProps) {
    super(scope, id);
    const { api, stage, tables } = props;
    const environment = { REFUND_LIMITS: JSON.stringify(stage.refundLimits) };
    const refundOrder = api.serve(this, 'refundOrder', { timeout: Duration.seconds(28), environment });
    grantRefund(refundOrder, props);
    tables.refundLimits.grant(refundOrder, 'GetItem', 'PutItem', 'UpdateItem');
  }
}

/** The refunds beyond somebody's limits, which another person approves. */
export class RefundApprovals extends Construct {
  constructor(scope: Construct, id: string, props: Omit<RefundsProps, 'stage'>) {
    super(scope, id);
    const { api, tables } = props;
    const list = api.serve(this, 'listRefundApprovals', { memorySize: 256 });
    tables.refundLimits.grant(list, 'Query');
    const decide = api.serve(this, 'decideRefundApproval', { timeout: Duration.seconds(28) });
    grantRefund(decide, props);
    tables.refundLimits.grant(decide, 'GetItem', 'UpdateItem');
  }
}

/** Lets the function give money back. */
export function grantRefund(
  fn: ServiceFunction,
  { tables, notifications, providers }: Pick<RefundsProps, 'tables' | 'notifications' | 'providers'>,
): void {
  tables.orders.grant(fn, 'Query', 'GetItem');
  tables.payments.grant(fn, 'GetItem', 'PutItem');
  providers.grantInvoke(fn);
  notifications.grantRequest(fn);
}
