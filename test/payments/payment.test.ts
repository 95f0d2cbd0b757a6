import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterNews,
  canMove,
  demandOn,
  isPaid,
  type Payment,
  type PaymentStatus,
  paymentStatuses,
  type Seen,
} from '../../lambdas/payments/payment.ts';
import { aPayment, noon } from '../builders.ts';
import { histories } from '../histories.ts';

/** From the status that says least to the one that says most: news only ever moves a payment to the right. */
const course = ['PENDING', 'DECLINED', 'AUTHORIZED', 'VOIDED', 'CAPTURED', 'REFUNDED'] as const;

describe('a payment', () => {
  it.each(course.flatMap((from) => course.map((to) => [from, to, course.indexOf(from) < course.indexOf(to)] as const)))(
    'that is %s may come to %s: %s',
    (from, to, allowed) => {
      expect(canMove(from, to)).toBe(allowed);
    },
  );

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
  it('never goes back: statuses move on, sums grow, and each entry of the history may follow the one before', () => {
    fc.assert(
      fc.property(fc.array(news(), { maxLength: 12 }), (all) => {
        let payment = aPayment();
        for (const seen of all) {
          const next = afterNews(payment, seen, noon);
          expect(next.captured).toBeGreaterThanOrEqual(payment.captured);
          expect(next.refunded).toBeGreaterThanOrEqual(payment.refunded);
          expect(next.status === payment.status || canMove(payment.status, next.status)).toBe(true);
          payment = next;
        }
        const history = payment.history.map(({ status }) => status);
        expect(new Set(history).size).toBe(history.length);
        expect(history.at(-1)).toBe(payment.status);
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

  it('ends in the same record in every order of arrival, however often each piece arrives', () => {
    const shuffled = fc
      .array(news(), { minLength: 1, maxLength: 6 })
      .chain((all) =>
        fc.tuple(
          fc.constant(all),
          fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2, maxLength: all.length * 2 }),
        ),
      );
    fc.assert(
      fc.property(shuffled, ([all, again]) => {
        expect(standing(told(again))).toEqual(standing(told(all)));
      }),
      { numRuns: histories(5_000) },
    );
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
      expect(demandOn({ status, captured, refunded }, order as keyof typeof demands), order).toBe(demand);
    }
  });

  it('is the whole table: a called-off order never rests with money of the customer', () => {
    fc.assert(
      fc.property(fc.constantFrom(...paymentStatuses), fc.nat(2_000), fc.nat(2_000), (status, captured, refunded) => {
        const rests = demandOn({ status, captured, refunded }, 'called off') === 'nothing';

        expect(!rests || (captured <= refunded && status !== 'PENDING' && status !== 'AUTHORIZED')).toBe(true);
        expect(demandOn({ status, captured, refunded }, 'open')).toBe('nothing');
      }),
    );
  });
});

function told(all: readonly Seen[]): Payment {
  return all.reduce<Payment>((payment, seen) => afterNews(payment, seen, noon), aPayment());
}

/** All of a record but when it came to be so. */
function standing({ history: _history, ...rest }: Payment): Omit<Payment, 'history'> {
  return rest;
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
