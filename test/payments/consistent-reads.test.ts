import { describe, expect, it } from 'vitest';
import { paymentTable } from '../../lambdas/payments/payment-table.ts';
import { paymentIdOf } from '../../lambdas/payments/payment-try.ts';
import { anOrderId } from '../builders.ts';
import { consistencyOf } from '../runtime/consistency-of.ts';

const payments = paymentTable('payments');

describe('what decides over money is read as it stands, not as it stood a moment ago', () => {
  it.each<[string, () => unknown]>([
    ['a try to pay', () => payments.find(paymentIdOf({ orderId: anOrderId() }))],
    ['the try that an order is at', () => payments.findCurrent({ id: anOrderId() })],
    ['how far the days of a provider are reconciled', () => payments.findReconciled('stripe')],
  ])('%s', async (_what, read) => {
    expect(await consistencyOf(read)).toEqual([true]);
  });
});
