import { beforeEach, describe, expect, it } from 'vitest';
import { renderEmail } from '../../lambdas/notifications/email.ts';
import { examplePage } from '../../lambdas/notifications/notices/example-order.ts';
import { paymentOutcome } from '../../lambdas/notifications/payment-outcome.ts';
import { orderRepresentation } from '../../lambdas/order-tracking/represent-order.ts';
import type { Order } from '../../lambdas/orders/order.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { checkPayment } from '../../lambdas/payments/check-payment.ts';
import { paymentTable } from '../../lambdas/payments/payment-table.ts';
import { paymentIdOf } from '../../lambdas/payments/payment-try.ts';
import { refundPayment } from '../../lambdas/refunds/refund-payment.ts';
import { anOrderId, noon } from '../builders.ts';
import { aProvider, type ProviderInMemory } from '../payments/a-provider.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';
import { aBrand } from '../shop/a-brand.ts';

/*
 * Items as release 0.2 wrote them, before orders had totals: literally, so that no change of ours changes them.
 */
const id = anOrderId();
const pk = `ORDER#${id}`;
const payment = { provider: 'sandbox', token: 'sandbox-authorised' };
const content = {
  pk,
  sk: 'CONTENT#000',
  id,
  storefront: 'north-lane',
  requestHash: 'hash',
  createdAt: noon,
  currency: 'GBP',
  total: 1530,
  lines: [{ sku: '85123A', name: 'WHITE HANGING HEART', quantity: 6, unitPrice: 255, total: 1530 }],
  contact: { email: 'ada@example.com' },
  locale: 'en',
  shippingAddress: { name: 'Ada', line1: '12 Sample Street', city: 'London', postalCode: 'N1 9ZZ', country: 'GB' },
  payment,
};
const reserved = {
  pk,
  sk: 'ORDER',
  id,
  storefront: 'north-lane',
  status: 'RESERVED',
  currency: 'GBP',
  total: 1530,
  payment,
  createdAt: noon,
  timeline: [{ at: noon, event: 'ORDER_ACCEPTED' }],
  heldSkus: 1,
  holdVersion: 1,
};
const captured = {
  pk,
  sk: 'PAYMENT',
  orderId: id,
  provider: 'sandbox',
  amount: 1530,
  currency: 'GBP',
  status: 'CAPTURED',
  captured: 1530,
  refunded: 500,
  history: [
    { at: noon, status: 'PENDING' },
    { at: noon, status: 'CAPTURED' },
  ],
  refunds: [{ id: 'r1', amount: 500, at: noon, reason: 'broken' }],
  version: 3,
};

let db: InMemoryDynamoDb;
let provider: ProviderInMemory;
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  provider = aProvider(db);
  db.put('orders', content);
  db.put('orders', reserved);
});

describe('an order that the last release took', () => {
  it('is shown as it was: no field more', async () => {
    db.put('orders', { ...reserved, status: 'CONFIRMED' });
    db.put('payments', captured);
    const { order, content: read, ...beside } = await orderTable().find(id);
    if (order === undefined || read === undefined) throw new Error('not read');

    const payment = await paymentTable().find(paymentIdOf({ orderId: id }));
    const shown = orderRepresentation({ ...beside, order, content: read, payment, formerPayments: [] }, undefined);

    expect(shown).toMatchObject({ status: 'CONFIRMED', total: 1530, payment: { captured: 1530, refunded: 500 } });
    for (const field of ['totals', 'chargesLeft', 'creditsToGiveBack', 'shipments', 'returns'])
      expect(shown).not.toHaveProperty(field);
  });

  it('is paid in full', async () => {
    provider.status = 'AUTHORIZED';
    const answers: string[] = [];

    await checkPayment(
      id,
      { taskToken: 'token', waitSeconds: 900 },
      {
        orders: orderTable(),
        payments: paymentTable(),
        providerNamed: () => provider,
        answer: async (_id, token, status) => void answers.push(`${token}:${status}`),
        requestNotice: async () => {},
        clock: () => new Date(noon),
        restSeconds: 2400,
      },
    );

    expect(answers).toEqual(['token:AUTHORIZED']);
    expect(await paymentTable().find(paymentIdOf({ orderId: id }))).toMatchObject({ amount: 1530 });
  });

  it.each([
    [1030, 200],
    [1031, 'invalid-refund'],
  ])('gives back what an earlier refund has left: %i is %s', async (amount, outcome) => {
    db.put('orders', { ...reserved, status: 'CONFIRMED' });
    db.put('payments', captured);
    const back = { ...captured, captured: 1530, refunded: 1530, status: 'REFUNDED' as const };
    provider = aProvider(db, { refund: async () => back });
    const ports = {
      orders: orderTable(),
      payments: paymentTable(),
      providerNamed: () => provider,
      requestNotice: async () => {},
      clock: () => new Date(noon),
    };

    const refund = refundPayment(id, 'key', { amount, reason: 'broken' }, ports);

    if (outcome === 200) expect(await refund).toEqual({ orderId: id, captured: 1530, refunded: 1530, currency: 'GBP' });
    else await expect(refund).rejects.toMatchObject({ kind: outcome });
  });

  it('is told of with its total and no rows besides', async () => {
    db.put('orders', { ...reserved, status: 'CONFIRMED' });
    const { order, content: read } = await orderTable().find(id);
    if (order === undefined || read === undefined) throw new Error('not read');
    const outcome = paymentOutcome(order as Order, await paidFor());

    const { text } = renderEmail({
      event: 'order-confirmed',
      locale: 'en',
      shop: aBrand(),
      pageUrl: examplePage,
      order: { ...read, payment: outcome },
    });

    expect(text).toContain('Order total: £15.30');
    expect(text).not.toContain('Subtotal');
  });
});

async function paidFor() {
  db.put('payments', captured);
  return paymentTable().find(paymentIdOf({ orderId: id }));
}
