import { randomUUID } from 'node:crypto';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { anOrderOf, onSale, stockOf } from './catalogue.ts';
import { countDeadLetters, deadLetter, documents, execution, outputs, redrive, withEnvironment } from './cloud.ts';
import { paymentWaitSeconds } from './deployed-service.ts';
import { emailsTo } from './mailbox.ts';
import { accepted, ended } from './storefront.ts';
import { alone } from './turn.ts';

alone();

/** Each step, what takes away what it needs, and what the way of its order then is. */
const failures = [
  {
    step: 'Reserve inventory',
    cause: 'the stock table is away',
    functionOutput: 'ReserveInventoryFunction',
    environment: { STOCK_TABLE: 'no-such-table' },
    states: ['Reserve inventory'],
  },
  {
    step: 'Check payment',
    cause: 'the payments table is away',
    functionOutput: 'CheckPaymentFunction',
    environment: { PAYMENTS_TABLE: 'no-such-table' },
    states: ['Reserve inventory', 'Check payment'],
  },
  {
    step: 'Confirm order',
    cause: 'the orders table is away',
    functionOutput: 'ConfirmOrderFunction',
    environment: { ORDERS_TABLE: 'no-such-table' },
    states: ['Reserve inventory', 'Check payment', 'Confirm order'],
  },
  {
    step: 'Notify customer',
    cause: "the customer's order cannot be read",
    functionOutput: 'NotifyCustomerFunction',
    environment: { ORDERS_TABLE: 'no-such-table' },
    states: ['Reserve inventory', 'Check payment', 'Confirm order', 'Notify customer'],
  },
];

describe.each(failures)('when $cause', ({ step, functionOutput, environment, states }) => {
  it(`the execution fails at ${step}, stands in the dead-letter queue once, and a redrive finishes the order`, async () => {
    const email = `${randomUUID()}@customer.example`;
    const sku = await onSale({ stock: 10 });
    const orderId = await withEnvironment(functionOutput, environment, async () => {
      const id = await accepted(anOrderOf(sku, { contact: { email } }));
      expect(await execution(id)).toMatchObject({ status: 'FAILED', states });
      return id;
    });
    const letter = await deadLetter(orderId);
    expect(letter).toMatchObject({
      orderId,
      status: 'FAILED',
      input: JSON.stringify({ orderId, paymentWaitSeconds }),
    });
    expect(letter.error).not.toBe('');

    await redrive(orderId);

    expect(await ended(orderId)).toMatchObject({ status: 'CONFIRMED' });
    expect((await execution(orderId)).status).toBe('SUCCEEDED');
    expect(await stockOf(sku)).toMatchObject({ onHand: 10, available: 9, reserved: 1 });
    expect(await emailsTo(email)).toHaveLength(1);
    expect(await countDeadLetters(orderId)).toBe(1);
  });
});

describe('when rejecting fails', () => {
  it('the execution fails at Reject order, and a redrive gives the stock back and tells the customer', async () => {
    const email = `${randomUUID()}@customer.example`;
    const sku = await onSale({ stock: 10 });
    const declined = anOrderOf(sku, {
      contact: { email },
      payment: { provider: 'sandbox', token: 'sandbox-declined' },
    });
    const orderId = await withEnvironment('RejectOrderFunction', { STOCK_TABLE: 'no-such-table' }, async () => {
      const id = await accepted(declined);
      const { status, states } = await execution(id);
      expect([status, states.at(-1)]).toEqual(['FAILED', 'Reject order']);
      return id;
    });
    await deadLetter(orderId);

    await redrive(orderId);

    expect((await execution(orderId)).status).toBe('SUCCEEDED');
    expect(await ended(orderId)).toMatchObject({ status: 'REJECTED', rejection: { reason: 'PAYMENT_DECLINED' } });
    expect(await stockOf(sku)).toMatchObject({ available: 10, reserved: 0 });
    expect(await emailsTo(email)).toHaveLength(1);
  });
});

describe('when the payment provider is down for good', () => {
  it('the execution fails at Check payment; once it is back, a redrive confirms the order', async () => {
    const sku = await onSale({ stock: 10 });
    const orderId = await accepted(anOrderOf(sku, { payment: { provider: 'sandbox', token: 'sandbox-down' } }));
    expect(await execution(orderId)).toMatchObject({ status: 'FAILED', error: 'ProviderUnavailable' });
    expect((await deadLetter(orderId)).error).toBe('ProviderUnavailable');

    await documents.send(
      new UpdateCommand({
        TableName: outputs.SandboxPaymentsTable,
        Key: { pk: `PAYMENT#${orderId}`, sk: 'PAYMENT' },
        UpdateExpression: 'SET outcome = :outcome',
        ExpressionAttributeValues: { ':outcome': 'authorised' },
      }),
    );
    await redrive(orderId);

    expect(await ended(orderId)).toMatchObject({ status: 'CONFIRMED' });
    expect(await stockOf(sku)).toMatchObject({ available: 9, reserved: 1 });
  });
});
