import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterNews,
  askedBack,
  canMove,
  demandOn,
  isPaid,
  type Payment,
  type PaymentStatus,
  paymentStatuses,
  type Seen,
  withRefusal,
  withRestRefund,
} from '../../lambdas/payments/payment.ts';
import { aPayment, noon } from '../builders.ts';
import { histories } from '../histories.ts';

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

describe('the news of a payment', () => {
  it('moves on: what was taken grows, and each entry of the history may follow the one before', () => {
    fc.assert(
      fc.property(fc.array(news(), { maxLength: 12 }), (all) => {
        let payment = aPayment();
        for (const seen of all) {
          const next = afterNews(payment, seen, noon);
          expect(next.captured).toBeGreaterThanOrEqual(payment.captured);
          expect(next.status === payment.status || canMove(payment.status, next.status)).toBe(true);
          payment = next;
        }
        expect(payment.history.at(-1)?.status).toBe(payment.status);
      }),
      { numRuns: histories(2_000) },
    );
  });

  it('heard twice is not even written', () => {
    fc.assert(
      fc.property(fc.array(news(), { maxLength: 6 }), news(), (before, seen) => {
        const once = afterNews(told(before), seen, noon);

        expect(afterNews(once, seen, '2026-11-24T12:00:00.000Z')).toBe(once);
      }),
      { numRuns: histories(2_000) },
    );
  });

  it('of what was given back is the latest that knows of all that was taken', () => {
    fc.assert(
      fc.property(fc.array(news(), { maxLength: 8 }), (all) => {
        let taken = 0;
        let given = 0;
        for (const { captured, refunded } of all) {
          if (captured < taken) continue;
          taken = captured;
          given = refunded;
        }
        expect(told(all)).toMatchObject({ captured: taken, refunded: given });
      }),
      { numRuns: histories(2_000) },
    );
  });

  it('of a refund that failed frees its amount, and takes a full refund back', () => {
    const refund = { id: 'r1', amount: 1530, at: noon, reason: 'broken' };
    const refunded = aPayment({ status: 'REFUNDED', refunds: [refund] });

    const failed = afterNews(refunded, { ...captured(0), refunds: [{ id: 'r1', failure: 'lost_card' }] }, noon);

    expect(failed).toMatchObject({ status: 'CAPTURED', captured: 1530, refunded: 0 });
    expect(failed.refunds).toEqual([{ ...refund, failure: { kind: 'FAILED', code: 'lost_card', at: noon } }]);
    expect(askedBack(failed)).toBe(0);
    // Settled by a person at the provider's after all.
    const settled = afterNews(failed, { ...captured(1530), status: 'REFUNDED', refunds: [{ id: 'r1' }] }, noon);
    expect(settled).toMatchObject({ status: 'REFUNDED', refunded: 1530, refunds: [refund] });
  });

  it('that does not know of the money (yet) takes back nothing', () => {
    const payment = aPayment({ status: 'REFUNDED' });

    expect(afterNews(payment, seenAs('PENDING'), noon)).toBe(payment);
  });

  it.each([
    ['amount', { amount: 1 }],
    ['currency', { currency: 'USD' }],
  ])('of another %s is for a person to look at, not believed, but what it took is remembered', (_case, other) => {
    const seen: Seen = { ...seenAs('CAPTURED'), captured: 700, ...other };

    expect(afterNews(aPayment(), seen, noon)).toEqual({ ...aPayment(), captured: 700, review: 'AMOUNT_DIFFERS' });
  });

  it('keeps the first reference, and the link where the customer pays', () => {
    const first = afterNews(aPayment(), { ...seenAs('PENDING'), reference: 'pi_1', payUrl: 'https://pay.test' }, noon);

    expect(first).toMatchObject({ reference: 'pi_1', payUrl: 'https://pay.test' });
    expect(afterNews(first, { ...seenAs('PENDING'), reference: 'pi_2' }, noon)).toBe(first);
  });
});

describe('a dispute', () => {
  const dispute = { id: 'dp_1', kind: 'CHARGEBACK', reason: 'fraudulent', status: 'OPEN' } as const;
  const later = '2026-12-24T12:00:00.000Z';

  it('stands on the record from when it was heard of to its end, and an answer that does not name it ends nothing', () => {
    const raised = afterNews(aPayment({ status: 'CAPTURED' }), { ...captured(0), disputes: [dispute] }, noon);
    expect(raised.disputes).toEqual([{ ...dispute, at: noon }]);
    expect(afterNews(raised, { ...captured(0), disputes: [dispute] }, later)).toBe(raised);
    expect(afterNews(raised, captured(0), later)).toBe(raised);

    const lost = afterNews(raised, { ...captured(0), disputes: [{ ...dispute, status: 'LOST' }] }, later);
    expect(lost.disputes).toEqual([{ ...dispute, status: 'LOST', at: noon, endedAt: later }]);
    // An appeal opens it again.
    const appealed = afterNews(lost, { ...captured(0), disputes: [dispute] }, later);
    expect(appealed.disputes).toEqual([{ ...dispute, at: noon }]);
  });
});

