import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import type { Notifications } from './notifications.ts';
import type { OrdersApi } from './orders-api.ts';
import { ServiceFunction } from './service-function.ts';
import type { Stage } from './stages.ts';
import type { Tables } from './tables.ts';
import { WorkQueue } from './work-queue.ts';

/** What telling shoppers connects. */
export interface BackInStockProps {
  readonly stage: Stage;
  readonly tables: Tables;
  readonly api: OrdersApi;
  readonly notifications: Notifications;
  readonly alarms: Alarms;
  /** In what its queue stands. */
  readonly queueScope: Construct;
}

/** Shoppers ask to be told when a product is back, and are told. */
export class BackInStock extends Construct {
  readonly #queue: WorkQueue;

  constructor(scope: Construct, id: string, props: BackInStockProps) {
    super(scope, id);
    const { stage, tables, api, notifications, alarms, queueScope } = props;
    const { stock, products, backInStockRequests, recipientLimits, suppressions } = tables;

    const ask = api.serve(this, 'askBackInStock', { memorySize: 256, timeout: Duration.seconds(15) });
    stock.grant(ask, 'GetItem', 'BatchGetItem', 'UpdateItem');
    backInStockRequests.grant(ask, 'UpdateItem');
    recipientLimits.grant(ask, 'UpdateItem');

    const confirm = api.serve(this, 'confirmBackInStock', { memorySize: 256, timeout: Duration.seconds(15) });
    stock.grant(confirm, 'UpdateItem');
    backInStockRequests.grant(confirm, 'Query', 'UpdateItem');

    api.serve(this, 'getUnsubscribePage', { memorySize: 256, timeout: Duration.seconds(15) });
    const unsubscribe = api.serve(this, 'unsubscribe', { memorySize: 256, timeout: Duration.seconds(15) });
    suppressions.grant(unsubscribe, 'GetItem', 'UpdateItem');

    const tell = new ServiceFunction(this, 'TellBackInStock', { stage, entry: 'back-in-stock/tell-back-in-stock' });
    stock.grant(tell, 'GetItem', 'BatchGetItem', 'UpdateItem');
    products.grant(tell, 'BatchGetItem');
    backInStockRequests.grant(tell, 'Query', 'UpdateItem', 'DeleteItem');
    recipientLimits.grant(tell, 'UpdateItem');
    suppressions.grant(tell, 'UpdateItem');
    tell.addEnvironment('API_URL', api.url);
    notifications.grantSendEmail(tell, 'ses:SendRawEmail');
    this.#queue = new WorkQueue(queueScope, 'BackInStock', {
      consumer: tell,
      alarms,
      variable: 'BACK_IN_STOCK_QUEUE_URL',
      attempts: 5,
      // Orders' notices come first: a crowd of shoppers must not use up the rate at which SES takes mails.
      maxAtOnce: 2,
      onDeadLetter: {
        alarm: 'BackInStockDeadLetters',
        description:
          'SES takes no mail for the shoppers who wait for a product that is back in stock. The log of TellBackInStock says why; nobody is forgotten, and they are tried again every quarter of an hour while there are units. Delete the message.',
      },
    });
    this.grantRequest(tell);
    this.grantRequest(ask);
    for (const fn of [ask, tell]) fn.addEnvironment('BACK_IN_STOCK_CONFIRM_PAGE', stage.backInStockConfirmPage);
  }

  /** Lets the function have those told who wait for a product. */
  grantRequest(fn: ServiceFunction): void {
    this.#queue.grantSend(fn);
  }
}
