import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import type { Notifications } from './notifications.ts';
import { output } from './output.ts';
import { ServiceFunction } from './service-function.ts';
import type { Stage } from './stages.ts';
import type { Tables } from './tables.ts';
import { WorkQueue } from './work-queue.ts';

/** What feedback on e-mails connects. */
export interface EmailFeedbackProps {
  readonly stage: Stage;
  readonly tables: Tables;
  readonly notifications: Notifications;
  readonly alarms: Alarms;
}

/**
 * What comes back of e-mails: bounces and complaints, and deliveries where the stage wants them, end in the timelines of
 * their orders; addresses that refuse mails for good get no more.
 */
export class EmailFeedback extends Construct {
  constructor(scope: Construct, id: string, { stage, tables, notifications, alarms }: EmailFeedbackProps) {
    super(scope, id);
    const take = new ServiceFunction(this, 'TakeEmailEvent', {
      stage,
      entry: 'email-feedback/take-email-event',
      memorySize: 256,
    });
    tables.orders.grant(take, 'Query', 'UpdateItem');
    tables.suppressions.grant(take, 'UpdateItem');
    notifications.grantRequest(take);
    const events = new WorkQueue(this, 'EmailEvents', {
      consumer: take,
      alarms,
      attempts: 5,
      onDeadLetter: {
        alarm: 'EmailEventsDeadLetters',
        description:
          'What SES tells of an e-mail could not be taken: an order does not say that its customer was not reached, and its address may still be written to. The log of TakeEmailEvent says why; move the message back to its queue once it is mended.',
      },
    });
    new Rule(this, 'Rule', {
      description: 'What came back of an e-mail',
      eventPattern: notifications.emailEvents(),
      targets: [new SqsQueue(events.queue)],
    });
    output(this, 'EmailEventQueueUrl', events.queue.queueUrl);
  }
}
