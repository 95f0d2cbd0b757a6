/** An order that the service takes. */
export const exampleOrder = {
  currency: 'GBP',
  lines: [{ sku: '85123A', quantity: 6 }],
  contact: { email: 'ada@customer.example' },
  locale: 'en',
  shippingAddress: {
    name: 'Ada Byron',
    line1: '12 St James Square',
    city: 'London',
    postalCode: 'SW1Y 4JH',
    country: 'GB',
  },
  payment: { provider: 'sandbox', token: 'sandbox-authorised' },
};

/** A body of each schema that a caller sends, and of those that it gets first. */
export const examples: Readonly<Record<string, unknown>> = {
  OrderRequest: exampleOrder,
  CancellationRequest: { reason: 'CHANGED_MIND' },
  RefundRequest: { amount: 255, reason: 'one cup came broken' },
  BackInStockRequest: { email: 'ada@customer.example', locale: 'en' },
  StockMovementRequest: { type: 'receive', quantity: 100, reference: 'delivery note 4711' },
  StockSettings: { lowStockThreshold: 20, leadTimeDays: 7, packSize: 12 },
  Availability: { sku: '85123A', available: 136 },
  RefundedOrder: { orderId: 'fa574ba1-8ebb-5094-b1b7-50e1ec5e02aa', captured: 1530, refunded: 255, currency: 'GBP' },
  Problem: {
    type: 'urn:order-confirmation:problem:invalid-order',
    title: 'The order is invalid',
    status: 422,
    detail: 'The order cannot be sold as stated; see errors.',
    errors: [{ pointer: '#/total', detail: 'the stated total is 500, the lines come to 510' }],
  },
  GatewayRefusal: { message: 'Unauthorized' },
};
