import { causeKinds } from '../order-causes/cause.ts';
import { locales } from '../orders/locale.ts';
import { orderStatuses } from '../orders/order-status.ts';
import { caseStates, isOpenCase } from '../orders/return-case.ts';
import { Sku } from '../orders/sku.ts';
import { idempotencyKeyPattern } from '../runtime/idempotency-key.ts';
import { pageLimits } from '../runtime/page-limit.ts';
import { ticketStates } from '../tickets/ticket.ts';
import { jsonSchemaOf } from './schemas.ts';

/** What a parameter or a header means. */
export interface Parameter {
  readonly description: string;
  readonly schema: object;
}

/** The parameters in the paths of routes. */
export const pathParameters = {
  orderId: {
    description: 'The order, by the id that it got when it was accepted.',
    schema: { type: 'string', format: 'uuid' },
  },
  shipmentId: {
    description: 'The shipment, by its id in the order.',
    schema: { type: 'string', format: 'uuid' },
  },
  carrier: {
    description: 'Who follows parcels for the shop, by the name that the stage knows them by.',
    schema: { type: 'string' },
  },
  approvalId: {
    description: 'The approval: its id is that of the refund.',
    schema: { type: 'string', format: 'uuid' },
  },
  caseId: {
    description: 'The return case, by the id that the order shows.',
    schema: { type: 'string', format: 'uuid' },
  },
  endpointId: { description: 'The webhook endpoint.', schema: { type: 'string', format: 'uuid' } },
  group: { description: 'The group of failures, by its name in the list.', schema: { type: 'string' } },
  ticketId: { description: 'The ticket.', schema: { type: 'string', format: 'uuid' } },
  actionId: {
    description: 'What is done against a cause, by its id.',
    schema: { type: 'string', format: 'uuid' },
  },
  redriveId: { description: 'The redrive.', schema: { type: 'string', format: 'uuid' } },
  sku: { description: 'The product.', schema: jsonSchemaOf(Sku, 'input') },
  token: {
    description: 'The last part of the address of the page.',
    schema: { type: 'string' },
  },
  asset: {
    description: 'The name of the file, by its content.',
    schema: { type: 'string' },
  },
  provider: {
    description: 'The payment provider, by the name that the stage knows it by.',
    schema: { type: 'string' },
  },
} as const satisfies Record<string, Parameter>;

