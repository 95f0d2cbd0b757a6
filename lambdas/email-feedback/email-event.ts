import * as z from 'zod/mini';
import { NoticeEvent, type OrderNotice } from '../orders/notice-event.ts';
import type { NoticeReturn, Returned } from '../orders/notice-marker.ts';
import { OrderId } from '../orders/order.ts';

const Recipients = z.array(z.object({ emailAddress: z.string() }));
const Tag = z.optional(z.array(z.string()));

/**
 * An event of SES about an e-mail, as EventBridge brings it, as far as it is read
 * (https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html,
 * https://docs.aws.amazon.com/ses/latest/dg/monitoring-eventbridge.html).
 */
export const EmailEvent = z.object({
  detail: z.object({
    mail: z.object({
      messageId: z.string(),
      /** When SES took it. */
      timestamp: z.string(),
      destination: z.array(z.string()),
      /**
       * What we have called the message as it was sent; that of a shopper who waits for a product is no order's, and an
       * answer to a customer is a ticket's.
       */
      tags: z.object({ orderId: Tag, event: Tag, about: Tag, resend: Tag, ticketId: Tag, messageId: Tag }),
    }),
    bounce: z.optional(
      z.object({
        bounceType: z.string(),
        bounceSubType: z.string(),
        bouncedRecipients: Recipients,
        timestamp: z.string(),
      }),
    ),
    complaint: z.optional(
      z.object({
        complaintFeedbackType: z.optional(z.string()),
        complainedRecipients: Recipients,
        timestamp: z.string(),
      }),
    ),
    delivery: z.optional(z.object({ timestamp: z.string(), recipients: z.array(z.string()) })),
    reject: z.optional(z.object({ reason: z.string() })),
  }),
});
export type EmailEvent = z.output<typeof EmailEvent>;

/** What came back, from whom of those that the e-mail went to, and of which notice of which order, if of any. */
export interface EmailFeedback extends Returned {
  readonly kind: NoticeReturn;
  readonly messageId: string;
  /** When SES took the e-mail, ISO 8601 UTC. */
  readonly takenAt: string;
  readonly recipients: readonly string[];
  readonly notice: (OrderNotice & { readonly orderId: OrderId }) | undefined;
}

/**
 * What an event says.
 * @returns undefined when it says nothing that matters here, such as that a message is no spam
 * @throws ZodError when its tags name no order or event that there may be
 */
export function feedbackOf({ detail: { mail, bounce, complaint, delivery, reject } }: EmailEvent) {
  const feedback = (kind: NoticeReturn, said: Returned & { readonly of: readonly string[] }): EmailFeedback => ({
    kind,
    messageId: mail.messageId,
    takenAt: mail.timestamp,
    at: said.at,
    reason: said.reason,
    recipients: among(mail.destination, said.of),
    notice: noticeOf(mail.tags),
  });
  const addresses = (recipients: z.output<typeof Recipients>) => recipients.map(({ emailAddress }) => emailAddress);

  if (bounce) {
    const kind = bounce.bounceType === 'Permanent' ? 'BOUNCED' : 'SOFT_BOUNCED';
    return feedback(kind, {
      at: bounce.timestamp,
      reason: bounce.bounceSubType,
      of: addresses(bounce.bouncedRecipients),
    });
  }
  if (complaint) {
    // Some tell also of what their users have taken out of the spam folder (https://www.iana.org/assignments/marf-parameters).
    if (complaint.complaintFeedbackType === 'not-spam') return undefined;
    return feedback('COMPLAINED', {
      at: complaint.timestamp,
      reason: complaint.complaintFeedbackType,
      of: addresses(complaint.complainedRecipients),
    });
  }
  if (reject) return feedback('REJECTED', { at: mail.timestamp, reason: reject.reason, of: mail.destination });
  if (delivery) return feedback('DELIVERED', { at: delivery.timestamp, of: delivery.recipients });
  return undefined;
}

/**
 * Those of the addresses that the mail went to which an event is about. A mail server names the mailbox in which a
 * message ended, which need not be the address to which it was sent; of a mail to one address, that is meant.
 */
function among(destination: readonly string[], named: readonly string[]): readonly string[] {
  if (destination.length === 1) return destination;
  const names = new Set(named.map((address) => address.toLowerCase()));
  return destination.filter((address) => names.has(address.toLowerCase()));
}

function noticeOf({ orderId, event, about, resend }: EmailEvent['detail']['mail']['tags']): EmailFeedback['notice'] {
  if (orderId === undefined) return undefined;
  return {
    orderId: z.parse(OrderId, orderId[0]),
    event: z.parse(NoticeEvent, event?.[0]),
    about: about?.[0],
    resend: resend?.[0],
  };
}
