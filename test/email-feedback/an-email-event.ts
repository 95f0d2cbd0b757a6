import type { OrderId } from '../../lambdas/orders/order.ts';

/** What an event of a test is about. */
interface About {
  readonly orderId?: OrderId;
  readonly event?: string;
  readonly about?: string;
  readonly resend?: string;
  readonly to?: readonly string[];
}

/**
 * The records of AWS's documents
 * (https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-examples.html), about the recipients and
 * tags of a test, as EventBridge brings them.
 */
function anEvent(detailType: string, about: About, eventType: string, what: object) {
  const { orderId, event = 'order-confirmed', to = ['ada@example.com'] } = about;
  return {
    version: '0',
    id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
    'detail-type': detailType,
    source: 'aws.ses',
    account: '123456789012',
    time: '2017-08-05T00:41:02Z',
    region: 'us-east-1',
    resources: ['arn:aws:ses:us-east-1:123456789012:configuration-set/ConfigSet'],
    detail: {
      eventType,
      ...what,
      mail: {
        timestamp: '2017-08-05T00:40:02.012Z',
        source: 'Sender Name <sender@example.com>',
        sourceArn: 'arn:aws:ses:us-east-1:123456789012:identity/sender@example.com',
        sendingAccountId: '123456789012',
        messageId: 'EXAMPLE7c191be45-e9aedb9a-02f9-4d12-a87d-dd0099a07f8a-000000',
        destination: to,
        headersTruncated: false,
        headers: [{ name: 'Subject', value: 'Message sent from Amazon SES' }],
        commonHeaders: {
          from: ['Sender Name <sender@example.com>'],
          to: [to[0]],
          messageId: 'EXAMPLE7c191be45-e9aedb9a-02f9-4d12-a87d-dd0099a07f8a-000000',
          subject: 'Message sent from Amazon SES',
        },
        tags: {
          'ses:configuration-set': ['ConfigSet'],
          'ses:source-ip': ['192.0.2.0'],
          'ses:from-domain': ['example.com'],
          'ses:caller-identity': ['ses_user'],
          event: [event],
          ...(orderId !== undefined && { orderId: [orderId] }),
          ...(about.about !== undefined && { about: [about.about] }),
          ...(about.resend !== undefined && { resend: [about.resend] }),
        },
      },
    },
  };
}

const feedbackId = '01000157c44f053b-61b59c11-9236-11e6-8f96-7be8aexample-000000';

/** A hard bounce of an address that its mail server does not know, unless told otherwise. */
export function aBounce(
  about: About,
  {
    type = 'Permanent',
    subType = 'General',
    at = '2017-08-05T00:41:02.669Z',
    of: bounced = about.to ?? ['ada@example.com'],
  } = {},
) {
  return anEvent('Email Bounced', about, 'Bounce', {
    bounce: {
      bounceType: type,
      bounceSubType: subType,
      bouncedRecipients: bounced.map((emailAddress) => ({
        emailAddress,
        action: 'failed',
        status: '5.1.1',
        diagnosticCode: `smtp; 550 5.1.1 <${emailAddress}> user unknown`,
      })),
      timestamp: at,
      feedbackId,
      reportingMTA: 'dsn; mta.example.com',
    },
  });
}

/** A recipient has called a mail spam, unless they say that it is none. */
export function aComplaint(about: About, { type = 'abuse', at = '2017-08-05T01:41:02.669Z' } = {}) {
  return anEvent('Email Complaint Received', about, 'Complaint', {
    complaint: {
      complainedRecipients: (about.to ?? ['ada@example.com']).map((emailAddress) => ({ emailAddress })),
      timestamp: at,
      feedbackId,
      complaintSubType: null,
      userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)',
      complaintFeedbackType: type,
      arrivalDate: at,
    },
  });
}

/** The recipient's mail server has taken a mail. */
export function aDelivery(about: About, { at = '2017-08-05T00:40:14.133Z' } = {}) {
  return anEvent('Email Delivered', about, 'Delivery', {
    delivery: {
      timestamp: at,
      processingTimeMillis: 11893,
      recipients: about.to ?? ['ada@example.com'],
      smtpResponse: '250 2.6.0 Message received',
      reportingMTA: 'mta.example.com',
    },
  });
}

/** SES has found a virus in a mail. */
export function aRejection(about: About) {
  return anEvent('Email Rejected', about, 'Reject', { reject: { reason: 'Bad content' } });
}
