import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { demandOn } from '../../lambdas/payments/payment-demand.ts';
import { paymentStatuses } from '../../lambdas/payments/payment-status.ts';
import { noon } from '../builders.ts';

describe('what an order demands of its money', () => {
  it.each([
    ['PENDING', 0, 0, { open: 'nothing', confirmed: 'review', 'rejected or cancelled': 'void' }],
    ['AUTHORIZED', 0, 0, { open: 'nothing', confirmed: 'capture', 'rejected or cancelled': 'void' }],
    ['CAPTURED', 1530, 0, { open: 'nothing', confirmed: 'nothing', 'rejected or cancelled': 'refund' }],
    ['CAPTURED', 1530, 500, { open: 'nothing', confirmed: 'nothing', 'rejected or cancelled': 'refund' }],
    ['CAPTURED', 1530, 1530, { open: 'nothing', confirmed: 'nothing', 'rejected or cancelled': 'nothing' }],
    // More than was asked for, by the provider's own doing: nothing of ours says that it goes back.
    ['CAPTURED', 2000, 0, { open: 'nothing', confirmed: 'nothing', 'rejected or cancelled': 'refund' }],
    ['REFUNDED', 1530, 1530, { open: 'nothing', confirmed: 'nothing', 'rejected or cancelled': 'nothing' }],
    ['DECLINED', 0, 0, { open: 'nothing', confirmed: 'review', 'rejected or cancelled': 'nothing' }],
    ['VOIDED', 0, 0, { open: 'nothing', confirmed: 'review', 'rejected or cancelled': 'nothing' }],
    // Taken, though of another amount than the order's: not believed, but given back.
    ['PENDING', 700, 0, { open: 'nothing', confirmed: 'review', 'rejected or cancelled': 'refund' }],
    ['DECLINED', 700, 0, { open: 'nothing', confirmed: 'review', 'rejected or cancelled': 'refund' }],
    ['VOIDED', 700, 0, { open: 'nothing', confirmed: 'review', 'rejected or cancelled': 'refund' }],
    ['AUTHORIZED', 700, 700, { open: 'nothing', confirmed: 'capture', 'rejected or cancelled': 'void' }],
  ] as const)('%s, captured %i, refunded %i: %j', (status, captured, refunded, demands) => {
    for (const [order, demand] of Object.entries(demands)) {
      expect(
        demandOn({ status, amount: 1530, captured, refunded, refunds: [] }, order as keyof typeof demands),
        order,
      ).toBe(demand);
    }
  });

  it.each([
    ['captured but for what was given up', 'AUTHORIZED', 0, { uncaptured: 500, made: true }, 'capture'],
    ['given up whole', 'AUTHORIZED', 0, { uncaptured: 1530, made: true }, 'void'],
    ['nothing more, once it is given up whole', 'VOIDED', 0, { uncaptured: 1530, made: true }, 'nothing'],
    ['given up whole, before there was any money', 'PENDING', 0, { uncaptured: 1530, made: true }, 'void'],
    ['nothing, where none came', 'DECLINED', 0, { uncaptured: 1530, made: true }, 'nothing'],
    [
      'for a person to decide, where some is due and none came',
      'DECLINED',
      0,
      { uncaptured: 500, made: true },
      'review',
    ],
    ['nothing more, once so much less is captured', 'CAPTURED', 1030, { uncaptured: 500, made: true }, 'nothing'],
    [
      'given back where it was captured all the same',
      'CAPTURED',
      1530,
      { uncaptured: 500, made: true },
      'refund lines',
    ],
    ['given back where it was captured before', 'CAPTURED', 1530, { amount: 500, made: false }, 'refund lines'],
    [
      'nothing more, where it did not arrive: a person was called',
      'CAPTURED',
      1530,
      { amount: 500, made: false, failure: { kind: 'FAILED', code: 'closed', at: noon } },
      'nothing',
    ],
    ['nothing more, once it is given back', 'CAPTURED', 1530, { amount: 500, made: true }, 'nothing'],
  ] as const)('of lines that were cancelled it is %s', (_case, status, captured, of, demand) => {
    const refund = { id: 'c1', at: noon, reason: 'TOO_SLOW', amount: 0, ...of };

    expect(demandOn({ status, amount: 1530, captured, refunded: 0, refunds: [refund] }, 'confirmed')).toBe(demand);
  });

  it('is the whole table: a rejected or cancelled order never rests with money of the customer', () => {
    fc.assert(
      fc.property(fc.constantFrom(...paymentStatuses), fc.nat(2_000), fc.nat(2_000), (status, captured, refunded) => {
        const rests =
          demandOn({ status, amount: 1530, captured, refunded, refunds: [] }, 'rejected or cancelled') === 'nothing';

        expect(!rests || (captured <= refunded && status !== 'PENDING' && status !== 'AUTHORIZED')).toBe(true);
        expect(demandOn({ status, amount: 1530, captured, refunded, refunds: [] }, 'open')).toBe('nothing');
      }),
    );
  });
});
