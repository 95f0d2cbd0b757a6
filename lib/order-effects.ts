import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import type { Notices } from './notices.ts';
import type { PaymentProviders } from './payment-providers.ts';
import { ServiceFunction } from './service-function.ts';
import type { Stage } from './stages.ts';
import type { Tables } from './tables.ts';
import { WorkQueue } from './work-queue.ts';

/** What order effects connect. */
export interface OrderEffectsProps {
  readonly stage: Stage;
  readonly tables: Tables;
  readonly providers: PaymentProviders;
  readonly notices: Notices;
  readonly alarms: Alarms;
}

/**
 * What an order demands outside its workflow: money that could not be captured at once, stock and money of an order that was
 * cancelled, and the notices that no step sends.
 */
export class OrderEffects extends Construct {
  readonly #orderEffects: WorkQueue;
  readonly #notices: WorkQueue;

  constructor(scope: Construct, id: string, { stage, tables, providers, notices, alarms }: OrderEffectsProps) {
    super(scope, id);
    const { orders, payments } = tables;
    const applyOrderEffects = new ServiceFunction(this, 'FollowUp', {
      stage,
      entry: 'order-effects/apply-order-effects',
      callsItself: true,
      environment: { PAYMENTS_TABLE: payments.tableName },
    });
    tables.letIssue(applyOrderEffects);
    applyOrderEffects.allow(['dynamodb:GetItem', 'dynamodb:PutItem'], payments.tableArn);
    providers.letSpeak(applyOrderEffects);
    this.#orderEffects = new WorkQueue(this, 'FollowUps', {
      consumer: applyOrderEffects,
      alarms,
      attempts: 10,
      givenUp:
        'The stock or money of an order could not be brought in line with its status for half an hour: a capture, a void or a refund is missing, or a payment of a called-off order is being processed for three weeks. The log of FollowUp says why; move the message back to its queue once it is mended.',
    });

    // A payment that is being processed for days is asked about again by a message to itself.
    this.letRequestOrderEffects(applyOrderEffects);

    const sendNotice = new ServiceFunction(this, 'SendNotice', {
      stage,
      entry: 'notifications/send-notice',
      environment: {
        ORDERS_TABLE: orders.tableName,
        PAYMENTS_TABLE: payments.tableName,
      },
    });
    sendNotice.allow(['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem'], orders.tableArn);
    sendNotice.allow(['dynamodb:GetItem'], payments.tableArn);
    tables.letLimitRecipients(sendNotice);
    notices.sendThrough(sendNotice);
    this.#notices = new WorkQueue(this, 'RequestedNotices', {
      consumer: sendNotice,
      alarms,
      attempts: 5,
      givenUp:
        'A customer could not be told about an order: SES or SNS took no message for three days, or nobody knows whether it was sent. The log of SendNotice says why; move the message back to its queue once it is mended.',
    });
    // What SES or SNS do not take now is asked for again, later and later: a message that is merely waiting uses up no attempt.
    this.#notices.letRequest(sendNotice, 'NOTICE_QUEUE_URL');
  }

  /** Lets the function ask for order effects of an order. */
  letRequestOrderEffects(fn: ServiceFunction): void {
    this.#orderEffects.letRequest(fn, 'ORDER_EFFECTS_QUEUE_URL');
  }

  /** Where notices to customers are asked for. */
  get noticeQueueUrl(): string {
    return this.#notices.queue.queueUrl;
  }

  /** Lets the function ask for a notice to a customer. */
  letRequestNotice(fn: ServiceFunction): void {
    this.#notices.letRequest(fn, 'NOTICE_QUEUE_URL');
  }
}
