import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { carrierNames } from './carriers.ts';
import { grantInstruct } from './delivery-instructions.ts';
import { holdSeconds } from './hold.ts';
import type { Notifications } from './notifications.ts';
import { grantCancel } from './order-cancellation.ts';
import type { OrderEffects } from './order-effects.ts';
import type { OrderPageLinks } from './order-page-links.ts';
import type { OrderPagePush } from './order-page-push.ts';
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
  readonly push: OrderPagePush;
  readonly notifications: Notifications;
  readonly orderEffects: OrderEffects;
}

/** Shows customers their order and lets them do something about it. */
export class OrderPage extends Construct {
  constructor(scope: Construct, id: string, props: OrderPageProps) {
    super(scope, id);
    const { stage, tables, api, providers, links, workflow, notifications, orderEffects, push } = props;
    const getPage = api.serve(this, 'getOrderPage', {
      timeout: Duration.seconds(15),
      environment: {
        HOLD_SECONDS: String(holdSeconds(stage)),
        AFTER_SALES: stage.afterSales ? 'on' : 'off',
        CARRIERS: carrierNames(stage),
      },
    });
    links.grantVerify(getPage);
    push.nameTo(getPage);
    workflow.grantDescribeExecution(getPage);
    tables.orders.grant(getPage, 'Query');
    tables.tickets.grant(getPage, 'Query');
    tables.ratings.grant(getPage, 'GetItem');
    // A link to a payment that has died is asked for again.
    tables.payments.grant(getPage, 'GetItem', 'PutItem');
    providers.grantInvoke(getPage);
    tables.foresight.grant(getPage, 'GetItem');
    tables.intake.grant(getPage, 'GetItem');

    const forms = api.serveTogether(this, 'PageForms', ['cancelFromPage', 'instructFromPage', 'proveRecipient'], {
      timeout: Duration.seconds(15),
    });
    links.grantVerify(forms);
    tables.orders.grant(forms, 'Query');
    grantCancel({ tables, workflow, notifications, orderEffects }, forms);
    grantInstruct(tables, forms);
    tables.recipientLimits.grant(forms, 'UpdateItem');
  }
}
