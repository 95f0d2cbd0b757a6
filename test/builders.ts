import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import type { LineCancellation } from '../lambdas/orders/line-cancellation.ts';
import type { Order, OrderContent, OrderId, OrderLine } from '../lambdas/orders/order.ts';
import { orderIdOf, orderNumberFor } from '../lambdas/orders/order-id.ts';
import type { OrderRequest } from '../lambdas/orders/order-request.ts';
import type { Payment } from '../lambdas/payments/payment.ts';
import type { Product } from '../lambdas/products/product-table.ts';
import type { Caller } from '../lambdas/runtime/caller.ts';

/** A moment that the tests agree on. */
export const noon = '2026-11-23T12:00:00.000Z';

/** The id of the `number`th order of a test. */
export function anOrderId(number = 0): OrderId {
  return orderIdOf(orderNumberFor({ storefront: 'builders', idempotencyKey: String(number) }));
}

/** A valid body of `POST /orders`; a test states what matters to it. */
export function anOrderRequest(request: Partial<OrderRequest> = {}): OrderRequest {
  return {
    currency: 'GBP',
    lines: [{ sku: '85123A', quantity: 6 }],
    contact: { email: 'ada@example.com', phone: '+447400123456' },
    locale: 'en',
    shippingAddress: {
      name: 'Ada Example',
      line1: '12 Sample Street',
      city: 'London',
      postalCode: 'N1 9ZZ',
      country: 'GB',
    },
    payment: { provider: 'sandbox', token: 'sandbox-authorised' },
    ...request,
  };
}

/** One line of an order, its total computed. */
export function anOrderLine(line: Partial<Omit<OrderLine, 'total'>> = {}): OrderLine {
  const { quantity = 6, unitPrice = 255 } = line;
  const sku = line.sku ?? '85123A';
  return { sku, name: `PRODUCT ${sku}`, ...line, quantity, unitPrice, total: quantity * unitPrice };
}

/** What never changes about an order. */
export function anOrderContent(content: Partial<OrderContent> = {}): OrderContent {
  const lines = content.lines ?? [anOrderLine()];
  const { lines: _lines, total: _total, ...rest } = anOrderRequest();
  return {
    ...rest,
    id: anOrderId(),
    number: 'K7Q-4XW-2R9',
    storefront: 'north-lane',
    requestHash: 'hash',
    createdAt: noon,
    total: lines.reduce((total, line) => total + line.total, 0),
    lines,
    ...content,
  };
}

/** What changes about an order: a new one, unless told otherwise. */
export function anOrder(order: Partial<Order> = {}): Order {
  return {
    id: anOrderId(),
    number: 'K7Q-4XW-2R9',
    storefront: 'north-lane',
    status: 'PENDING',
    currency: 'GBP',
    total: 1530,
    payment: { provider: 'sandbox', token: 'sandbox-authorised' },
    createdAt: noon,
    timeline: [{ at: noon, event: 'ORDER_ACCEPTED' }],
    heldSkus: 0,
    version: 1,
    holdVersion: 0,
    ...order,
  };
}

/** A cancellation of one unit of an order's first line. */
export function aLineCancellation(cancellation: Partial<LineCancellation> = {}): LineCancellation {
  return {
    ...{ id: 'c1', by: 'CUSTOMER', at: noon, reason: 'CHANGED_MIND', requestHash: 'hash' },
    lines: [{ line: 1, quantity: 1 }],
    charges: { items: 255, shipping: 0, fees: 0, tax: 0 },
    ...cancellation,
  };
}

/** The item in which the Orders table keeps such an order. */
export function anOrderItem(order: Partial<Order> = {}): Record<string, unknown> {
  const { backorderedLines, ...rest } = anOrder(order);
  return { pk: `ORDER#${rest.id}`, sk: 'ORDER', ...rest, ...(backorderedLines && { late: backorderedLines }) };
}

/** A product with one list price. */
export function aProduct(product: Partial<Product> = {}): Product {
  const sku = product.sku ?? '85123A';
  return { sku, name: `PRODUCT ${sku}`, prices: [{ currency: 'GBP', unitPrice: 255 }], ...product };
}

/** Our record of a payment that is still open. */
export function aPayment(payment: Partial<Payment> = {}): Payment {
  const status = payment.status ?? 'PENDING';
  return {
    orderId: anOrderId(),
    provider: 'sandbox',
    amount: 1530,
    currency: 'GBP',
    status,
    captured: status === 'CAPTURED' || status === 'REFUNDED' ? 1530 : 0,
    refunded: status === 'REFUNDED' ? 1530 : 0,
    history: [{ at: noon, status }],
    refunds: [],
    version: 0,
    ...payment,
  };
}

/** A caller as their token says; the storefront `north-lane` unless told otherwise. */
export function aCaller(caller: Partial<Caller> = {}): Caller {
  const { client = 'north-lane', subject = client } = caller;
  return { client, subject, name: subject, scopes: ['orders:read', 'orders:write'], roles: [], ...caller };
}

/** A request as the HTTP API hands it over, of the storefront `north-lane`. */
export function anHttpRequest(
  request: Omit<Partial<APIGatewayProxyEventV2>, 'body'> & {
    json?: unknown;
    body?: string;
    storefront?: string;
    scope?: string;
  } = {},
): APIGatewayProxyEventV2 {
  const { json, storefront = 'north-lane', scope = 'orders:read orders:write', headers, ...rest } = request;
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: '/',
    rawQueryString: '',
    isBase64Encoded: false,
    headers: { 'content-type': 'application/json', 'idempotency-key': 'key-1', ...headers },
    requestContext: { authorizer: { jwt: { claims: { client_id: storefront, scope } } } } as never,
    ...(json !== undefined && { body: JSON.stringify(json) }),
    ...rest,
  };
}

/** What Lambda tells a function about its call. */
export function aContext(): Context {
  return { functionName: 'test', awsRequestId: 'request-1', invokedFunctionArn: 'arn:test' } as Context;
}
