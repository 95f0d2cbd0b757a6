import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { NoticeDesk } from './notice-desk.ts';
import { PaymentReconciliation } from './payment-reconciliation.ts';
import { RefundApprovals, Refunds } from './refunds.ts';
import { Replenishment } from './replenishment.ts';
import type { ServiceStack } from './service-stack.ts';
import type { Stage } from './stages.ts';
import { StockCheck } from './stock-check.ts';
import { StockDesk } from './stock-desk.ts';
import { StockKeeping } from './stock-keeping.ts';

/**
 * What staff do, and what the clock does for them, beside the way of an order: the stock, the money, what customers are
 * sent. A stack beside the service's, which needs nothing of it. It holds no state: it may be deleted and deployed again.
 */
export class BackOfficeStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { stage, service, ...props }: StackProps & { stage: Stage; service: ServiceStack },
  ) {
    super(scope, id, { ...props, description: `Order confirmation (${stage.name}): what staff do by hand` });
    const { tables, alarms, api, notifications, providers, stockKeeper } = service.capabilities;
    new StockKeeping(this, 'StockKeeping', { stage, tables, api });
    new StockDesk(this, 'StockDesk', { api, tables });
    new StockCheck(this, 'StockCheck', { stage, tables, alarms });
    new Replenishment(this, 'Replenishment', { stage, tables, stockKeeper, alarms });
    new Refunds(this, 'Refunds', { stage, tables, api, notifications, providers });
    new RefundApprovals(this, 'RefundApprovals', { tables, api, notifications, providers });
    new PaymentReconciliation(this, 'PaymentReconciliation', { stage, tables, providers, alarms });
    new NoticeDesk(this, 'NoticeDesk', { tables, api, notifications });
  }
}
