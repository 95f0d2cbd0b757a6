import * as z from 'zod/mini';
import { EmailEvent } from '../email-feedback/email-event.ts';
import { WantedTicket } from '../orders/ticket-queue.ts';
import { fromQueue } from '../runtime/queue.ts';
import { TicketErrands } from './errand-queue.ts';
import { openWantedTicket } from './open-wanted-ticket.ts';
import { runErrands } from './run-errands.ts';
import { takeAnswerFeedback } from './take-answer-feedback.ts';

const Message = z.union([TicketErrands, WantedTicket, EmailEvent]);

/**
 * Consumer of the queue of what is to be done about tickets: what is to be sent or handed over, tickets that nobody has
 * asked for, and what came back of answers.
 */
export const handler = fromQueue(Message, async (message) => {
  if ('ticketId' in message) return runErrands(message.ticketId);
  if ('cause' in message) return openWantedTicket(message);
  return takeAnswerFeedback(message);
});