/** The parameters that a route takes elsewhere. */
export const parameters = {
  'Idempotency-Key': {
    in: 'header',
    required: true,
    description:
      'Your own unique name for this request, such as a UUID, bare or quoted (draft-ietf-httpapi-idempotency-key-header).',
    schema: { type: 'string', pattern: idempotencyKeyPattern },
    example: 'basket-4711',
  },
  'Idempotency-Key for lines': {
    name: 'Idempotency-Key',
    in: 'header',
    description: 'Your own unique name for this request, required where it names lines: a repeat cancels nothing more.',
    schema: { type: 'string', pattern: idempotencyKeyPattern },
    example: 'cancellation-4711-1',
  },
  Reason: {
    in: 'header',
    description:
      'Why, in 1 to 500 characters of percent-encoded UTF-8. Required of people, unless the body says why; it is recorded with who asked for what.',
    schema: { type: 'string' },
    example: 'The%20customer%20called',
  },
  Prefer: {
    in: 'header',
    description:
      '`wait=20` holds the answer, 20 seconds at most (RFC 7240), as long as there is room. With If-None-Match: until the order or its payment is of another version than the caller has; a notice that is sent ends no wait. Without: while the order has no answer, until it has, or there is something else to go on with (a page to pay on, a payment that came to nothing, a delay). Preference-Applied in the answer says so. Without it, ask again after a pause of your own. Anything else is no error, and changes nothing.',
    schema: { type: 'string' },
    example: 'wait=20',
  },
  'If-None-Match': {
    in: 'header',
    description: 'The ETag of an earlier answer: 304 while there is nothing new.',
    schema: { type: 'string' },
    example: '"17.Jz0zGgoCm2pQ3mH1S5Yx8A"',
  },
  'If-Match': {
    in: 'header',
    description:
      'The ETag of the order as you saw it: 412 when anything of it has changed since, a notice that was sent too. A repeat of what was done is let through.',
    schema: { type: 'string' },
    example: '"17.Jz0zGgoCm2pQ3mH1S5Yx8A"',
  },
  number: {
    in: 'query',
    description: 'The order number, as the customer says it.',
    schema: { type: 'string', maxLength: 100 },
    example: 'k7q 4xw 2r9',
  },
  customerId: {
    in: 'query',
    description: 'Your own name for the customer: their orders, newest first.',
    schema: { type: 'string', minLength: 1, maxLength: 100 },
  },
  status: {
    in: 'query',
    description:
      'Where the orders stand. With a customerId any; without, PENDING, RESERVED or CONFIRMED: the orders that are worked on, in no order.',
    schema: { type: 'string', enum: orderStatuses },
  },
  caseState: {
    name: 'state',
    in: 'query',
    required: true,
    description: 'Where the return cases stand.',
    schema: { type: 'string', enum: caseStates.filter(isOpenCase) },
  },
  storefront: {
    in: 'query',
    description: 'Of which brand: that of this storefront; else the first of the shop.',
    schema: { type: 'string', maxLength: 100 },
  },
  locale: {
    in: 'query',
    description: 'The language; else that of `Accept-Language`, as far as the service has it.',
    schema: { type: 'string', enum: locales },
  },
  orderId: {
    in: 'query',
    description: 'What was done to this order.',
    schema: { type: 'string', format: 'uuid' },
  },
  ticketState: {
    name: 'state',
    in: 'query',
    description: 'How the tickets stand; OPEN, when left out: those that wait for our answer.',
    schema: { type: 'string', enum: ticketStates, default: 'OPEN' },
  },
  causeKind: {
    name: 'kind',
    in: 'query',
    required: true,
    description: 'What happened to the orders.',
    schema: { type: 'string', enum: causeKinds },
  },
  ticketOrder: {
    name: 'orderId',
    in: 'query',
    description: 'What is about this order.',
    schema: { type: 'string', format: 'uuid' },
  },
  timeZone: {
    in: 'query',
    description: 'Of who reads it: the sentence names its times there. An IANA time zone; else that of the shop.',
    schema: { type: 'string' },
    example: 'Europe/London',
  },
  who: {
    in: 'query',
    description: 'What this person did, by the `who` of an action.',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
  },
  day: {
    in: 'query',
    description: 'What was done on this day, UTC.',
    schema: { type: 'string', format: 'date' },
  },
  limit: {
    in: 'query',
    description: 'How many entries a page has at most.',
    schema: { type: 'integer', minimum: 1, maximum: pageLimits.max, default: pageLimits.default },
  },
  after: {
    in: 'query',
    description: 'The `next` of the page before; the oldest events when left out.',
    schema: { type: 'string' },
  },
  cursor: {
    in: 'query',
    description: 'The `next` of the page before.',
    schema: { type: 'string' },
  },
} as const satisfies Record<
  string,
  Parameter & { readonly in: 'header' | 'query'; readonly [keyword: string]: unknown }
>;

/** The name of a parameter that is not of the path. */
export type ParameterName = keyof typeof parameters;

/** The headers of answers. */
export const headers = {
  Location: { description: 'Where to follow the order.', schema: { type: 'string', format: 'uri' } },
  ETag: { description: 'Another with each change; for If-None-Match and If-Match.', schema: { type: 'string' } },
  'Preference-Applied': {
    description: 'That the answer was held, if it had to be.',
    schema: { type: 'string' },
  },
  'Retry-After': {
    description: 'The seconds after which a repeat may be answered otherwise; left out where it would not.',
    schema: { type: 'integer' },
  },
} as const satisfies Record<string, Parameter>;

/** The name of a header of an answer. */
export type HeaderName = keyof typeof headers;
