import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { OrderPageLinks } from './order-page-links.ts';
import type { OrderQueue } from './order-queue.ts';
import type { OrderWorkflow } from './order-workflow.ts';
import type { OrdersApi } from './orders-api.ts';
import { output } from './output.ts';
import type { PaymentProviders } from './payment-providers.ts';
import type { Stage } from './stages.ts';
import type { Tables } from './tables.ts';

/** What taking orders connects. */
export interface OrderSubmissionProps {
  readonly stage: Stage;
  readonly tables: Tables;
  readonly api: OrdersApi;
  readonly links: OrderPageLinks;
  readonly providers: PaymentProviders;
  readonly workflow: OrderWorkflow;
  readonly orderQueue: OrderQueue;
}

/** Takes an order: checks and prices it, writes it, and starts its workflow. */
export class OrderSubmission extends Construct {
  constructor(scope: Construct, id: string, props: OrderSubmissionProps) {
    super(scope, id);
    const { stage, tables, api, links, providers, workflow, orderQueue } = props;
    const submitOrder = api.serve(this, 'submitOrder', {
      isGradual: true,
      timeout: Duration.seconds(15),
      environment: {
        SMS_COUNTRIES: stage.smsCountries,
        ORDER_NUMBER_PREFIX: stage.orderNumberPrefix,
      },
    });
    providers.nameTo(submitOrder);
    links.grantMake(submitOrder);
    tables.orders.grant(submitOrder, 'GetItem', 'BatchGetItem', 'Query', 'PutItem');
    tables.products.grant(submitOrder, 'BatchGetItem');
    tables.intake.grant(submitOrder, 'GetItem');
    workflow.grantStart(submitOrder);
    if (stage.highVolume) orderQueue.grantSend(submitOrder);
    output(this, 'SubmitOrderFunction', submitOrder.functionName);
  }
}
