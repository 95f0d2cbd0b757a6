import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import { FunctionSchedule } from './function-schedule.ts';
import type { Notifications } from './notifications.ts';
import type { OrderPageLinks } from './order-page-links.ts';
import type { OrdersApi } from './orders-api.ts';
import { output } from './output.ts';
import { ServiceFunction } from './service-function.ts';
import type { Stage } from './stages.ts';
import type { Tables } from './tables.ts';
import type { Tickets } from './tickets.ts';

/** What asking for ratings connects. */
export interface OrderRatingsProps {
  readonly stage: Stage;
  readonly tables: Tables;
  readonly api: OrdersApi;
  readonly links: OrderPageLinks;
  readonly notifications: Notifications;
  readonly tickets: Tickets;
  readonly alarms: Alarms;
}

/** Asks customers, once an order, what they make of it, some days after it has arrived. */
export class OrderRatings extends Construct {
  constructor(scope: Construct, id: string, props: OrderRatingsProps) {
    super(scope, id);
    const { stage, tables, api, links, notifications, tickets, alarms } = props;
    const ask = new ServiceFunction(this, 'AskForRatings', {
      stage,
      entry: 'order-ratings/ask-for-ratings',
      timeout: Duration.minutes(15),
    });
    output(this, 'AskForRatingsFunction', ask.functionName);
    tables.ratings.grant(ask, 'GetItem', 'Query', 'PutItem', 'DeleteItem');
    tables.orders.grant(ask, 'Query');
    tables.payments.grant(ask, 'GetItem');
    tables.suppressions.grant(ask, 'UpdateItem');
    tables.tickets.grant(ask, 'BatchGetItem');
    tickets.grantOpen(ask);
    links.grantMake(ask);
    notifications.grantSendEmail(ask, 'ses:SendRawEmail');
    // By day. One run asks some thousands, one after the other: order notices have the rest of SES's rate.
    new FunctionSchedule(this, 'EveryDay', { fn: ask, when: { atHours: '9-19' }, alarms });

    const show = api.serve(this, 'getRatings', { memorySize: 256, timeout: Duration.seconds(15) });
    tables.ratings.grant(show, 'Query');
  }
}
