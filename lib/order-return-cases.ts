import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import { FunctionSchedule } from './function-schedule.ts';
import type { Notifications } from './notifications.ts';
import { grantCancel } from './order-cancellation.ts';
import type { OrderEffects } from './order-effects.ts';
import type { OrderPageLinks } from './order-page-links.ts';
import type { OrderQueue } from './order-queue.ts';
import { grantSubmit } from './order-submission.ts';
import type { OrderWorkflow } from './order-workflow.ts';
import type { OrdersApi } from './orders-api.ts';
import { output } from './output.ts';
import type { PaymentProviders } from './payment-providers.ts';
import { grantRefund } from './refunds.ts';
import { ServiceFunction } from './service-function.ts';
import type { Stage } from './stages.ts';
import type { Tables } from './tables.ts';

/** What return cases connect. */
export interface OrderReturnCasesProps {
  readonly stage: Stage;
  readonly tables: Tables;
  readonly api: OrdersApi;
  readonly links: OrderPageLinks;
  readonly notifications: Notifications;
  readonly orderEffects: OrderEffects;
  readonly providers: PaymentProviders;
  readonly workflow: OrderWorkflow;
  readonly orderQueue: OrderQueue;
  readonly alarms: Alarms;
}

/**
 * Returns, exchanges, claims and withdrawals: taken by the API and by pages, decided by the policy and by staff. What
 * moves money, or places and cancels orders, is done by the clock alone.
 */
export class OrderReturnCases extends Construct {
  constructor(scope: Construct, id: string, props: OrderReturnCasesProps) {
    super(scope, id);
    const { stage, tables, api, links, notifications, providers, alarms } = props;
    const serve = api.serveTogether(
      this,
      'ReturnCasesApi',
      ['getReturnOptions', 'requestReturn', 'moveReturnCase', 'listReturnCases'],
      { timeout: Duration.seconds(15) },
    );
    links.grantMake(serve);
    grantTake(props, serve);
    tables.payments.grant(serve, 'GetItem');
    tables.returnWorklist.grant(serve, 'Query');
    tables.stock.grant(serve, 'GetItem', 'UpdateItem');
    tables.stockMovements.grant(serve, 'PutItem');

    const pages = api.serveTogether(
      this,
      'ReturnPages',
      ['getReturnPage', 'returnFromPage', 'getWithdrawalForm', 'findForWithdrawal', 'getReturnGuide'],
      { timeout: Duration.seconds(15) },
    );
    links.grantVerify(pages);
    grantTake(props, pages);
    tables.recipientLimits.grant(pages, 'UpdateItem');

    const tend = new ServiceFunction(this, 'TendReturnCases', {
      stage,
      entry: 'order-return-cases/tend-cases',
      timeout: Duration.seconds(55),
      environment: { REFUND_LIMITS: JSON.stringify(stage.refundLimits) },
    });
    grantTake(props, tend);
    tables.returnWorklist.grant(tend, 'Query');
    grantCancel(props, tend);
    grantSubmit(props, tend);
    grantRefund(tend, { tables, notifications, providers });
    tables.refundLimits.grant(tend, 'GetItem', 'PutItem', 'UpdateItem');
    output(this, 'TendReturnCasesFunction', tend.functionName);
    new FunctionSchedule(this, 'EveryMinute', {
      fn: tend,
      when: { every: Duration.minutes(1) },
      alarms,
      silent: 'Nobody gives back money for returns, nor holds what is exchanged',
    });
  }
}

/** Lets the function take a return case, or move it on. */
function grantTake(
  { tables, notifications }: Pick<OrderReturnCasesProps, 'tables' | 'notifications'>,
  fn: ServiceFunction,
): void {
  tables.orders.grant(fn, 'Query', 'PutItem', 'UpdateItem');
  tables.returnWorklist.grant(fn, 'PutItem', 'DeleteItem');
  tables.products.grant(fn, 'BatchGetItem');
  notifications.grantRequest(fn);
}
