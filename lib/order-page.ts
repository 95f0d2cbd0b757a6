import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { holdSeconds } from './hold.ts';
import type { OrderPageLinks } from './order-page-links.ts';
import type { OrderWorkflow } from './order-workflow.ts';
import type { OrdersApi } from './orders-api.ts';
import type { PaymentProviders } from './payment-providers.ts';
import type { Stage } from './stages.ts';
import type { Tables } from './tables.ts';

/** What the pages of orders connect. */
export interface OrderPageProps {
  readonly stage: Stage;
  readonly tables: Tables;
  readonly api: OrdersApi;
  readonly providers: PaymentProviders;
  readonly links: OrderPageLinks;
  readonly workflow: OrderWorkflow;
}

/** Shows customers their order, and lets staff revoke the links to it. */
export class OrderPage extends Construct {
  constructor(scope: Construct, id: string, { stage, tables, api, providers, links, workflow }: OrderPageProps) {
    super(scope, id);
    const getPage = api.serve(this, 'getOrderPage', {
      timeout: Duration.seconds(15),
      environment: { HOLD_SECONDS: String(holdSeconds(stage)) },
    });
    links.grantVerify(getPage);
    workflow.grantDescribeExecution(getPage);
    tables.orders.grant(getPage, 'GetItem', 'Query');
    // A link to a payment that has died is asked for again.
    tables.payments.grant(getPage, 'GetItem', 'PutItem');
    providers.grantInvoke(getPage);

    const revoke = api.serve(this, 'revokeStatusUrl', { memorySize: 256, timeout: Duration.seconds(15) });
    tables.orders.grant(revoke, 'GetItem', 'PutItem', 'UpdateItem');
  }
}
