import { describe, expect, it } from 'vitest';
import { compare } from '../../lambdas/payment-reconciliation/reconcile-day.ts';
import { aPayment, noon } from '../builders.ts';

describe('a try to pay that another came into the place of', () => {
  const former = aPayment({ status: 'CAPTURED', captured: 1530, replacedAt: noon });
  const theirs = { captured: 1530, currency: 'GBP' };

  it.each([
    ['keeps its money', { ...theirs, refunded: 0 }, ['CAPTURED_WITHOUT_CONFIRMED_ORDER']],
    ['keeps a part of it', { ...theirs, refunded: 1529 }, ['CAPTURED_WITHOUT_CONFIRMED_ORDER']],
    ['gave all of it back', { ...theirs, refunded: 1530 }, []],
  ] as const)('of a confirmed order, that %s: %j', (_case, standing, kinds) => {
    expect(compare(standing, former, 'CONFIRMED').map(({ kind }) => kind)).toEqual(kinds);
  });

  it('of a confirmed order, that never took any, is as it must be', () => {
    const declined = aPayment({ status: 'DECLINED', replacedAt: noon });
    expect(compare({ captured: 0, refunded: 0, currency: 'GBP' }, declined, 'CONFIRMED')).toEqual([]);
  });
});
