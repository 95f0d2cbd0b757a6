import { paymentMethodDown } from '../../contingency/problems.ts';
import {
  alreadyPaid,
  invalidPayment,
  noTriesLeft,
  paymentNotAwaited,
  paymentUnderWay,
} from '../../order-payment/problems.ts';
import { invalidNotification, notReady } from '../../payments/problems.ts';
import { approvalNotOpen, invalidRefund, refundRefused } from '../../refunds/problems.ts';
import { notFound } from '../../runtime/problems.ts';
import type { Routes } from '../route.ts';

/** The routes of the money: tries to pay, what providers notify of, refunds. */
export const paymentRoutes = {
  listPaymentMethods: {
    method: 'GET',
    path: '/payment-methods',
    access: { anyScopeOf: ['write', 'read'] },
    entry: 'order-contingency/switches-api',
    summary: 'See by what can be paid now',
    description: 'A method that is out of order is refused by name in a new order. An answer may be ten seconds old.',
    answers: { 200: { description: 'The methods of the shop.', schema: 'PaymentMethods' } },
  },
  payAgain: {
    method: 'POST',
    path: '/orders/{orderId}/payments',
    access: { anyScopeOf: ['write'] },
    entry: 'order-payment/pay-again',
    summary: 'Try to pay in another way',
    description:
      'Where the order was placed with `paymentTries` of more than 1, its payment came to nothing or is still open, and its stock is held. The try before is closed, and money that still comes by it goes back. Repeat a request whose answer did not arrive with the same Idempotency-Key and content: it never begins another try. The order in the answer says how the try stands.',
    parameters: ['Idempotency-Key'],
    body: 'PaymentRequest',
    answers: { 200: { description: 'The order, with the further try.', schema: 'Order' } },
    problems: [
      invalidPayment,
      paymentMethodDown,
      paymentNotAwaited,
      alreadyPaid,
      noTriesLeft,
      paymentUnderWay,
      notFound,
    ],
  },
  refundOrder: {
    method: 'POST',
    path: '/orders/{orderId}/refunds',
    access: { anyScopeOf: ['staff', 'refund'] },
    entry: 'refunds/refund-payment',
    summary: 'Give money back, in part or whole',
    description:
      'Once per Idempotency-Key, and never more in sum than was captured. A person gives back on their own up to the limits of their roles: of an order, of a day, and so many a day. Beyond, the answer is 202; once another person has approved it, a repeat answers with the refund.',
    parameters: ['Idempotency-Key', 'If-Match'],
    body: 'RefundRequest',
    answers: {
      200: { description: 'What was taken and given back in sum.', schema: 'RefundedOrder' },
      202: { description: 'Beyond the limits of who asks: another person is to approve it.', schema: 'RefundApproval' },
    },
    problems: [invalidRefund, refundRefused, approvalNotOpen, notFound],
  },
  listRefundApprovals: {
    method: 'GET',
    path: '/operations/refund-approvals',
    access: { anyScopeOf: ['approve', 'refund'] },
    entry: 'refunds/list-refund-approvals',
    summary: 'List the refunds that wait for another person',
    answers: { 200: { description: 'All of them.', schema: 'RefundApprovals' } },
  },
  decideRefundApproval: {
    method: 'POST',
    path: '/operations/refund-approvals/{approvalId}/decision',
    access: { anyScopeOf: ['approve'] },
    entry: 'refunds/decide-refund-approval',
    summary: 'Approve a refund that another person asked for, or refuse it',
    description: 'Within three days. Approved, it is made; repeating it changes nothing.',
    body: 'RefundDecision',
    answers: { 200: { description: 'The approval; the refund is made if it says so.', schema: 'RefundApproval' } },
    problems: [invalidRefund, refundRefused, approvalNotOpen, notFound],
  },
  takePaymentNotification: {
    method: 'POST',
    path: '/payments/{provider}/notifications',
    access: {
      openBecause:
        "A payment provider has no token of ours: the function verifies its notification's signature before anything else.",
    },
    entry: 'payments/payment-notification',
    summary: 'A payment provider tells of a payment',
    description: 'Signed by the provider; duplicates and reordering are harmless.',
    body: 'bytes',
    answers: {
      200: { description: 'Taken and stored, in the words that this provider wants to hear.' },
      204: { description: 'Taken and stored.' },
    },
    problems: [invalidNotification, notReady, notFound],
  },
} as const satisfies Routes;
