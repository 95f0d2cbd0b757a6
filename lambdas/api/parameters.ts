import { Sku } from '../orders/order.ts';
import { idempotencyKeyPattern } from '../runtime/idempotency-key.ts';
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
  sku: { description: 'The product.', schema: jsonSchemaOf(Sku, 'input') },
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
  Prefer: {
    in: 'header',
    description:
      '`wait=20` holds the answer until the status changes, 20 seconds at most (RFC 7240), as long as there is room: Preference-Applied in the answer says so. Without it, ask again after a pause of your own. Anything else is no error, and changes nothing.',
    schema: { type: 'string' },
    example: 'wait=20',
  },
  number: {
    in: 'query',
    required: true,
    description: 'The order number, as the customer says it.',
    schema: { type: 'string', maxLength: 100 },
    example: 'k7q 4xw 2r9',
  },
  limit: {
    in: 'query',
    description: 'How many movements a page has at most.',
    schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 },
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
  'Preference-Applied': {
    description: 'That the answer was held, if it had to be.',
    schema: { type: 'string' },
  },
} as const satisfies Record<string, Parameter>;

/** The name of a header of an answer. */
export type HeaderName = keyof typeof headers;
