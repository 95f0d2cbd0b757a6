import { caseNotMovable, invalidReturnCase, notTakenBack } from '../../order-return-cases/problems.ts';
import { malformedRequest, notFound } from '../../runtime/problems.ts';
import { byItsLink, formAnswers } from '../page-forms.ts';
import type { Routes } from '../route.ts';

/** The routes of what follows an order's delivery: returns, exchanges, claims and withdrawals. */
export const returnRoutes = {
  getReturnOptions: {
    method: 'GET',
    path: '/orders/{orderId}/return-options',
    access: { anyScopeOf: ['read', 'search'] },
    entry: 'order-return-cases/return-cases-api',
    summary: 'See what may be returned, exchanged or claimed of an order',
    description:
      'Of each line and each kind of case, as the policy of the shop has it at this moment: until when, or why not. Without `until` the period has not begun: something of the order is still to be delivered.',
    answers: { 200: { description: 'What may be asked for of each line.', schema: 'ReturnOptions' } },
    problems: [notFound],
  },
  requestReturn: {
    method: 'POST',
    path: '/orders/{orderId}/return-cases',
    access: { anyScopeOf: ['write', 'staff', 'refund', 'stock'] },
    entry: 'order-return-cases/return-cases-api',
    summary: 'Withdraw, return, exchange or claim',
    description:
      'For the customer, once per Idempotency-Key, and no unit in two cases. The policy decides at once, staff decide claims. A withdrawal takes in what has not been shipped: that is cancelled. The order shows what becomes of it in `returnCases`.',
    parameters: ['Idempotency-Key'],
    body: 'ReturnCaseRequest',
    answers: { 201: { description: 'The order, with the case.', schema: 'Order' } },
    problems: [invalidReturnCase, notTakenBack, notFound],
  },
  moveReturnCase: {
    method: 'POST',
    path: '/orders/{orderId}/return-cases/{caseId}/moves',
    access: { anyScopeOf: ['write', 'staff', 'refund', 'stock'] },
    entry: 'order-return-cases/return-cases-api',
    summary: 'Say where a return case goes',
    description:
      'Storefronts say for their customers that goods are SENT, or that a case is CANCELLED. Staff say what was RECEIVED and what was found when it was INSPECTED, which books the units back, decide claims (APPROVED, REFUSED), and that they have REFUNDED by hand what could not go back by itself. Money goes back by itself otherwise, within a minute or two, once; new units are held and sent by an order of their own. Repeating it changes nothing.',
    body: 'ReturnCaseMove',
    answers: { 200: { description: 'The order, with the case as it stands.', schema: 'Order' } },
    problems: [invalidReturnCase, caseNotMovable, notFound],
  },
  listReturnCases: {
    method: 'GET',
    path: '/operations/return-cases',
    access: { anyScopeOf: ['staff', 'search'] },
    entry: 'order-return-cases/return-cases-api',
    summary: 'List the open return cases of a state',
    description: 'Of all orders, who waits longest first; a moment behind. What has ended is listed no more.',
    parameters: ['caseState', 'limit', 'cursor'],
    answers: { 200: { description: 'A page of the list.', schema: 'ReturnCasePage' } },
    problems: [malformedRequest],
  },
  getReturnPage: {
    method: 'GET',
    path: '/o/{token}/returns',
    access: byItsLink,
    entry: 'order-return-pages/return-pages',
    summary: 'The page on which a customer returns, exchanges, claims or withdraws',
    answers: {
      200: { description: 'What may be asked for, and what became of what was.', schema: 'page' },
      404: { description: 'The link leads to no order, or no longer.', schema: 'page' },
    },
  },
  returnFromPage: {
    method: 'POST',
    path: '/o/{token}/returns',
    access: byItsLink,
    entry: 'order-return-pages/return-pages',
    summary: 'Ask for a return, an exchange or a claim, withdraw, or say that goods are sent, from the page',
    description: 'A form of the page, not for storefronts: use `POST /orders/{orderId}/return-cases`.',
    body: 'form',
    answers: {
      ...formAnswers,
      200: { description: 'What is to be confirmed, of a withdrawal.', schema: 'page' },
    },
  },
  getWithdrawalForm: {
    method: 'GET',
    path: '/withdrawal',
    access: {
      openBecause:
        'The law wants withdrawing to need no signing in: it asks for the order number and the address that was given with it.',
    },
    entry: 'order-return-pages/return-pages',
    summary: 'The form that leads to the withdrawal from a contract, without a link',
    description: 'The shop links it where its customers find it: "Withdraw from contract here".',
    answers: { 200: { description: 'The form.', schema: 'page' } },
  },
  findForWithdrawal: {
    method: 'POST',
    path: '/withdrawal',
    access: { openBecause: 'As with the form: who knows number and address of an order may withdraw from it.' },
    entry: 'order-return-pages/return-pages',
    summary: 'Find the order that somebody withdraws from, by its number and address',
    description:
      'Whatever is wrong, the answer is the same. Of an order number five different answers a day are looked at.',
    body: 'form',
    answers: {
      200: { description: 'The form again: no order was found so.', schema: 'page' },
      303: { description: 'To the page of the order.', headers: ['Location'] },
      403: { description: 'The form was not on the page.', schema: 'page' },
    },
  },
  getReturnGuide: {
    method: 'GET',
    path: '/returns-guide',
    access: { openBecause: 'What a shop takes back is for everybody to read.' },
    entry: 'order-return-pages/return-pages',
    summary: 'What the shop takes back, until when and at whose cost, as its policy has it',
    parameters: ['storefront', 'locale'],
    answers: { 200: { description: 'The guide, in the language of the reader.', schema: 'page' } },
  },
} as const satisfies Routes;
