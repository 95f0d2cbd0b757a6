/**
 * Every route of the API, one record each: the stack deploys from it, the OpenAPI document is made of it, and the
 * authorization tests go through it. It names schemas and parameters without importing them, so that the stack may read
 * it without loading what runs.
 */
import { isOfPeople, type Scope } from '../access/scopes.ts';
import { invalidBackInStockRequest } from '../back-in-stock/problems.ts';
import { instructionsNotChangeable, invalidDeliveryInstructions } from '../delivery-instructions/problems.ts';
import { invalidSuppressionLift } from '../email-feedback/problems.ts';
import { stockConflict } from '../inventory/problems.ts';
import { invalidNoticeRequest } from '../notifications/problems.ts';
import { invalidCancellation, notCancellable } from '../order-cancellation/problems.ts';
import { invalidErasure } from '../order-erasure/problems.ts';
import { invalidWebhookEndpoint, tooManyWebhookEndpoints } from '../order-events/problems.ts';
import { failureTaken, holdEnded, invalidRepair, noNoticeBrokeOff, notFailed } from '../order-failures/problems.ts';
import { intakeDrained, invalidIntake } from '../order-intake/problems.ts';
import { invalidNote } from '../order-notes/problems.ts';
import {
  alreadyPaid,
  invalidPayment,
  noTriesLeft,
  paymentNotAwaited,
  paymentUnderWay,
} from '../order-payment/problems.ts';
import { invalidRedrive, redriveEnded } from '../order-redrive/problems.ts';
import { invalidReturn, notReturnable } from '../order-returns/problems.ts';
import { invalidSearch } from '../order-search/problems.ts';
import { invalidShipment, notShippable } from '../order-shipment/problems.ts';
import { invalidReveal } from '../order-story/problems.ts';
import { invalidOrder } from '../order-submission/problems.ts';
import { invalidOrderNumber } from '../order-tracking/problems.ts';
import { invalidNotification, notReady } from '../payments/problems.ts';
import { approvalNotOpen, invalidRefund, refundRefused } from '../refunds/problems.ts';
import type { ProblemType } from '../runtime/problem.ts';
import { malformedRequest, notFound, tooManyRequests } from '../runtime/problems.ts';
import { invalidStockChange } from '../stock-keeping/problems.ts';
import type { HeaderName, ParameterName } from './parameters.ts';
import type { SchemaName } from './schemas.ts';

/** An answer that says yes. */
export interface Answer {
  readonly description: string;
  readonly headers?: readonly HeaderName[];
  /** Of its JSON body: one of ours, or any object. `page`: it is HTML. */
  readonly schema?: SchemaName | 'object' | 'page';
}

/** One route: what it takes, who may call it, what it answers, and the function behind it. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly path: `/${string}`;
  /** The scopes of which a token needs one, or why the route is open to all. */
  readonly access: { readonly anyScopeOf: readonly [Scope, ...Scope[]] } | { readonly openBecause: string };
  /** `<capability>/<name>` of the entry point `lambdas/<capability>/<name>.handler.ts`. */
  readonly entry: `${string}/${string}`;
  readonly summary: string;
  readonly description?: string;
  /** Beside those of its path. */
  readonly parameters?: readonly ParameterName[];
  /** The schema of its JSON body, that it reads the bytes as they come, or that it is a form of a page of ours. */
  readonly body?: SchemaName | 'bytes' | 'form';
  /** Why it is asked like a change, though it is none. */
  readonly changesNothing?: string;
  readonly answers: { readonly [status: number]: Answer };
  /**
   * The problems that it answers with, beside those that follow from its having a token, a body or an Idempotency-Key.
   */
  readonly problems?: readonly ProblemType[];
}

