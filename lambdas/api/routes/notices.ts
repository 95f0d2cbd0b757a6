import { invalidSuppressionLift } from '../../email-feedback/problems.ts';
import { invalidNoticeRequest } from '../../notifications/problems.ts';
import { notFound, tooManyRequests } from '../../runtime/problems.ts';
import type { Routes } from '../route.ts';

/** The routes of what customers are sent. */
export const noticeRoutes = {
  getUnsubscribePage: {
    method: 'GET',
    path: '/unsubscribe/{token}',
    access: {
      openBecause:
        'It is the link in an e-mail to a shopper, who has no token of ours. It changes nothing, and says nothing.',
    },
    entry: 'back-in-stock/get-unsubscribe-page',
    summary: 'The page on which a shopper ends the e-mails about products',
    description: 'In the language that `locale` in the query names. It looks the same for every token.',
    answers: { 200: { description: 'A page with a button that posts to where it is.', schema: 'page' } },
  },
  unsubscribe: {
    method: 'POST',
    path: '/unsubscribe/{token}',
    access: {
      openBecause:
        'A mail program posts here as its user unsubscribes by one click (RFC 8058), without signing in. The token cannot be guessed, and does no more than this.',
    },
    entry: 'back-in-stock/unsubscribe',
    summary: 'End the e-mails about products to a shopper',
    description:
      'By the token of the List-Unsubscribe header, or of the link, in an e-mail that is of no order. The address gets no such e-mails for 180 days; notices of orders are not concerned. Repeating it changes nothing. The body is not read.',
    answers: {
      200: { description: 'The address gets no more of these e-mails.', schema: 'page' },
      404: { description: 'There is no such token, or no longer.', schema: 'page' },
    },
  },
  resendNotice: {
    method: 'POST',
    path: '/orders/{orderId}/notices',
    access: { anyScopeOf: ['staff', 'notices'] },
    entry: 'notifications/resend-notice',
    summary: 'Send a notice again',
    description:
      'Once per Idempotency-Key, as long as it is true of the order: over each channel of its contact, or by e-mail to `email` instead; the contact stays as it was taken. A recipient gets five a day at most. The timeline says what became of it.',
    parameters: ['Idempotency-Key'],
    body: 'NoticeRequest',
    answers: { 202: { description: 'It is being sent.' } },
    problems: [invalidNoticeRequest, tooManyRequests, notFound],
  },
  liftSuppression: {
    method: 'POST',
    path: '/suppression-lifts',
    access: { anyScopeOf: ['staff', 'notices'] },
    entry: 'email-feedback/lift-suppression',
    summary: 'Let e-mails go to an address again',
    description:
      'After a bounce for good, or a complaint, an address gets no more e-mails for 180 days (`NOTICE_SUPPRESSED`). What was not sent to it stays unsent; what it refuses from now on puts it back.',
    body: 'SuppressionLift',
    answers: { 204: { description: 'The address gets e-mails again.' } },
    problems: [invalidSuppressionLift, notFound],
  },
} as const satisfies Routes;
