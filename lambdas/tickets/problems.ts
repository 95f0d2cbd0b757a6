/** The problems of tickets. */
import type { ProblemType } from '../runtime/problem.ts';

export const invalidTicket = {
  kind: 'invalid-ticket',
  status: 422,
  title: 'The ticket, or what is to be written in it, is invalid',
} as const satisfies ProblemType;

export const ticketChanged = {
  kind: 'ticket-changed',
  status: 409,
  title: 'Somebody else has changed the ticket',
} as const satisfies ProblemType;

export const ticketStateRefused = {
  kind: 'ticket-state-refused',
  status: 409,
  title: 'The ticket cannot become that from how it stands',
} as const satisfies ProblemType;

export const invalidChatMessage = {
  kind: 'invalid-chat-message',
  status: 422,
  title: 'The message of the chat is invalid',
} as const satisfies ProblemType;

export const webhookRefused = {
  kind: 'webhook-refused',
  status: 401,
  title: 'The signature of the message does not verify',
} as const satisfies ProblemType;
