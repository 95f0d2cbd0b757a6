import { beforeEach, describe, expect, it } from 'vitest';
import { handler as reserveInventory } from '../../lambdas/inventory/reserve-inventory.handler.ts';
import { handler as notifyCustomer } from '../../lambdas/notifications/notify-customer.handler.ts';
import { handler as confirmOrder } from '../../lambdas/order-workflow/confirm-order.handler.ts';
import { handler as rejectOrder } from '../../lambdas/order-workflow/reject-order.handler.ts';
import { handler as checkPayment } from '../../lambdas/payments/check-payment.handler.ts';
import { aContext, anOrderId } from '../builders.ts';
import { inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

beforeEach(() => {
  stubServiceEnvironment();
  inMemoryDynamoDb();
});

describe('an execution that began with the definition of the last release', () => {
  const orderId = anOrderId();

  it.each([
    ['Reserve inventory', reserveInventory, { orderId }],
    ['Check payment', checkPayment, { orderId, taskToken: 'token', waitSeconds: 900 }],
    ['Confirm order', confirmOrder, { orderId }],
    ['Reject order', rejectOrder, { orderId, error: 'PaymentDeclined' }],
    ['Notify customer', notifyCustomer, { orderId }],
  ])('is understood by the step %s of this one', async (_step, handler, input) => {
    // It has understood what order it is about: there is none here.
    await expect(handler(input, aContext())).rejects.toMatchObject({ name: 'OrderNotFound' });
  });
});
