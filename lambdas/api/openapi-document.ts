import * as z from 'zod/mini';
import { AskBackInStock } from '../back-in-stock/ask-back-in-stock.ts';
import { Availability } from '../inventory/stock.ts';
import { AcceptedOrder, OrderRepresentation } from '../order-tracking/order-representation.ts';
import { CancellationRequest } from '../orders/cancellation.ts';
import { idempotencyKeyPattern } from '../orders/idempotency-key.ts';
import { OrderRequest, Sku } from '../orders/order.ts';
import { RefundedOrder, RefundOrder } from '../refunds/refund.ts';
import { MovedStock, StockMovementRequest } from '../stock-keeping/stock-movement-request.ts';
import { StockSettings } from '../stock-keeping/stock-settings.ts';
import { MovementPage, StockView } from '../stock-keeping/stock-view.ts';
import { examples } from './examples.ts';
import { glossary } from './glossary.ts';

/** A problem document (RFC 9457) as the API answers with. */
const ProblemDocument = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  errors: z.optional(
    z.array(z.object({ pointer: z.optional(z.string()), header: z.optional(z.string()), detail: z.string() })),
  ),
  moreErrors: z.optional(z.int()),
});

/** What API Gateway answers with before the service is asked: its own short JSON, which an HTTP API cannot change. */
const GatewayRefusal = z.object({ message: z.string() });

/** What a stage's document says of where it is deployed. */
export interface Deployment {
  /** The API's base URL, without a slash at its end. */
  readonly apiUrl: string;
  /** The OIDC issuer of the access tokens; its discovery document says where to get them. */
  readonly issuer: string;
  /** What the scopes are called at this issuer. */
  readonly scopes: { readonly read: string; readonly write: string; readonly staff: string };
}

/** For those who read the document without a running service. */
const anyDeployment: Deployment = {
  apiUrl: 'https://api.shop.example',
  issuer: 'https://id.shop.example',
  scopes: { read: 'orders:read', write: 'orders:write', staff: 'orders:staff' },
};

