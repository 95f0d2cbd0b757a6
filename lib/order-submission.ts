import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { OrderPageLinks } from './order-page-links.ts';
import type { OrderQueue } from './order-queue.ts';
import type { OrderWorkflow } from './order-workflow.ts';
import type { OrdersApi } from './orders-api.ts';
import { output } from './output.ts';
import type { PaymentProviders } from './payment-providers.ts';
import type { ServiceFunction } from './service-function.ts';
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
    const { api, links } = props;
    const submitOrder = api.serve(this, 'submitOrder', { isGradual: true, timeout: Duration.seconds(15) });
    links.grantMake(submitOrder);
    grantSubmit(props, submitOrder);
    submitOrder.addEnvironment('SMS_COUNTRIES', props.stage.smsCountries);
    output(this, 'SubmitOrderFunction', submitOrder.functionName);
  }
}

/** Lets the function place orders. */
export function grantSubmit(
  { stage, tables, providers, workflow, orderQueue }: Omit<OrderSubmissionProps, 'api' | 'links'>,
  fn: ServiceFunction,
): void {
  fn.addEnvironment('ORDER_NUMBER_PREFIX', stage.orderNumberPrefix);
  providers.nameTo(fn);
  tables.orders.grant(fn, 'GetItem', 'BatchGetItem', 'Query', 'PutItem');
  tables.products.grant(fn, 'BatchGetItem');
  tables.intake.grant(fn, 'GetItem');
  tables.foresight.grant(fn, 'GetItem');
  workflow.grantStart(fn);
  if (stage.highVolume) orderQueue.grantSend(fn);
}
