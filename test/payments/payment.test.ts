import { describe, expect, it } from 'vitest';
import { canMove, isPaid, type PaymentStatus } from '../../lambdas/payments/payment-status.ts';

/** From the status that says least to the one that says most: news moves a payment to the right. */
const course = ['PENDING', 'DECLINED', 'AUTHORIZED', 'VOIDED', 'CAPTURED', 'REFUNDED'] as const;

/** The one way back: a refund fails after it was made. */
const isFailedRefund = (from: PaymentStatus, to: PaymentStatus) => from === 'REFUNDED' && to === 'CAPTURED';

describe('a payment', () => {
  it.each(
    course.flatMap((from) =>
      course.map((to) => [from, to, course.indexOf(from) < course.indexOf(to) || isFailedRefund(from, to)] as const),
    ),
  )('that is %s may come to %s: %s', (from, to, allowed) => {
    expect(canMove(from, to)).toBe(allowed);
  });

  it.each([
    ['PENDING', false],
    ['AUTHORIZED', true],
    ['CAPTURED', true],
    ['DECLINED', false],
    ['VOIDED', false],
    ['REFUNDED', false],
  ] as const)('that is %s pays for the order: %s', (status, paid) => {
    expect(isPaid(status)).toBe(paid);
  });
});
