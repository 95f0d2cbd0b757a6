import { invalidSwitch } from '../../contingency/problems.ts';
import { invalidErasure } from '../../order-erasure/problems.ts';
import { failureTaken, holdEnded, invalidRepair, noNoticeBrokeOff, notFailed } from '../../order-failures/problems.ts';
import { invalidNote } from '../../order-notes/problems.ts';
import { invalidRedrive, redriveEnded } from '../../order-redrive/problems.ts';
import { invalidSearch } from '../../order-search/problems.ts';
import { invalidReveal } from '../../order-story/problems.ts';
import { malformedRequest, notFound } from '../../runtime/problems.ts';
import type { Routes } from '../route.ts';

/** The routes of the order desk. */
export const operationsRoutes = {
  eraseCustomer: {
    method: 'POST',
    path: '/operations/erasures',
    access: { anyScopeOf: ['staff', 'operations'] },
    entry: 'order-erasure/erase-customer',
    summary: "Erase a customer's personal data",
    description:
      'Of these orders, or of all orders of a customer. Who they are is erased for good, as are the links to the pages of the orders; lines, amounts, taxes, the country and what is recorded of payments stay. An order that is still under way is left as it is. A repeat changes nothing, and goes on where the call before it ended.',
    body: 'ErasureRequest',
    answers: { 200: { description: 'What was erased, and what was left, and why.', schema: 'ErasureResult' } },
    problems: [invalidErasure],
  },
  searchOrders: {
    method: 'POST',
    path: '/operations/search',
    access: { anyScopeOf: ['search', 'staff'] },
    entry: 'order-search/search-orders',
    summary: 'Find orders of any storefront by what somebody says of them',
    description:
      "By all that `q` may mean: an order number as a customer says it, an id, an e-mail address, a telephone number with or without its country code, the payment provider's reference, a SKU; and by status and age. Newest first; those that wait for their answer (a status PENDING or RESERVED without `q`) oldest first. Without `q`, of the last 90 days unless `placedAfter` says otherwise. A page may have fewer orders than its limit: it is the last when it has no `next`. An order is found by address, telephone number, SKU or age from seconds after its acceptance on.",
    body: 'OrderSearchRequest',
    changesNothing:
      'What is asked for is in the body because it may be personal: addresses of requests are kept by many.',
    answers: { 200: { description: 'The orders, their customers masked.', schema: 'FoundOrders' } },
    problems: [invalidSearch],
  },
  getOrderStory: {
    method: 'GET',
    path: '/operations/orders/{orderId}',
    access: { anyScopeOf: ['search', 'staff'] },
    entry: 'order-story/get-story',
    summary: 'All that is known of an order, for staff',
    description:
      'First in a sentence: where it stands, why, what one can do. Then its payments, its execution, what it holds, and on one axis of time all that happened: to the order, its stock, payment and notices, by which step, what webhooks told, what staff did and noted. Its customer is masked. What cannot be read just now is left out, and named in `missing`.',
    parameters: ['timeZone'],
    answers: { 200: { description: 'The story of the order.', schema: 'OrderStory' } },
    problems: [malformedRequest, notFound],
  },
  addNote: {
    method: 'POST',
    path: '/operations/orders/{orderId}/notes',
    access: { anyScopeOf: ['search', 'staff'] },
    entry: 'order-notes/add-note',
    summary: 'Note something on an order, for staff',
    description:
      'Once per Idempotency-Key. A note is in the story of its order, is never changed, and is shown to no customer and no storefront.',
    parameters: ['Idempotency-Key'],
    body: 'NoteRequest',
    answers: { 201: { description: 'The note.', schema: 'OrderNote' } },
    problems: [invalidNote, notFound],
  },
  listActions: {
    method: 'GET',
    path: '/operations/actions',
    access: { anyScopeOf: ['audit', 'staff'] },
    entry: 'audit/list-actions',
    summary: 'Who did what, and why',
    description:
      'The latest first, for seven years: to an order, by a person, or on a day (UTC); without any of these, today. Each with what became of it.',
    parameters: ['orderId', 'who', 'day', 'limit', 'cursor'],
    answers: { 200: { description: 'A page of the audit.', schema: 'ActionPage' } },
    problems: [malformedRequest],
  },
  revealCustomer: {
    method: 'POST',
    path: '/operations/orders/{orderId}/reveal',
    access: { anyScopeOf: ['reveal', 'staff'] },
    entry: 'order-story/reveal-customer',
    summary: 'See whose order it is',
    description: 'All that the order has of its customer, unmasked. Who asked and why is recorded first.',
    body: 'RevealRequest',
    answers: { 200: { description: 'The customer.', schema: 'RevealedCustomer' } },
    problems: [invalidReveal, notFound],
  },
  getOverview: {
    method: 'GET',
    path: '/operations/overview',
    access: { anyScopeOf: ['staff', 'search'] },
    entry: 'overview/get-overview',
    summary: 'See whether all is well',
    description:
      'Which orders wait and for what, which alarms ring, how orders ended in the last day and week and how soon they were confirmed. An answer may be 20 s old, of a week 5 minutes.',
    answers: { 200: { description: 'How it stands.', schema: 'Overview' } },
  },
  getConsole: {
    method: 'GET',
    path: '/console',
    access: {
      openBecause: 'It is the page on which staff sign in. It shows nothing that is not published with the code.',
    },
    entry: 'console/get-console',
    summary: 'The page for those who operate the service',
    answers: { 200: { description: 'A page whose script signs in at the issuer and calls this API.', schema: 'page' } },
    problems: [notFound],
  },
  getConsoleAsset: {
    method: 'GET',
    path: '/console/{asset}',
    access: { openBecause: 'As the page that loads it, it holds nothing that is not published with the code.' },
    entry: 'console/get-console-asset',
    summary: 'A file that the page for operators loads',
    answers: { 200: { description: 'Its script or its style, to be kept for good.' } },
    problems: [notFound],
  },
  giveUpOrder: {
    method: 'POST',
    path: '/operations/orders/{orderId}/give-up',
    access: { anyScopeOf: ['staff', 'operations'] },
    entry: 'order-failures/repairs-api',
    summary: 'Give up a failed order that cannot be brought home',
    description:
      'It is REJECTED with `TECHNICAL_PROBLEM`: its stock is given back, its money too, and its customer is told. Repeating it changes nothing. An order that goes on is cancelled instead.',
    body: 'GiveUp',
    answers: { 200: { description: 'The order, rejected.', schema: 'GivenUpOrder' } },
    problems: [invalidRepair, notFailed, failureTaken, notFound],
  },
  extendHold: {
    method: 'POST',
    path: '/operations/orders/{orderId}/hold-extension',
    access: { anyScopeOf: ['staff', 'operations'] },
    entry: 'order-failures/repairs-api',
    summary: 'Keep an order without an answer from being rejected for a while longer',
    description:
      'For so many minutes from now on, a day at most; a hold that lasts longer stays as it is. Its stock stays held.',
    body: 'HoldExtension',
    answers: { 200: { description: 'Until when it is kept.', schema: 'ExtendedHold' } },
    problems: [invalidRepair, holdEnded, notFound],
  },
  settleNotice: {
    method: 'POST',
    path: '/operations/orders/{orderId}/notice-settlement',
    access: { anyScopeOf: ['staff', 'operations'] },
    entry: 'order-failures/repairs-api',
    summary: 'Say what became of a notice whose sending broke off',
    description:
      'SENT: it went out, and never is sent again. AGAIN: it did not, and goes out with the next redrive of its order, or else in a minute.',
    body: 'NoticeSettlement',
    answers: { 200: { description: 'The notices of that channel that had broken off.', schema: 'SettledNotices' } },
    problems: [invalidRepair, noNoticeBrokeOff, notFound],
  },
  listSwitches: {
    method: 'GET',
    path: '/operations/switches',
    access: { anyScopeOf: ['staff', 'operations'] },
    entry: 'order-contingency/switches-api',
    summary: 'See which switches are on, are to come, or were on in the last week',
    answers: { 200: { description: 'Each with since when, until when, who said so and why.', schema: 'SwitchList' } },
  },
  changeSwitch: {
    method: 'PUT',
    path: '/operations/switches',
    access: { anyScopeOf: ['staff', 'operations'] },
    entry: 'order-contingency/switches-api',
    summary:
      'Turn a switch on or off: no new orders, a payment method or carrier down, the warehouse closed, a flash sale',
    description:
      'Everybody knows of it within ten seconds; orders under way go on. It ends by itself at `until`; without, an alarm reminds of it. Turned on again, it stays on since it was, with what is said now; what is off stays off.',
    body: 'SwitchChange',
    answers: { 200: { description: 'How all stand now.', schema: 'SwitchList' } },
    problems: [invalidSwitch],
  },
  listFailureGroups: {
    method: 'GET',
    path: '/operations/failures',
    access: { anyScopeOf: ['staff', 'operations'] },
    entry: 'order-failures/failures-api',
    summary: 'See which orders failed for good and have not gone on since, by step, error and cause',
    description:
      'How many there are of each, what they come to, the units that they hold, and when the first of them is rejected unless it goes on. The largest group first; a failure is here seconds after it happened.',
    answers: { 200: { description: 'The groups, and all in sum.', schema: 'FailureGroups' } },
  },
  listFailures: {
    method: 'GET',
    path: '/operations/failures/{group}',
    access: { anyScopeOf: ['staff', 'operations'] },
    entry: 'order-failures/failures-api',
    summary: 'List the failed orders of a group',
    description:
      'The oldest first, each as it stood when it failed. A page may have fewer than its limit: it is the last when it has no `next`.',
    parameters: ['limit', 'cursor'],
    answers: { 200: { description: 'A page of the group.', schema: 'FailurePage' } },
    problems: [malformedRequest, notFound],
  },
  startRedrive: {
    method: 'POST',
    path: '/operations/redrives',
    access: { anyScopeOf: ['staff', 'operations'] },
    entry: 'order-redrive/redrives-api',
    summary: 'Let failed orders go on from the step that failed: some, a group, or all',
    description:
      'Once per Idempotency-Key. It goes on by itself, so many a second, whoever dies meanwhile; ask how it stands. What of it fails again stands among the failures again. Of several redrives at once one has an order, the others are told. A dry run says what would become of each and changes nothing. With `startAnew` they begin from the first step of the present definition, which finds what was done: where the definition itself was wrong, or an execution ended 14 days ago and can be redriven no more. An order can begin anew once; what has is redriven.',
    parameters: ['Idempotency-Key'],
    body: 'RedriveRequest',
    answers: { 202: { description: 'It has begun.', schema: 'Redrive' } },
    problems: [invalidRedrive],
  },
  listRedrives: {
    method: 'GET',
    path: '/operations/redrives',
    access: { anyScopeOf: ['staff', 'operations'] },
    entry: 'order-redrive/redrives-api',
    summary: 'List the redrives of the last 90 days, the latest first',
    answers: { 200: { description: 'All of them.', schema: 'Redrives' } },
  },
  getRedrive: {
    method: 'GET',
    path: '/operations/redrives/{redriveId}',
    access: { anyScopeOf: ['staff', 'operations'] },
    entry: 'order-redrive/redrives-api',
    summary: 'See how a redrive stands',
    answers: { 200: { description: 'The redrive.', schema: 'Redrive' } },
    problems: [notFound],
  },
  listRedriveResults: {
    method: 'GET',
    path: '/operations/redrives/{redriveId}/orders',
    access: { anyScopeOf: ['staff', 'operations'] },
    entry: 'order-redrive/redrives-api',
    summary: 'See what became of each order of a redrive',
    description: 'By their ids; those without an outcome wait.',
    parameters: ['limit', 'cursor'],
    answers: { 200: { description: 'A page of its orders.', schema: 'RedriveResults' } },
    problems: [malformedRequest, notFound],
  },
  pauseRedrive: {
    method: 'POST',
    path: '/operations/redrives/{redriveId}/pause',
    access: { anyScopeOf: ['staff', 'operations'] },
    entry: 'order-redrive/redrives-api',
    summary: 'Let a redrive go on no further, for now',
    description: 'It ends what it is at: a second’s worth of orders. Repeating it changes nothing.',
    answers: { 200: { description: 'The redrive, paused.', schema: 'Redrive' } },
    problems: [redriveEnded, notFound],
  },
  resumeRedrive: {
    method: 'POST',
    path: '/operations/redrives/{redriveId}/resume',
    access: { anyScopeOf: ['staff', 'operations'] },
    entry: 'order-redrive/redrives-api',
    summary: 'Let a redrive go on that was paused, or that nobody goes on with',
    description: 'Repeating it changes nothing.',
    answers: { 200: { description: 'The redrive.', schema: 'Redrive' } },
    problems: [redriveEnded, notFound],
  },
} as const satisfies Routes;
