import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { EventBus, type EventPattern } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { ConfigurationSet, ConfigurationSetTlsPolicy, EmailSendingEvent, EventDestination } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { type Alarms, countedMetric } from './alarms.ts';
import type { OrderPageLinks } from './order-page-links.ts';
import { output } from './output.ts';
import type { SenderIdentity } from './sender-identity.ts';
import { ServiceFunction } from './service-function.ts';
import { sendersOf } from './shop.ts';
import type { Stage } from './stages.ts';
import type { Tables } from './tables.ts';
import { WorkQueue } from './work-queue.ts';

/** What telling customers connects. */
export interface NotificationsProps {
  readonly stage: Stage;
  readonly tables: Tables;
  readonly links: OrderPageLinks;
  readonly sender: SenderIdentity;
  readonly alarms: Alarms;
  /** In what its queue stands. */
  readonly queueScope: Construct;
}

/**
 * How customers are told: e-mail through SES with encrypted delivery and a watched reputation, text messages through
 * SNS; and the queue for the notices that no step sends.
 */
export class Notifications extends Construct {
  readonly #stage: Stage;
  readonly #sender: SenderIdentity;
  readonly #configurationSet: ConfigurationSet;
  readonly #queue: WorkQueue;
  readonly #tables: Tables;
  readonly #links: OrderPageLinks;
  readonly #emailEvents: readonly string[];

