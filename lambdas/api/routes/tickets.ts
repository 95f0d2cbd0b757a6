import { idempotencyKeyReused, malformedRequest, notFound } from '../../runtime/problems.ts';
import {
  invalidChatMessage,
  invalidTicket,
  ticketChanged,
  ticketStateRefused,
  webhookRefused,
} from '../../tickets/problems.ts';
import { byItsLink, formAnswers } from '../page-forms.ts';
import type { Routes } from '../route.ts';

/** The routes of what customers ask, and are answered. */
export const ticketRoutes = {
  askFromPage: {
    method: 'POST',
    path: '/o/{token}/tickets',
    access: byItsLink,
    entry: 'order-page/ticket-forms',
    summary: 'Ask something about an order from its page',
    description: 'A form of the page. Twenty messages about an order are taken a day.',
    body: 'form',
    answers: formAnswers,
  },
  answerFromPage: {
    method: 'POST',
    path: '/o/{token}/messages',
    access: byItsLink,
    entry: 'order-page/ticket-forms',
    summary: 'Write more in a ticket from the page of its order, or say whether it is solved',
    description: 'A form of the page, for who may see where the order goes.',
    body: 'form',
    answers: {
      ...formAnswers,
      404: { description: 'The link leads to no order, or no longer; or to another than the ticket.', schema: 'page' },
    },
  },
  rateFromPage: {
    method: 'POST',
    path: '/o/{token}/rating',
    access: byItsLink,
    entry: 'order-page/ticket-forms',
    summary: 'Rate an order from its page, once it has arrived',
    description: 'A form of the page, where the shop asks for ratings. The first stands; a low one opens a ticket.',
    body: 'form',
    answers: formAnswers,
  },
  listTickets: {
    method: 'GET',
    path: '/operations/tickets',
    access: { anyScopeOf: ['staff', 'tickets'] },
    entry: 'tickets/tickets-api',
    summary: 'List tickets, or those about an order',
    description:
      'Of those in a state, the first is that whose answer is due first. A page may have fewer tickets than its limit: it is the last when it has no `next`. About an order all are listed, in whatever state.',
    parameters: ['ticketState', 'ticketOrder', 'limit', 'cursor'],
    answers: { 200: { description: 'A page of tickets.', schema: 'TicketPage' } },
    problems: [malformedRequest],
  },
  getTicket: {
    method: 'GET',
    path: '/operations/tickets/{ticketId}',
    access: { anyScopeOf: ['staff', 'tickets'] },
    entry: 'tickets/tickets-api',
    summary: 'See a ticket, with all that was said in it',
    description:
      'And with the answers that are written already, in the customer’s language and with what is known of the order.',
    answers: { 200: { description: 'The ticket.', schema: 'Ticket' } },
    problems: [notFound],
  },
  openTicket: {
    method: 'POST',
    path: '/operations/tickets',
    access: { anyScopeOf: ['staff', 'tickets'] },
    entry: 'tickets/tickets-api',
    summary: 'Open a ticket for a customer',
    description:
      'Once per Idempotency-Key. What is said of it first is for the team; the customer gets what is answered.',
    parameters: ['Idempotency-Key'],
    body: 'TicketRequest',
    answers: { 201: { description: 'The ticket.', schema: 'Ticket' } },
    problems: [invalidTicket, notFound],
  },
  answerTicket: {
    method: 'POST',
    path: '/operations/tickets/{ticketId}/messages',
    access: { anyScopeOf: ['staff', 'tickets'] },
    entry: 'tickets/tickets-api',
    summary: 'Answer a ticket, or write a word for the team in it',
    description:
      'Once per Idempotency-Key. An answer goes to the customer by mail, once, and stands on the page of their order.',
    parameters: ['Idempotency-Key'],
    body: 'TicketAnswer',
    answers: { 200: { description: 'The ticket.', schema: 'Ticket' } },
    problems: [invalidTicket, notFound],
  },
  changeTicket: {
    method: 'PATCH',
    path: '/operations/tickets/{ticketId}',
    access: { anyScopeOf: ['staff', 'tickets'] },
    entry: 'tickets/tickets-api',
    summary:
      'Change how a ticket stands, what it is about, how much it matters, who sees to it, or of which order it is',
    description:
      'As it was seen: whoever names another `version` than the ticket has changes nothing, and looks again.',
    body: 'TicketChange',
    answers: { 200: { description: 'The ticket.', schema: 'Ticket' } },
    problems: [invalidTicket, ticketChanged, ticketStateRefused, notFound],
  },
  takeChatMessage: {
    method: 'POST',
    path: '/chat/messages',
    access: {
      openBecause:
        'The chat of the shop signs what it tells (Standard Webhooks), with a secret that both have. The function verifies it before anything else.',
    },
    entry: 'order-tickets/take-chat-message',
    summary: 'Tell what a customer wrote in the chat of the shop',
    description:
      'Signed as our own webhooks are (Standard Webhooks 1.0), with the secret that the output ChatSecretArn names. The same `webhook-id` is taken once. The first message of a conversation opens a ticket, others go on with it.',
    body: 'bytes',
    answers: { 204: { description: 'It stands in a ticket.' } },
    problems: [webhookRefused, invalidChatMessage, malformedRequest, idempotencyKeyReused],
  },
  takeHelpdeskAnswer: {
    method: 'POST',
    path: '/helpdesk/answers',
    access: {
      openBecause:
        'The helpdesk signs what it tells, with a secret that both have. The function verifies it before anything else.',
    },
    entry: 'tickets/take-helpdesk-answer',
    summary: 'Tell what an agent of the helpdesk has answered',
    description:
      'Where the stage has none, there is nothing here. The same comment is taken once, and goes to the customer.',
    body: 'bytes',
    answers: { 204: { description: 'It stands in the ticket.' } },
    problems: [webhookRefused, invalidTicket, malformedRequest, idempotencyKeyReused, notFound],
  },
} as const satisfies Routes;
