import * as z from 'zod/mini';
import { AskBackInStock } from '../inventory/ask-back-in-stock.ts';
import { Availability } from '../inventory/stock.ts';
import { MovedStock, StockMovementRequest } from '../inventory/stock-movement-request.ts';
import { StockSettings } from '../inventory/stock-settings.ts';
import { MovementPage, StockView } from '../inventory/stock-view.ts';
import { CancellationRequest } from '../orders/cancellation.ts';
import { OrderRequest } from '../orders/order.ts';
import { AcceptedOrder, OrderRepresentation } from '../orders/order-representation.ts';
import { RefundedOrder, RefundOrder } from '../payments/refund.ts';

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

/** The OpenAPI 3.1 document of the API, made from the schemas that validate its requests. */
export function openApiDocument() {
  return {
    openapi: '3.1.0',
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
          security: [{ storefront: ['orders:write'] }],
          parameters: [
            {
              name: 'Idempotency-Key',
              in: 'header',
              required: true,
              description:
                'Your own unique name for this order, such as a UUID (draft-ietf-httpapi-idempotency-key-header).',
              schema: { type: 'string', minLength: 1, maxLength: 257 },
            },
          ],
          requestBody: { required: true, content: jsonOf('OrderRequest') },
          responses: {
            '202': {
              description: 'Accepted: the order has a number and its way has begun.',
              headers: { Location: { description: 'Where to follow the order.', schema: { type: 'string' } } },
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
          security: [{ storefront: ['orders:read'] }],
          parameters: [
            { name: 'orderId', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
            {
              name: 'Prefer',
              in: 'header',
              description: '`wait=20` holds the answer until the status changes, 20 seconds at most (RFC 7240).',
              schema: { type: 'string' },
            },
          ],
          responses: {
            '200': { description: 'The order with what happened when.', content: jsonOf('Order') },
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
          security: [{ storefront: ['orders:write'] }, { storefront: ['orders:staff'] }],
          parameters: [{ name: 'orderId', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }],
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
          security: [{ storefront: ['orders:staff'] }],
          parameters: [{ name: 'orderId', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }],
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
          security: [{ storefront: ['orders:staff'] }],
          parameters: [
            { name: 'orderId', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
            {
              name: 'Idempotency-Key',
              in: 'header',
              required: true,
              description: 'Your own unique name for this refund.',
              schema: { type: 'string', minLength: 1, maxLength: 257 },
            },
          ],
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
          security: [{ storefront: ['orders:read'] }],
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
          security: [{ storefront: ['orders:staff'] }],
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
          security: [{ storefront: ['orders:staff'] }],
          parameters: [
            skuParameter,
            { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 } },
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
          security: [{ storefront: ['orders:staff'] }],
          parameters: [
            skuParameter,
            {
              name: 'Idempotency-Key',
              in: 'header',
              required: true,
              description: 'Your own unique name for this movement.',
              schema: { type: 'string', minLength: 1, maxLength: 257 },
            },
          ],
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
          operationId: 'keepStock',
          summary: 'Say how a product is kept',
          description: 'What is named is set, null takes it away. Repeating it changes nothing.',
          security: [{ storefront: ['orders:staff'] }],
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
          security: [{ storefront: ['orders:write'] }],
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
          parameters: [{ name: 'provider', in: 'path', required: true, schema: { type: 'string' } }],
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
      schemas: {
        OrderRequest: schemaOf(OrderRequest, 'input'),
        AcceptedOrder: schemaOf(AcceptedOrder, 'output'),
        Order: schemaOf(OrderRepresentation, 'output'),
        CancellationRequest: schemaOf(CancellationRequest, 'input'),
        RefundRequest: schemaOf(RefundOrder, 'input'),
        RefundedOrder: schemaOf(RefundedOrder, 'output'),
        BackInStockRequest: schemaOf(AskBackInStock, 'input'),
        Availability: schemaOf(Availability, 'output'),
        Stock: schemaOf(StockView, 'output'),
        MovementPage: schemaOf(MovementPage, 'output'),
        StockMovementRequest: schemaOf(StockMovementRequest, 'input'),
        MovedStock: schemaOf(MovedStock, 'output'),
        StockSettings: schemaOf(StockSettings, 'input'),
        Problem: schemaOf(ProblemDocument, 'output'),
        GatewayRefusal: schemaOf(GatewayRefusal, 'output'),
      },
      securitySchemes: {
        storefront: {
          type: 'oauth2',
          description: 'An access token of the configured issuer, got with client credentials.',
          flows: {
            clientCredentials: {
              tokenUrl: '/oauth2/token',
              scopes: {
                'orders:write': 'place and cancel orders',
                'orders:read': 'follow orders and see availability',
                'orders:staff': "see and cancel any storefront's orders, give money back, and keep stock",
              },
            },
          },
        },
      },
    },
  };
}

const skuParameter = { name: 'sku', in: 'path', required: true, schema: { type: 'string' } };

function jsonOf(schema: string) {
  return { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } };
}

function problems(...statuses: number[]) {
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  return Object.fromEntries(statuses.map((status) => [status, { description: 'Refused; see the problem.', content }]));
}

function gatewayRefusals(...statuses: number[]) {
  const description = 'Refused by the gateway: 401 without a valid token, 403 without the scope, 429 above the rate.';
  return Object.fromEntries(statuses.map((status) => [status, { description, content: jsonOf('GatewayRefusal') }]));
}

function schemaOf(schema: z.core.$ZodType, io: 'input' | 'output') {
  const { $schema: _dialect, ...document } = z.toJSONSchema(schema, { io });
  return document;
}
