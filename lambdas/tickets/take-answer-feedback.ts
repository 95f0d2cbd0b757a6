import { type EmailEvent, feedbackOf } from '../email-feedback/email-event.ts';
import type { NoticeReturn } from '../orders/notice-marker.ts';
import { count } from '../runtime/metrics.ts';
import { changeTicket, type TicketPorts, ticketPorts } from './change-ticket.ts';
import { messageIdOf } from './open-ticket.ts';
import type { TicketMessage } from './ticket.ts';
import { cameBack } from './ticket-changes.ts';

/** After which feedback an answer has reached nobody. */
const unread: readonly NoticeReturn[] = ['BOUNCED', 'SOFT_BOUNCED', 'REJECTED'];

/**
 * Takes what came back of an answer: one that reached nobody says so, and its ticket is ours again. Safe to run twice, and
 * in any order.
 */
export async function takeAnswerFeedback(event: EmailEvent, ports: TicketPorts = ticketPorts()): Promise<void> {
  const feedback = feedbackOf(event);
  const { ticketId: [ticketId] = [], messageId: [answerId] = [] } = event.detail.mail.tags;
  if (feedback === undefined || ticketId === undefined || answerId === undefined) return;
  const { kind, at, reason = kind } = feedback;
  if (!unread.includes(kind)) return;
  await ports.tickets.recordDelivery(ticketId, answerId, { from: ['SENDING', 'SENT', 'UNKNOWN'], to: 'BOUNCED', at });
  const now = ports.clock();
  const note: TicketMessage = {
    ...{ id: messageIdOf(`feedback on ${ticketId}`, answerId), at: now.toISOString() },
    ...{ from: 'SERVICE', channel: 'SERVICE', isInternal: true },
    text: `An answer came back (${reason}): the customer has not got it by mail.`,
  };
  const { isChanged } = await changeTicket(
    ticketId,
    (ticket) => (ticket.erasedAt === undefined ? cameBack(ticket, note, now) : undefined),
    ports,
  );
  if (isChanged) count('TicketAnswerUnsent');
}
