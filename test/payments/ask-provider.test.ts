import { describe, expect, it } from 'vitest';
import { askProvider } from '../../lambdas/payments/ask-provider.ts';
import type { Payment } from '../../lambdas/payments/payment.ts';
import { anOrder, aPayment } from '../builders.ts';
import { inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { aProvider } from './a-provider.ts';

describe('the provider is asked', () => {
  it.each<[string, Partial<Payment>]>([
    ['authorize', {}],
    ['query', { captured: 1 }],
  ])('to %s it where our record says %j', async (call, payment) => {
    const provider = aProvider(inMemoryDynamoDb());

    await askProvider(anOrder(), { ...aPayment(payment), waitSeconds: 900 }, provider);

    expect(provider.asked).toEqual([call]);
  });

  it('nothing for an order that does not say how it is paid: a fault', async () => {
    const provider = aProvider(inMemoryDynamoDb());
    const order = anOrder({ payment: undefined });

    await expect(askProvider(order, { ...aPayment(), waitSeconds: 900 }, provider)).rejects.toThrow(
      `order ${order.id} does not say how it is paid`,
    );
    expect(provider.asked).toEqual([]);
  });
});