  constructor(scope: Construct, id: string, { stage, tables, links, sender, alarms, queueScope }: NotificationsProps) {
    super(scope, id);
    this.#stage = stage;
    this.#sender = sender;
    this.#links = links;
    this.#tables = tables;
    this.#configurationSet = new ConfigurationSet(this, 'ConfigurationSet', {
      configurationSetName: Stack.of(this).stackName,
      reputationMetrics: true,
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      // Ours is the list of those who get no more e-mails: staff can take an address off it (decision 46).
      disableSuppressionList: true,
    });
    this.#emailEvents = this.#publishEvents();
    this.#ringOnRefusals(alarms);

    const send = new ServiceFunction(this, 'SendNotice', { stage, entry: 'notifications/send-notice' });
    tables.orders.grant(send, 'GetItem', 'Query', 'UpdateItem');
    tables.payments.grant(send, 'GetItem');
    tables.recipientLimits.grant(send, 'UpdateItem');
    this.grantSend(send);
    this.#queue = new WorkQueue(queueScope, 'RequestedNotices', {
      consumer: send,
      alarms,
      variable: 'NOTICE_QUEUE_URL',
      attempts: 5,
      onDeadLetter: {
        alarm: 'NoticesDeadLetters',
        description:
          'A customer could not be told about an order: SES or SNS took no message for three days, or nobody knows whether it was sent. The log of SendNotice says why; move the message back to its queue once it is mended.',
      },
    });
    // What SES or SNS do not take now is asked for again, later and later: a message that is merely waiting uses up no
    // attempt.
    this.grantRequest(send);
    output(this, 'NoticeQueueUrl', this.#queue.queue.queueUrl);
  }

  /** Matches what SES says became of the e-mails that were sent here: of all, or of those that are tagged with an event. */
  emailEvents(event?: string): EventPattern {
    const tags = {
      'ses:configuration-set': [this.#configurationSet.configurationSetName],
      ...(event !== undefined && { event: [event] }),
    };
    return { source: ['aws.ses'], detailType: [...this.#emailEvents], detail: { mail: { tags } } };
  }

  /** Lets the function ask for a notice to a customer. */
  grantRequest(fn: ServiceFunction): void {
    this.#queue.grantSend(fn);
  }

  /** Lets the function tell customers of their order, by e-mail from the shop's senders and by text message. */
  grantSend(fn: ServiceFunction): void {
    this.grantSendEmail(fn);
    this.#links.grantMake(fn);
    fn.addEnvironment('SMS_MAX_PRICE', this.#stage.smsMaxPrice);
    fn.addEnvironment('QUIET_HOURS', this.#stage.quietHours);
    // A phone number is not an ARN: "everything but topics" is how IAM says "phone numbers only".
    fn.addToRolePolicy(
      new PolicyStatement({
        actions: ['sns:Publish'],
        notResources: [Stack.of(this).formatArn({ service: 'sns', region: '*', account: '*', resource: '*' })],
      }),
    );
  }

  /** Lets the function send e-mails from the shop's senders by one of SES's actions, and nothing else. */
  grantSendEmail(fn: ServiceFunction, action: 'ses:SendEmail' | 'ses:SendRawEmail' = 'ses:SendEmail'): void {
    fn.addEnvironment('CONFIGURATION_SET', this.#configurationSet.configurationSetName);
    this.#tables.suppressions.grant(fn, 'BatchGetItem');

    const ses = (resource: string, resourceName: string) =>
      Stack.of(this).formatArn({ service: 'ses', resource, resourceName });
    fn.addToRolePolicy(
      new PolicyStatement({
        actions: [action],
        resources: [
          // In its sandbox, SES asks for rights to the recipient's identity too.
          ...(this.#stage.sesSandbox ? [ses('identity', '*')] : this.#sender.arns),
          ses('configuration-set', this.#configurationSet.configurationSetName),
        ],
        conditions: { StringEquals: { 'ses:FromAddress': [...sendersOf(this.#stage.shop)] } },
      }),
    );
    if (this.#stage.sesSandbox) {
      Validations.of(fn.role ?? fn).acknowledge({
        id: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:identity/*]',
        reason:
          "In its sandbox, SES asks for rights to each recipient's identity; the sender's address stays a condition.",
      });
    }
  }

  /**
   * Lets SES say what becomes of e-mails, on the one bus that it can, which all stages of an account share.
   * @returns how it calls what it says
   */
  #publishEvents(): readonly string[] {
    const events = [
      { type: EmailSendingEvent.BOUNCE, name: 'Email Bounced' },
      { type: EmailSendingEvent.COMPLAINT, name: 'Email Complaint Received' },
      { type: EmailSendingEvent.REJECT, name: 'Email Rejected' },
      // One for every e-mail there is: not everybody wants to pay for them.
      ...(this.#stage.deliveryEvents ? [{ type: EmailSendingEvent.DELIVERY, name: 'Email Delivered' }] : []),
    ];
    const set = this.#configurationSet;
    set.addEventDestination('Events', {
      destination: EventDestination.eventBus(EventBus.fromEventBusName(this, 'DefaultBus', 'default')),
      events: events.map(({ type }) => type),
    });
    return events.map(({ name }) => name);
  }

  #ringOnRefusals(alarms: Alarms): void {
    const stage = this.#stage;
    const reputation = (metricName: string) =>
      new Metric({
        namespace: 'AWS/SES',
        metricName,
        dimensionsMap: { 'ses:configuration-set': this.#configurationSet.configurationSetName },
        statistic: 'Maximum',
        period: Duration.hours(1),
      });
    alarms.ring('EmailBounces', {
      metric: reputation('Reputation.BounceRate'),
      atLeast: 0.02,
      description:
        'One e-mail in fifty bounces. SES reviews senders at one in twenty and stops them at one in ten: a storefront takes addresses that do not exist, or somebody makes one take them.',
      because: 'Two fifths of the 5% at which SES reviews a sender: there is time to act before.',
    });
    alarms.ring('EmailComplaints', {
      metric: reputation('Reputation.ComplaintRate'),
      atLeast: 0.0005,
      description:
        'One recipient in two thousand complains. SES reviews senders at one in a thousand and stops them at one in two hundred: somebody may be ordering in the names of others.',
      because: 'Half of the 0.1% at which SES reviews a sender.',
    });
    alarms.ring('SmsSpending', {
      // SNS counts it for the account and region.
      metric: new Metric({
        namespace: 'AWS/SNS',
        metricName: 'SMSMonthToDateSpentUSD',
        statistic: 'Maximum',
        period: Duration.hours(1),
      }),
      atLeast: stage.smsMonthlyQuota * 0.8,
      description:
        "Four fifths of the month's quota for text messages are spent. Beyond it SNS sends none until the month ends. Ask AWS for a higher quota, and deploy with it as --sms-monthly-quota.",
      because: 'A fifth is left for the days that AWS takes to raise a quota.',
    });
    alarms.ring('NoticesLate', {
      metric: countedMetric(stage, 'NoticeLate'),
      atLeast: 1,
      description:
        'Notices have waited for over a quarter of an hour because SES or SNS does not take them: throttled, paused, not verified, or away. The log of SendNotice names the error. They go out by themselves once it is mended.',
      because: 'A notice that waits is asked for again within seconds; after a quarter of an hour that has not helped.',
    });
    alarms.ring('NoticesRefused', {
      metric: countedMetric(stage, 'NoticeRefused'),
      atLeast: 10,
      description:
        'SES or SNS refused ten recipients for good within five minutes. Single ones are wrong addresses; so many are a fault of ours or an abuse. The logs of NotifyCustomer and SendNotice name the error.',
      because: 'Customers mistype single addresses; ten within five minutes they do not.',
    });
    alarms.ring('NoticesWithheld', {
      metric: countedMetric(stage, 'NoticeWithheld'),
      atLeast: 10,
      description:
        'Ten notices of unpaid orders were withheld within five minutes, because their recipients had several already: somebody may be using a storefront to bother people.',
      because:
        'Who tries to pay again and again meets the limit once in a while; ten within five minutes is somebody at it.',
    });
  }
}
