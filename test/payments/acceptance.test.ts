import { describe, expect, it } from 'vitest';
import { acceptanceOf } from '../../lambdas/payments/acceptance.ts';
import type { Payment } from '../../lambdas/payments/payment.ts';

type Status = NonNullable<NonNullable<Payment['risk']>['review']>['status'];

describe('what a payment means for its order', () => {
  it.each<[Payment['status'], Status | 'no assessment' | undefined, ReturnType<typeof acceptanceOf>]>([
    ['PENDING', 'no assessment', 'unpaid'],
    ['PENDING', 'OPEN', 'unpaid'],
    ['DECLINED', undefined, 'unpaid'],
    ['AUTHORIZED', 'no assessment', 'accepted'],
    ['AUTHORIZED', undefined, 'accepted'],
    ['CAPTURED', 'OPEN', 'held'],
    ['AUTHORIZED', 'APPROVED', 'accepted'],
    ['AUTHORIZED', 'DENIED', 'not accepted'],
    ['PENDING', 'DENIED', 'not accepted'],
  ])('%s, its review %s: %s', (status, review, acceptance) => {
    const risk = review === 'no assessment' ? undefined : { ...(review && { review: { status: review } }) };

    const payment = { status, risk } as Pick<Payment, 'status' | 'risk'>;
    expect(acceptanceOf(payment)).toBe(acceptance);
    expect(acceptanceOf(payment, { total: 1530, due: 1 })).toBe(acceptance);
    // Where nothing is due, no money is waited for; a person's look is.
    expect(acceptanceOf(payment, { total: 1530, due: 0 })).toBe(acceptance === 'unpaid' ? 'accepted' : acceptance);
  });
});
