import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dispute } from '../../lambdas/payments/dispute.ts';
import type { Payment, Refund } from '../../lambdas/payments/payment.ts';
import { afterNews, linkOf, type Seen } from '../../lambdas/payments/payment-news.ts';
import { askedBack } from '../../lambdas/payments/payment-refunds.ts';
import { canMove, type PaymentStatus, paymentStatuses } from '../../lambdas/payments/payment-status.ts';
import { aPayment, noon } from '../builders.ts';
import { histories } from '../histories.ts';

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

describe('where the customer pays', () => {
  const link = { payUrl: 'https://pay.test/1', payUrlExpiresAt: noon, payPageUrl: 'https://shop.test/pay' };

  it('is kept as the provider says it, and nothing of it where it says nothing', () => {
    expect(linkOf({ ...seenAs('PENDING'), ...link })).toEqual(link);
    expect(Object.keys(linkOf(seenAs('PENDING')))).toEqual([]);
    expect(afterNews(aPayment(), { ...seenAs('PENDING'), ...link }, noon)).toMatchObject(link);
  });
});

describe('refunds in the news', () => {
  const [one, two] = ['one', 'two'].map((id) => ({ id, amount: 100, at: noon, reason: 'broken' })) as [Refund, Refund];
  const later = '2026-11-24T12:00:00.000Z';
  const payment = aPayment({ status: 'CAPTURED', refunds: [one, two] });

  it('change only those that they name, and keep when one was first known to have failed', () => {
    const news = { ...captured(100), refunds: [{ id: 'two', failure: 'closed' }] };
    const failure = { kind: 'FAILED', code: 'closed', at: noon };

    const failed = afterNews(payment, news, noon);
    expect(failed.refunds).toEqual([one, { ...two, failure }]);
    expect(afterNews(failed, { ...news, refunds: [{ id: 'two', failure: 'lost' }] }, later).refunds).toEqual([
      one,
      { ...two, failure },
    ]);
  });

  it('make one for cancelled lines, which is to be made still, and no other', () => {
    const before = aPayment({ status: 'CAPTURED', refunds: [{ ...one, made: false }, two] });
    const all = { ...captured(200), refunds: [{ id: 'one' }, { id: 'two' }] };

    expect(afterNews(before, all, later).refunds).toEqual([{ ...one, made: true }, two]);
  });

  it('make one that failed good again, and one that was refused a failed one', () => {
    const refused = { ...one, failure: { kind: 'REFUSED', code: 'no', at: noon } } as const;
    const before = aPayment({ status: 'CAPTURED', refunds: [refused] });

    expect(afterNews(before, { ...captured(100), refunds: [{ id: 'one' }] }, later).refunds).toEqual([one]);
    expect(afterNews(before, { ...captured(0), refunds: [{ id: 'one', failure: 'lost' }] }, later).refunds).toEqual([
      { ...one, failure: { kind: 'FAILED', code: 'lost', at: later } },
    ]);
  });
});

describe('disputes in the news', () => {
  const dispute = (id: string, status: 'OPEN' | 'CLOSED') =>
    ({ id, kind: 'COMPLAINT', reason: 'late', status }) as const;
  const later = '2026-11-24T12:00:00.000Z';

  it('change only those that they name, and keep when each was heard of', () => {
    const both = [dispute('a', 'OPEN'), dispute('b', 'OPEN')];
    const known = afterNews(aPayment(), { ...seenAs('PENDING'), disputes: both }, noon);
    const next = afterNews(known, { ...seenAs('PENDING'), disputes: [dispute('b', 'CLOSED')] }, later);

    expect(next.disputes).toEqual([
      { ...dispute('a', 'OPEN'), at: noon },
      { ...dispute('b', 'CLOSED'), at: noon, endedAt: later },
    ]);
  });

  it('are each known once, whichever the news name beside them', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((id) => dispute(id, 'OPEN')) as [Dispute, Dispute, Dispute];
    const known = afterNews(aPayment(), { ...seenAs('PENDING'), disputes: [a, b] }, noon);

    expect(afterNews(known, { ...seenAs('PENDING'), disputes: [b, c] }, later).disputes).toEqual([
      { ...a, at: noon },
      { ...b, at: noon },
      { ...c, at: later },
    ]);
  });

  it('are no list where there are none', () => {
    expect(afterNews(aPayment(), { ...seenAs('PENDING'), disputes: [] }, noon)).not.toHaveProperty('disputes');
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
    const again = '2027-01-24T12:00:00.000Z';
    expect(afterNews(lost, { ...captured(0), disputes: [{ ...dispute, status: 'LOST' }] }, again)).toBe(lost);
    // An appeal opens it again.
    const appealed = afterNews(lost, { ...captured(0), disputes: [dispute] }, later);
    expect(appealed.disputes).toEqual([{ ...dispute, at: noon }]);
  });
});

describe('a doubtful order whose money comes', () => {
  const signals = { amount: 1530, worth: 1530, units: 6, mostOfOneSku: 6 };
  const risk = { mode: 'on', signals } as const;
  const authorized = { ...seenAs('AUTHORIZED'), risk: { providerLevel: 'elevated' } };

  it.each([
    ['as long as its payment was waited for', { waitSeconds: 900 }, '2026-11-23T12:15:00.000Z'],
    ['no longer where nobody knows how long that was', {}, '2026-11-23T12:05:00.000Z'],
  ])('waits for who looks at it %s', (_, waits, until) => {
    const held = afterNews(aPayment({ risk, ...waits }), authorized, '2026-11-23T12:05:00.000Z');

    expect(held.risk?.review).toEqual({ status: 'OPEN', since: '2026-11-23T12:05:00.000Z', until });
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
