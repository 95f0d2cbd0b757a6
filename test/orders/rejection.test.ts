import { describe, expect, it } from 'vitest';
import { endedBesideWorkflow, isByWorkflow, rejectionReasonOf } from '../../lambdas/orders/rejection.ts';
import { noon } from '../builders.ts';

describe('why an order is refused', () => {
  it.each([
    ['OutOfStock', 'OUT_OF_STOCK'],
    ['PaymentDeclined', 'PAYMENT_DECLINED'],
    ['States.Timeout', 'PAYMENT_TIMEOUT'],
    ['OrderNotAccepted', 'NOT_ACCEPTED'],
    ['Lambda.TooManyRequestsException', undefined],
  ] as const)('is said by the error of a step: %s is %s', (error, reason) => {
    expect(rejectionReasonOf(error)).toBe(reason);
  });

  it.each([
    ['OUT_OF_STOCK', true],
    ['NOT_ACCEPTED', true],
    ['HOLD_EXPIRED', false],
    ['TECHNICAL_PROBLEM', false],
  ] as const)('%s is found by the workflow: %s', (reason, found) => {
    expect(isByWorkflow({ reason, at: noon })).toBe(found);
    expect(endedBesideWorkflow({ status: 'REJECTED', rejection: { reason, at: noon } })).toBe(!found);
  });

  it('is seen to by the workflow of an order that nobody called off', () => {
    expect(endedBesideWorkflow({ status: 'CANCELLED' })).toBe(true);
    expect(endedBesideWorkflow({ status: 'CONFIRMED' })).toBe(false);
  });
});
