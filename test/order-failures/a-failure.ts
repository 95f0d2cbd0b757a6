import { type Failure, groupOf } from '../../lambdas/order-failures/failure.ts';
import { anOrderId, noon } from '../builders.ts';

/** The failure of an order that holds its stock and could not be paid. */
export function aFailure(failure: Partial<Failure> = {}): Failure {
  const kind = { step: 'Check payment', error: 'ProviderUnavailable', cause: 'no answer', ...failure };
  const orderId = failure.orderId ?? anOrderId();
  return {
    orderId,
    number: 'K7Q-4XW-2R9',
    storefront: 'north-lane',
    orderStatus: 'RESERVED',
    status: 'FAILED',
    failedAt: noon,
    currency: 'GBP',
    total: 1530,
    unitsHeld: 6,
    holdEndsAt: '2026-11-23T13:30:00.000Z',
    executionArn: `arn:aws:states:eu-west-1:123456789012:execution:orders:${orderId}`,
    ...kind,
    group: groupOf(kind),
  };
}