/** The OpenAPI 3.1 document of the API, made from the schemas that validate its requests. */
export function openApiDocument({ apiUrl, issuer, scopes: { read, write, staff } } = anyDeployment) {
  return {
    openapi: '3.1.0',
    servers: [{ url: apiUrl }],
    info: {
      title: 'Order confirmation service',
      version: '1.0.0',
      description:
        'Takes an order, reserves the stock, makes sure of the payment, confirms the order and tells the customer. Amounts are integers in the minor unit of the currency.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    security: [{ storefront: [] }],
    paths: {
      '/orders': {
        post: {
          operationId: 'submitOrder',
          summary: 'Place an order',
          description:
            'Repeat a request whose answer did not arrive with the same Idempotency-Key and content: it never starts a second order, and gets the same answer.',
          security: [{ storefront: [write] }],
          parameters: [idempotencyKey],
          requestBody: { required: true, content: jsonOf('OrderRequest') },
          responses: {
            '202': {
              description: 'Accepted: the order has a number and its way has begun.',
              headers: {
                Location: { description: 'Where to follow the order.', schema: { type: 'string', format: 'uri' } },
              },
              content: jsonOf('AcceptedOrder'),
            },
            ...problems(400, 413, 415, 422, 500, 503),
            ...gatewayRefusals(401, 403, 429),
          },
        },
      },
      '/orders/{orderId}': {
        get: {
          operationId: 'getOrder',
          summary: 'Follow an order',
          security: [{ storefront: [read] }],
          parameters: [
            orderIdParameter,
            {
              name: 'Prefer',
              in: 'header',
              description:
                '`wait=20` holds the answer until the status changes, 20 seconds at most (RFC 7240), as long as there is room: Preference-Applied in the answer says so. Without it, ask again after a pause of your own. Anything else is no error, and changes nothing.',
              schema: { type: 'string' },
              example: 'wait=20',
            },
          ],
          responses: {
            '200': {
              description: 'The order with what happened when.',
              headers: {
                'Preference-Applied': {
                  description: 'That the answer was held, if it had to be.',
                  schema: { type: 'string' },
                },
              },
              content: jsonOf('Order'),
            },
            ...problems(404, 500, 503),
            ...gatewayRefusals(401, 403, 429),
          },
        },
      },
      '/orders/{orderId}/cancellation': {
        post: {
          operationId: 'cancelOrder',
          summary: 'Call an order off',
          description:
            'At any moment before shipping. Stock is released and money voided or given back; repeating it changes nothing. The reasons FRAUD, STOCK and PRICE_ERROR are for staff.',
          security: [{ storefront: [write] }, { storefront: [staff] }],
          parameters: [orderIdParameter],
          requestBody: { required: true, content: jsonOf('CancellationRequest') },
          responses: {
            '200': { description: 'The order, cancelled.', content: jsonOf('Order') },
            ...problems(400, 404, 409, 413, 415, 422, 500, 503),
            ...gatewayRefusals(401, 403, 429),
          },
        },
      },
      '/orders/{orderId}/shipment': {
        post: {
          operationId: 'shipOrder',
          summary: 'Note that an order has left the warehouse',
          description: 'From then on it cannot be cancelled. Repeating it changes nothing.',
          security: [{ storefront: [staff] }],
          parameters: [orderIdParameter],
          responses: {
            '200': { description: 'The order, shipped.', content: jsonOf('Order') },
            ...problems(404, 409, 500, 503),
            ...gatewayRefusals(401, 403, 429),
          },
        },
      },
      '/orders/{orderId}/refunds': {
        post: {
          operationId: 'refundOrder',
          summary: 'Give money back, in part or whole',
          description: 'Once per Idempotency-Key, and never more in sum than was captured.',
          security: [{ storefront: [staff] }],
          parameters: [orderIdParameter, idempotencyKey],
          requestBody: { required: true, content: jsonOf('RefundRequest') },
          responses: {
            '200': { description: 'What was taken and given back in sum.', content: jsonOf('RefundedOrder') },
            ...problems(400, 404, 409, 413, 415, 422, 500, 503),
            ...gatewayRefusals(401, 403, 429),
          },
        },
      },
      '/products/{sku}/availability': {
        get: {
          operationId: 'getAvailability',
          summary: 'What may be promised of a product now',
          security: [{ storefront: [read] }],
          parameters: [skuParameter],
          responses: {
            '200': { description: 'The units that may be promised.', content: jsonOf('Availability') },
            ...problems(404, 500, 503),
            ...gatewayRefusals(401, 403, 429),
          },
        },
      },
      '/products/{sku}/stock': {
        get: {
          operationId: 'getStock',
          summary: 'Every figure of a product in stock keeping, and how it is kept',
          security: [{ storefront: [staff] }],
          parameters: [skuParameter],
          responses: {
            '200': { description: 'The stock.', content: jsonOf('Stock') },
            ...problems(404, 500, 503),
            ...gatewayRefusals(401, 403, 429),
          },
        },
      },
      '/products/{sku}/stock/movements': {
        get: {
          operationId: 'listMovements',
          summary: 'What moved, newest first',
          security: [{ storefront: [staff] }],
          parameters: [
            skuParameter,
            {
              name: 'limit',
              in: 'query',
              description: 'How many movements a page has at most.',
              schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 },
            },
            {
              name: 'cursor',
              in: 'query',
              description: 'The `next` of the page before.',
              schema: { type: 'string' },
            },
          ],
          responses: {
            '200': { description: 'A page of the ledger.', content: jsonOf('MovementPage') },
            ...problems(400, 500, 503),
            ...gatewayRefusals(401, 403, 429),
          },
        },
        post: {
          operationId: 'moveStock',
          summary: 'Receive, adjust, set aside, restore, dispose of or count units',
          description:
            'Once per Idempotency-Key. What orders hold stays theirs: what is not available cannot be taken. A count is booked as a difference to the book at `countedAt`, so orders may flow on.',
          security: [{ storefront: [staff] }],
          parameters: [skuParameter, idempotencyKey],
          requestBody: { required: true, content: jsonOf('StockMovementRequest') },
          responses: {
            '200': { description: 'What moved.', content: jsonOf('MovedStock') },
            ...problems(400, 404, 409, 413, 415, 422, 500, 503),
            ...gatewayRefusals(401, 403, 429),
          },
        },
      },
      '/products/{sku}/stock/settings': {
        patch: {
          operationId: 'changeStockSettings',
          summary: 'Say how a product is kept',
          description: 'What is named is set, null takes it away. Repeating it changes nothing.',
          security: [{ storefront: [staff] }],
          parameters: [skuParameter],
          requestBody: { required: true, content: jsonOf('StockSettings') },
          responses: {
            '200': { description: 'The stock.', content: jsonOf('Stock') },
            ...problems(400, 404, 409, 413, 415, 422, 500, 503),
            ...gatewayRefusals(401, 403, 429),
          },
        },
      },
      '/products/{sku}/back-in-stock-requests': {
        post: {
          operationId: 'askBackInStock',
          summary: 'Take down that a shopper wants to be told when a product is back in stock',
          description:
            'For a product that is out of stock. One e-mail in their language, in the order of asking, then the address is deleted; also after 180 days. Asking twice is asking once; one address may ask for ten products in 30 days.',
          security: [{ storefront: [write] }],
          parameters: [skuParameter],
          requestBody: { required: true, content: jsonOf('BackInStockRequest') },
          responses: {
            '202': { description: 'Taken down.' },
            ...problems(400, 404, 409, 413, 415, 422, 429, 500, 503),
            ...gatewayRefusals(401, 403),
          },
        },
      },
      '/payments/{provider}/notifications': {
        post: {
          operationId: 'takePaymentNotification',
          summary: 'A payment provider tells of a payment',
          description: 'Signed by the provider; duplicates and reordering are harmless.',
          security: [],
          parameters: [
            {
              name: 'provider',
              in: 'path',
              required: true,
              description: 'The payment provider, by the name that the stage knows it by.',
              schema: { type: 'string' },
            },
          ],
          requestBody: { required: true, content: { 'application/json': {} } },
          responses: {
            '204': { description: 'Taken and stored.' },
            '200': { description: 'Taken and stored, in the words that this provider wants to hear.' },
            ...problems(401, 404, 409, 413, 500, 503),
            ...gatewayRefusals(429),
          },
        },
      },
      '/openapi.json': {
        get: {
          operationId: 'getOpenApi',
          summary: 'This document',
          security: [],
          parameters: [],
          responses: {
            '200': {
              description: 'The OpenAPI document.',
              content: { 'application/json': { schema: { type: 'object' } } },
            },
            ...problems(500, 503),
            ...gatewayRefusals(429),
          },
        },
      },
    },
    components: {
      schemas: Object.fromEntries(
        Object.entries(schemas).map(([name, [schema, io]]) => [name, explained(name, schemaOf(schema, io))]),
      ),
      securitySchemes: {
        storefront: {
          type: 'openIdConnect',
          description: `An access token of the issuer, got with client credentials from the token endpoint that its discovery document names. Scopes: ${write} to place and cancel orders, ${read} to follow orders and see availability, ${staff} to see and cancel any storefront's orders, give money back and keep stock.`,
          openIdConnectUrl: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
        },
      },
    },
  };
}