describe('the rest of a called-off order’s money', () => {
  const rest = (payment: Payment) => withRestRefund(payment, noon);

  it('is all that is left, and the same refund however often it is claimed', () => {
    const payment = aPayment({ status: 'CAPTURED', refunded: 300 });

    const { payment: claimed, refund } = rest(payment);

    expect(refund).toMatchObject({ amount: 1230 });
    expect(rest(claimed)).toEqual({ payment: claimed, refund });
  });

  it('is another refund after one that the provider refused, and after others', () => {
    const payment = aPayment({ status: 'CAPTURED' });
    const { payment: claimed, refund } = rest(payment);

    const again = rest(withRefusal(claimed, refund.id, 'no', noon));
    const later = rest({ ...again.payment, refunded: 500 });

    expect(new Set([refund.id, again.refund.id, later.refund.id]).size).toBe(3);
    expect([again.refund.amount, later.refund.amount]).toEqual([1530, 1030]);
    expect(askedBack(again.payment)).toBe(1530);
  });

  it('is not asked for again by itself once it failed at the bank: a person was called', () => {
    const { payment, refund } = rest(aPayment({ status: 'CAPTURED' }));
    const failed = afterNews(payment, { ...captured(0), refunds: [{ id: refund.id, failure: 'closed' }] }, noon);

    expect(demandOn(failed, 'called off')).toBe('nothing');
    expect(demandOn(withRefusal(payment, refund.id, 'no', noon), 'called off')).toBe('refund');
  });
});

describe('what an order demands of its money', () => {
  it.each([
    ['PENDING', 0, 0, { open: 'nothing', confirmed: 'review', 'called off': 'void' }],
    ['AUTHORIZED', 0, 0, { open: 'nothing', confirmed: 'capture', 'called off': 'void' }],
    ['CAPTURED', 1530, 0, { open: 'nothing', confirmed: 'nothing', 'called off': 'refund' }],
    ['CAPTURED', 1530, 500, { open: 'nothing', confirmed: 'nothing', 'called off': 'refund' }],
    ['CAPTURED', 1530, 1530, { open: 'nothing', confirmed: 'nothing', 'called off': 'nothing' }],
    ['REFUNDED', 1530, 1530, { open: 'nothing', confirmed: 'nothing', 'called off': 'nothing' }],
    ['DECLINED', 0, 0, { open: 'nothing', confirmed: 'review', 'called off': 'nothing' }],
    ['VOIDED', 0, 0, { open: 'nothing', confirmed: 'review', 'called off': 'nothing' }],
    // Taken, though of another amount than the order's: not believed, but given back.
    ['PENDING', 700, 0, { open: 'nothing', confirmed: 'review', 'called off': 'refund' }],
    ['DECLINED', 700, 0, { open: 'nothing', confirmed: 'review', 'called off': 'refund' }],
    ['VOIDED', 700, 0, { open: 'nothing', confirmed: 'review', 'called off': 'refund' }],
    ['AUTHORIZED', 700, 700, { open: 'nothing', confirmed: 'capture', 'called off': 'void' }],
  ] as const)('%s, captured %i, refunded %i: %j', (status, captured, refunded, demands) => {
    for (const [order, demand] of Object.entries(demands)) {
      expect(demandOn({ status, captured, refunded, refunds: [] }, order as keyof typeof demands), order).toBe(demand);
    }
  });

  it('is the whole table: a called-off order never rests with money of the customer', () => {
    fc.assert(
      fc.property(fc.constantFrom(...paymentStatuses), fc.nat(2_000), fc.nat(2_000), (status, captured, refunded) => {
        const rests = demandOn({ status, captured, refunded, refunds: [] }, 'called off') === 'nothing';

        expect(!rests || (captured <= refunded && status !== 'PENDING' && status !== 'AUTHORIZED')).toBe(true);
        expect(demandOn({ status, captured, refunded, refunds: [] }, 'open')).toBe('nothing');
      }),
    );
  });
});

function told(all: readonly Seen[]): Payment {
  return all.reduce<Payment>((payment, seen) => afterNews(payment, seen, noon), aPayment());
}

function captured(refunded: number) {
  return { ...seenAs('CAPTURED'), captured: 1530, refunded } satisfies Seen;
}

function seenAs(status: PaymentStatus) {
  return { status, amount: 1530, currency: 'GBP', captured: 0, refunded: 0 } satisfies Seen;
}

/** Anything that a provider may ever say, sense or not. */
function news(): fc.Arbitrary<Seen> {
  return fc.record({
    status: fc.constantFrom(...paymentStatuses),
    amount: fc.constantFrom(1530, 1530, 1530, 1),
    currency: fc.constantFrom('GBP', 'GBP', 'GBP', 'JPY'),
    captured: fc.constantFrom(0, 700, 1530),
    refunded: fc.constantFrom(0, 500, 1530),
  });
}
