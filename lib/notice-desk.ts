import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Notifications } from './notifications.ts';
import type { OrdersApi } from './orders-api.ts';
import type { Tables } from './tables.ts';

/** What the desk of notices connects. */
export interface NoticeDeskProps {
  readonly tables: Tables;
  readonly api: OrdersApi;
  readonly notifications: Notifications;
}

/** What staff do about what customers are sent: send it again, to an address that refused mails too, and void its links. */
export class NoticeDesk extends Construct {
  constructor(scope: Construct, id: string, { tables, api, notifications }: NoticeDeskProps) {
    super(scope, id);
    const { orders, payments, recipientLimits, suppressions } = tables;
    const resend = api.serve(this, 'resendNotice', { timeout: Duration.seconds(15) });
    orders.grant(resend, 'GetItem', 'PutItem', 'Query');
    payments.grant(resend, 'GetItem');
    recipientLimits.grant(resend, 'UpdateItem');
    notifications.grantRequest(resend);

    const lift = api.serve(this, 'liftSuppression', { timeout: Duration.seconds(15) });
    suppressions.grant(lift, 'UpdateItem');

    const revoke = api.serve(this, 'revokeStatusUrl', { memorySize: 256, timeout: Duration.seconds(15) });
    orders.grant(revoke, 'GetItem', 'PutItem', 'UpdateItem');
  }
}