/** Every schema that the document names, and whether it is sent to us or by us. */
export const schemas = {
  OrderRequest: [OrderRequest, 'input'],
  AcceptedOrder: [AcceptedOrder, 'output'],
  Order: [OrderRepresentation, 'output'],
  CancellationRequest: [CancellationRequest, 'input'],
  RefundRequest: [RefundOrder, 'input'],
  RefundedOrder: [RefundedOrder, 'output'],
  BackInStockRequest: [AskBackInStock, 'input'],
  Availability: [Availability, 'output'],
  Stock: [StockView, 'output'],
  MovementPage: [MovementPage, 'output'],
  StockMovementRequest: [StockMovementRequest, 'input'],
  MovedStock: [MovedStock, 'output'],
  StockSettings: [StockSettings, 'input'],
  Problem: [ProblemDocument, 'output'],
  GatewayRefusal: [GatewayRefusal, 'output'],
} as const satisfies Record<string, readonly [z.core.$ZodType, 'input' | 'output']>;

const skuParameter = {
  name: 'sku',
  in: 'path',
  required: true,
  description: 'The product.',
  schema: schemaOf(Sku, 'input'),
};

const orderIdParameter = {
  name: 'orderId',
  in: 'path',
  required: true,
  description: 'The order, by the id that it got when it was accepted.',
  schema: { type: 'string', format: 'uuid' },
};

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description:
    'Your own unique name for this request, such as a UUID, bare or quoted (draft-ietf-httpapi-idempotency-key-header).',
  schema: { type: 'string', pattern: idempotencyKeyPattern },
  example: 'basket-4711',
};

function jsonOf(schema: keyof typeof schemas) {
  const example = examples[schema];
  return {
    'application/json': {
      schema: { $ref: `#/components/schemas/${schema}` },
      ...(example !== undefined && { example }),
    },
  };
}

const problemContent = {
  'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' }, example: examples.Problem },
};

function problems(...statuses: number[]) {
  const description = 'Refused; see the problem.';
  return Object.fromEntries(statuses.map((status) => [status, { description, content: problemContent }]));
}

function gatewayRefusals(...statuses: number[]) {
  const description =
    'Refused by the gateway: 401 without a valid token, 403 without the scope, 429 above the rate. 403 also by the service, for a token without a client.';
  return Object.fromEntries(
    statuses.map((status) => {
      const content = { ...jsonOf('GatewayRefusal'), ...(status === 403 && problemContent) };
      return [status, { description, content }];
    }),
  );
}

function schemaOf(schema: z.core.$ZodType, io: 'input' | 'output') {
  const { $schema: _dialect, ...document } = z.toJSONSchema(schema, { io });
  return document;
}

type Schema = Readonly<Record<string, unknown>>;

/** A schema whose fields say what they mean. */
function explained(name: string, schema: Schema): Schema {
  const inner = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(inner);
    return typeof part === 'object' && part !== null ? explained(name, part as Schema) : part;
  };
  const parts = Object.entries(schema).map(([keyword, part]) => {
    if (keyword === 'properties') return [keyword, explainedFields(name, part as Record<string, Schema>)];
    return ['items', 'oneOf', 'anyOf'].includes(keyword) ? [keyword, inner(part)] : [keyword, part];
  });
  return Object.fromEntries(parts);
}

function explainedFields(name: string, fields: Readonly<Record<string, Schema>>) {
  return Object.fromEntries(
    Object.entries(fields).map(([field, schema]) => [
      field,
      { description: glossary[`${name}.${field}`] ?? glossary[field], ...explained(name, schema) },
    ]),
  );
}