/** The routes by the id of their operation. */
export const routes = {
  submitOrder: {
    method: 'POST',
    path: '/orders',
    access: { anyScopeOf: ['write'] },
    entry: 'order-submission/submit-order',
    summary: 'Place an order',
    description:
      'Repeat a request whose answer did not arrive with the same Idempotency-Key and content: it never starts a second order, and gets the same answer.',
    parameters: ['Idempotency-Key'],
    body: 'OrderRequest',
    answers: {
      202: {
        description: 'Accepted: the order has a number and its way has begun.',
        headers: ['Location'],
        schema: 'AcceptedOrder',
      },
    },
    problems: [invalidOrder, intakeDrained],
  },
  getOrder: {
    method: 'GET',
    path: '/orders/{orderId}',
    access: { anyScopeOf: ['read', 'search'] },
    entry: 'order-tracking/get-order',
    summary: 'Follow an order',
    parameters: ['Prefer', 'If-None-Match'],
    answers: {
      200: {
        description: 'The order as it stands, whole, with what happened when.',
        headers: ['ETag', 'Preference-Applied'],
        schema: 'Order',
      },
      304: { description: 'The caller has it as it stands.', headers: ['ETag', 'Preference-Applied'] },
    },
    problems: [notFound],
  },
  listOrders: {
    method: 'GET',
    path: '/orders',
    access: { anyScopeOf: ['read', 'search'] },
    entry: 'order-tracking/list-orders',
    summary: 'Find an order by its number, or list orders of a customer or a status',
    description:
      'Your own orders; for staff, those with a number or status of all storefronts. A number is found as a customer says or types it: without dashes, in any case, O for 0. A page may have fewer orders than its limit, even none: it is the last when it has no `next`. An order is listed from moments after its acceptance on; those of before 0.3 not by customer. PENDING and RESERVED list the orders that wait: for their payment, for room to start, or because something on our side failed; not one that goes to its answer without a halt.',
    parameters: ['number', 'customerId', 'status', 'limit', 'cursor'],
    answers: {
      200: {
        description:
          'The order with this number, of several storefronts if they gave it themselves; or a page of the list.',
        schema: 'OrderPage',
      },
    },
    problems: [malformedRequest, invalidOrderNumber],
  },
  getOrderPage: {
    method: 'GET',
    path: '/o/{token}',
    access: {
      openBecause:
        'The token in the path is the capability: it cannot be guessed, and staff can revoke it. The function verifies it before anything else.',
    },
    entry: 'order-page/get-order-page',
    summary: "The order's page, for its customer",
    description:
      'Its address is the `statusUrl` of the order, and in every message to the customer, with which it also shows where the order goes. A link works for 400 days. Whatever is wrong with a token, the answer is the same page.',
    parameters: ['If-None-Match'],
    answers: {
      200: { description: 'The order as it stands, to be read by a person.', headers: ['ETag'], schema: 'page' },
      304: { description: 'The caller has it as it stands.', headers: ['ETag'] },
      404: { description: 'The link leads to no order, or no longer.', schema: 'page' },
    },
  },
  cancelFromPage: {
    method: 'POST',
    path: '/o/{token}/cancellation',
    access: { openBecause: 'As with the page, the token in the path is the capability.' },
    entry: 'order-page/page-forms',
    summary: 'Cancel the order, or an item of it, from its page',
    description: 'A form of the page, not for storefronts: use `POST /orders/{orderId}/cancellation`.',
    body: 'form',
    answers: {
      303: { description: 'Back to the page.', headers: ['Location'] },
      403: { description: 'The form was not on the page.', schema: 'page' },
      404: { description: 'The link leads to no order, or no longer.', schema: 'page' },
    },
  },
  proveRecipient: {
    method: 'POST',
    path: '/o/{token}/proof',
    access: { openBecause: 'As with the page, the token in the path is the capability.' },
    entry: 'order-page/page-forms',
    summary: 'Show on the page where the order goes, to who knows its number and its address',
    description: 'A form of the page. Five different answers a day are looked at; the rest are wrong.',
    body: 'form',
    answers: {
      303: { description: 'Back to the page, which then shows it or says that it was wrong.', headers: ['Location'] },
      403: { description: 'The form was not on the page.', schema: 'page' },
      404: { description: 'The link leads to no order, or no longer.', schema: 'page' },
    },
  },
  instructFromPage: {
    method: 'POST',
    path: '/o/{token}/delivery-instructions',
    access: { openBecause: 'As with the page, the token in the path is the capability.' },
    entry: 'order-page/page-forms',
    summary: 'Change from the page what the carrier should know, by who may see where the order goes',
    description: 'A form of the page, not for storefronts: use `PUT /orders/{orderId}/delivery-instructions`.',
    body: 'form',
    answers: {
      303: { description: 'Back to the page.', headers: ['Location'] },
      403: { description: 'The form was not on the page.', schema: 'page' },
      404: { description: 'The link leads to no order, or no longer.', schema: 'page' },
    },
  },
  revokeStatusUrl: {
    method: 'POST',
    path: '/orders/{orderId}/status-url-revocation',
    access: { anyScopeOf: ['staff', 'notices'] },
    entry: 'order-page/revoke-status-url',
    summary: "Revoke every link to an order's page",
    description:
      'Such as one that came into wrong hands. From then on the order has another `statusUrl`, and messages another link.',
    answers: { 204: { description: 'No link that there was works any more.' } },
    problems: [notFound, tooManyRequests],
  },
  cancelOrder: {
    method: 'POST',
    path: '/orders/{orderId}/cancellation',
    access: { anyScopeOf: ['write', 'staff', 'cancel'] },
    entry: 'order-cancellation/cancel-order',
    summary: 'Call an order off, or some of its lines',
    description:
      'At any moment before shipping. Stock is released and money voided or given back; repeating it changes nothing. With `lines` these only, or units of them, once the order is RESERVED: their share of what they were charged is taken off, or what you state. The reasons FRAUD, STOCK and PRICE_ERROR are for staff.',
    parameters: ['Idempotency-Key for lines'],
    body: 'CancellationRequest',
    answers: { 200: { description: 'The order, cancelled or with what is left of it.', schema: 'Order' } },
    problems: [invalidCancellation, notCancellable, notFound],
  },
  changeDeliveryInstructions: {
    method: 'PUT',
    path: '/orders/{orderId}/delivery-instructions',
    access: { anyScopeOf: ['write', 'staff'] },
    entry: 'delivery-instructions/change-delivery-instructions',
    summary: 'Change what the carrier should know',
    description:
      'As long as something of the order is still to be shipped, and twenty times at most. From then on the order has these `deliveryInstructions`, and its timeline says who changed them; null takes them away. Repeating it changes nothing.',
    body: 'DeliveryInstructionsChange',
    answers: { 204: { description: 'The order has them.' } },
    problems: [invalidDeliveryInstructions, instructionsNotChangeable, notFound],
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
    problems: [invalidPayment, paymentNotAwaited, alreadyPaid, noTriesLeft, paymentUnderWay, notFound],
  },
  shipOrder: {
    method: 'POST',
    path: '/orders/{orderId}/shipment',
    access: { anyScopeOf: ['staff', 'stock'] },
    entry: 'order-shipment/ship-order',
    summary: 'Note that an order has left the warehouse',
    description:
      'All that is still to be shipped of it. From then on it cannot be cancelled. Repeating it changes nothing.',
    answers: { 200: { description: 'The order, shipped.', schema: 'Order' } },
    problems: [notShippable, notFound],
  },
  shipUnits: {
    method: 'POST',
    path: '/orders/{orderId}/shipments',
    access: { anyScopeOf: ['staff', 'stock'] },
    entry: 'order-shipment/ship-units',
    summary: 'Note that lines of an order, or a part of them, have left the warehouse',
    description:
      'Once per Idempotency-Key; without `lines`, all that is still to be shipped. Once nothing is left the order is SHIPPED; from its first shipment on it can no longer be cancelled whole.',
    parameters: ['Idempotency-Key'],
    body: 'ShipmentRequest',
    answers: { 200: { description: 'The order, with its shipments.', schema: 'Order' } },
    problems: [invalidShipment, notShippable, notFound],
  },
  returnItems: {
    method: 'POST',
    path: '/orders/{orderId}/returns',
    access: { anyScopeOf: ['staff', 'stock'] },
    entry: 'order-returns/return-items',
    summary: 'Note that units of an order came back to the warehouse',
    description:
      'Once per Idempotency-Key, and never more of a line than has left. Moves no money: `POST /orders/{orderId}/refunds` gives it back.',
    parameters: ['Idempotency-Key'],
    body: 'ReturnRequest',
    answers: { 200: { description: 'The order, with its returns.', schema: 'Order' } },
    problems: [invalidReturn, notReturnable, notFound],
  },
  refundOrder: {
    method: 'POST',
    path: '/orders/{orderId}/refunds',
    access: { anyScopeOf: ['staff', 'refund'] },
    entry: 'refunds/refund-payment',
    summary: 'Give money back, in part or whole',
    description:
      'Once per Idempotency-Key, and never more in sum than was captured. A person gives back on their own up to the limits of their roles: of an order, of a day, and so many a day. Beyond, the answer is 202; once another person has approved it, a repeat answers with the refund.',
    parameters: ['Idempotency-Key'],
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
  getAvailability: {
    method: 'GET',
    path: '/products/{sku}/availability',
    access: { anyScopeOf: ['read'] },
    entry: 'availability/get-availability',
    summary: 'What may be promised of a product now',
    answers: { 200: { description: 'The units that may be promised.', schema: 'Availability' } },
    problems: [notFound],
  },
  getStock: {
    method: 'GET',
    path: '/products/{sku}/stock',
    access: { anyScopeOf: ['staff', 'stock'] },
    entry: 'stock-keeping/get-stock',
    summary: 'Every figure of a product in stock keeping, and how it is kept',
    answers: { 200: { description: 'The stock.', schema: 'Stock' } },
    problems: [notFound],
  },
  listMovements: {
    method: 'GET',
    path: '/products/{sku}/stock/movements',
    access: { anyScopeOf: ['staff', 'stock'] },
    entry: 'stock-keeping/list-movements',
    summary: 'What moved, newest first',
    parameters: ['limit', 'cursor'],
    answers: { 200: { description: 'A page of the ledger.', schema: 'MovementPage' } },
    problems: [malformedRequest, notFound],
  },
  moveStock: {
    method: 'POST',
    path: '/products/{sku}/stock/movements',
    access: { anyScopeOf: ['staff', 'stock'] },
    entry: 'stock-keeping/move-stock',
    summary: 'Receive, adjust, set aside, restore, dispose of or count units',
    description:
      'Once per Idempotency-Key. What orders hold stays theirs: what is not available cannot be taken. A count is booked as a difference to the book at `countedAt`, so orders may flow on.',
    parameters: ['Idempotency-Key'],
    body: 'StockMovementRequest',
    answers: { 200: { description: 'What moved.', schema: 'MovedStock' } },
    problems: [invalidStockChange, stockConflict, notFound],
  },
  changeStockSettings: {
    method: 'PATCH',
    path: '/products/{sku}/stock/settings',
    access: { anyScopeOf: ['staff', 'stock'] },
    entry: 'stock-keeping/change-stock-settings',
    summary: 'Say how a product is kept',
    description: 'What is named is set, null takes it away. Repeating it changes nothing.',
    body: 'StockSettings',
    answers: { 200: { description: 'The stock.', schema: 'Stock' } },
    problems: [invalidStockChange, stockConflict, notFound],
  },
  askBackInStock: {
    method: 'POST',
    path: '/products/{sku}/back-in-stock-requests',
    access: { anyScopeOf: ['write'] },
    entry: 'back-in-stock/ask-back-in-stock',
    summary: 'Take down that a shopper wants to be told when a product is back in stock',
    description:
      'For a product that is out of stock. One e-mail in their language, in the order of asking, then the address is deleted; also after 180 days. Asking twice is asking once; one address may ask for ten products in 30 days. Where the shop wants it, the shopper gets an e-mail first and has three days to confirm.',
    body: 'BackInStockRequest',
    answers: { 202: { description: 'Taken down.' } },
    problems: [invalidBackInStockRequest, stockConflict, notFound, tooManyRequests],
  },
  confirmBackInStock: {
    method: 'POST',
    path: '/products/{sku}/back-in-stock-confirmations',
    access: { anyScopeOf: ['write'] },
    entry: 'back-in-stock/confirm-back-in-stock',
    summary: 'Take down that a shopper has confirmed that they want to be told',
    description:
      'By the token of the link in the e-mail to them, which leads to a page of the shop; where a shop does not want that, there is nothing to confirm. Repeating it changes nothing.',
    body: 'BackInStockConfirmation',
    answers: { 202: { description: 'Taken down.' } },
    problems: [invalidBackInStockRequest, notFound],
  },
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
  registerWebhookEndpoint: {
    method: 'POST',
    path: '/webhook-endpoints',
    access: { anyScopeOf: ['write'] },
    entry: 'order-events/events-api',
    summary: 'Be told of events by webhook',
    description:
      'Each change of your orders behind the answer is posted to the URL as a CloudEvent, signed as Standard Webhooks has it, at least once; sort by `sequence`, and know by `webhook-id` what you have. Answer 2xx within ten seconds; what fails is tried again for three days, then the endpoint is disabled, and `contactEmail` told. The secret is shown here and never again. https only, to the public Internet. Ten endpoints at most.',
    parameters: ['Idempotency-Key'],
    body: 'WebhookEndpointRequest',
    answers: { 201: { description: 'Registered; events are sent from now on.', schema: 'NewWebhookEndpoint' } },
    problems: [invalidWebhookEndpoint, tooManyWebhookEndpoints],
  },
  listWebhookEndpoints: {
    method: 'GET',
    path: '/webhook-endpoints',
    access: { anyScopeOf: ['read'] },
    entry: 'order-events/events-api',
    summary: 'List your webhook endpoints',
    answers: { 200: { description: 'All of them.', schema: 'WebhookEndpoints' } },
  },
  getWebhookEndpoint: {
    method: 'GET',
    path: '/webhook-endpoints/{endpointId}',
    access: { anyScopeOf: ['read'] },
    entry: 'order-events/events-api',
    summary: 'See how a webhook endpoint does',
    answers: { 200: { description: 'The endpoint.', schema: 'WebhookEndpoint' } },
    problems: [notFound],
  },
  changeWebhookEndpoint: {
    method: 'PATCH',
    path: '/webhook-endpoints/{endpointId}',
    access: { anyScopeOf: ['write'] },
    entry: 'order-events/events-api',
    summary: 'Change a webhook endpoint, disable it, or enable it again',
    description:
      'What is named is set; `types` null is all, `contactEmail` null nobody. Enabled again, it gets what has waited for it.',
    body: 'WebhookEndpointChange',
    answers: { 200: { description: 'The endpoint.', schema: 'WebhookEndpoint' } },
    problems: [invalidWebhookEndpoint, notFound],
  },
  removeWebhookEndpoint: {
    method: 'DELETE',
    path: '/webhook-endpoints/{endpointId}',
    access: { anyScopeOf: ['write'] },
    entry: 'order-events/events-api',
    summary: 'Remove a webhook endpoint',
    answers: { 204: { description: 'Nothing more is sent to it.' } },
    problems: [notFound],
  },
  rotateWebhookSecret: {
    method: 'POST',
    path: '/webhook-endpoints/{endpointId}/secret',
    access: { anyScopeOf: ['write'] },
    entry: 'order-events/events-api',
    summary: 'Get another secret',
    description:
      'For a day messages are signed with the former too. Of several requests at the same moment, all get the same secret.',
    answers: { 200: { description: 'The secret, shown here and never again.', schema: 'RotatedSecret' } },
    problems: [notFound],
  },
  testWebhookEndpoint: {
    method: 'POST',
    path: '/webhook-endpoints/{endpointId}/test',
    access: { anyScopeOf: ['write'] },
    entry: 'order-events/events-api',
    summary: 'Have an event sent that tells of nothing',
    description: 'Its type is `webhook.test`. What became of it is in the deliveries.',
    answers: { 202: { description: 'It is being sent.' } },
    problems: [notFound],
  },
  listWebhookDeliveries: {
    method: 'GET',
    path: '/webhook-endpoints/{endpointId}/deliveries',
    access: { anyScopeOf: ['read'] },
    entry: 'order-events/events-api',
    summary: 'See what was sent to a webhook endpoint in the last 30 days',
    parameters: ['limit', 'cursor'],
    answers: {
      200: { description: 'Of the latest happenings first, each with its attempts.', schema: 'WebhookDeliveryPage' },
    },
    problems: [malformedRequest, notFound],
  },
  replayWebhooks: {
    method: 'POST',
    path: '/webhook-endpoints/{endpointId}/replay',
    access: { anyScopeOf: ['write'] },
    entry: 'order-events/events-api',
    summary: 'Have messages sent again',
    description: 'One, those that failed, or all since a time; 500 at most by one request.',
    body: 'ReplayRequest',
    answers: { 202: { description: 'They are being sent.', schema: 'Replayed' } },
    problems: [invalidWebhookEndpoint, notFound],
  },
  listEvents: {
    method: 'GET',
    path: '/events',
    access: { anyScopeOf: ['read'] },
    entry: 'order-events/events-api',
    summary: 'Read events without webhooks, or catch up',
    description:
      'The events of your orders of the last 30 days, as they were recorded, a minute behind. They are recorded from the first call on, or while you have a webhook endpoint; who has not asked for 30 days is forgotten.',
    parameters: ['limit', 'after'],
    answers: { 200: { description: 'A page; keep `next`, and ask for what is after it.', schema: 'EventPage' } },
    problems: [malformedRequest],
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
  listStock: {
    method: 'GET',
    path: '/operations/stock',
    access: { anyScopeOf: ['staff', 'stock'] },
    entry: 'stock-keeping/list-stock',
    summary: 'List the stock of all products',
    description:
      'In no order. A page may have fewer products than its limit, even none: it is the last when it has no `next`.',
    parameters: ['limit', 'cursor'],
    answers: { 200: { description: 'A page of it.', schema: 'StockLevels' } },
    problems: [malformedRequest],
  },
  listReplenishment: {
    method: 'GET',
    path: '/operations/replenishment',
    access: { anyScopeOf: ['staff', 'stock'] },
    entry: 'replenishment/list-suggestions',
    summary: 'See what should be ordered of the products of a page',
    description:
      'What the report of the morning says of them, as it stands now: those that have come down to their reorder point. Pages are of products, in no order, those that need nothing left out.',
    parameters: ['limit', 'cursor'],
    answers: { 200: { description: 'What to order.', schema: 'ReplenishmentPage' } },
    problems: [malformedRequest],
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
  getIntake: {
    method: 'GET',
    path: '/operations/intake',
    access: { anyScopeOf: ['staff', 'operations', 'search'] },
    entry: 'order-intake/intake-api',
    summary: 'See whether new orders are taken',
    answers: { 200: { description: 'How it stands, since when, and who said so.', schema: 'Intake' } },
  },
  changeIntake: {
    method: 'PUT',
    path: '/operations/intake',
    access: { anyScopeOf: ['staff', 'operations'] },
    entry: 'order-intake/intake-api',
    summary: 'Let no new orders in, or let them in again',
    description:
      'DRAINED: `POST /orders` answers 503 with Retry-After to what is no repeat of an accepted order; orders under way go on. It holds everywhere within ten seconds, and an alarm reminds of it after an hour. Repeating it changes nothing.',
    body: 'IntakeChange',
    answers: { 200: { description: 'How it stands now.', schema: 'Intake' } },
    problems: [invalidIntake],
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
    problems: [malformedRequest],
  },
  startRedrive: {
    method: 'POST',
    path: '/operations/redrives',
    access: { anyScopeOf: ['staff', 'operations'] },
    entry: 'order-redrive/redrives-api',
    summary: 'Let failed orders go on from the step that failed: some, a group, or all',
    description:
      'Once per Idempotency-Key. It goes on by itself, so many a second, whoever dies meanwhile; ask how it stands. What of it fails again stands among the failures again. Of several redrives at once one has an order, the others are told. A dry run says what would become of each and changes nothing. An execution that ended 14 days ago can be redriven no more: with `startAnew` such an order begins from its first step, which finds what was done.',
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
  getOpenApi: {
    method: 'GET',
    path: '/openapi.json',
    access: {
      openBecause:
        'The description of the API is no secret: it is published with the code, and tools read it before they have a token.',
    },
    entry: 'api/get-openapi',
    summary: 'This document',
    answers: { 200: { description: 'The OpenAPI document.', schema: 'object' } },
  },
} as const satisfies Record<string, Route>;

/** The id of a route's operation. */
export type RouteName = keyof typeof routes;

/** The routes with their ids, in the order of the table, all of one type. */
export const namedRoutes = Object.entries(routes) as readonly (readonly [RouteName, Route])[];

/**
 * Whether people of the shop change something by a route, or see what is not everybody's: they say why, and it is
 * recorded.
 */
export function isRecorded({
  method,
  access,
  changesNothing,
}: Pick<Route, 'method' | 'access' | 'changesNothing'>): boolean {
  return (
    method !== 'GET' && changesNothing === undefined && 'anyScopeOf' in access && access.anyScopeOf.some(isOfPeople)
  );
}

/** What the gateway calls a route: `POST /orders`. */
export function routeKey({ method, path }: Pick<Route, 'method' | 'path'>): string {
  return `${method} ${path}`;
}
