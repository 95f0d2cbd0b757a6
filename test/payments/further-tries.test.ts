import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { currentTotal, dueNow } from '../../lambdas/orders/current-sale.ts';
import { amountDue } from '../../lambdas/orders/totals.ts';
import { currentPaymentId, paymentIdOf } from '../../lambdas/payments/payment-try.ts';
import { histories } from '../histories.ts';
import { stubServiceEnvironment } from '../service-environment.ts';
import { outcomes, refundedOf } from './model-provider.ts';
import { type Customer, type Life, type LifeEnd, live, total } from './order-life.ts';
import { turn } from './turn.ts';

beforeEach(() => {
  stubServiceEnvironment();
});

describe('an order whose customer may try to pay again', () => {
  it('is charged once if it is confirmed, by its last try, and keeps nothing else, whatever happens', async () => {
    const all = 2_000;
    const reached = new Set<string>();
    let lived = 0;
    const judge = fc.asyncProperty(life(), async (course) => {
      const end = await live(course);
      assertChargedOnce(end);
      await assertNothingIsLeftToDo(end);
      for (const what of whatHappened(end)) reached.add(what);
      lived++;
    });
    const missing = () => ['CONFIRMED', 'REJECTED', 'CANCELLED', ...happenings].filter((what) => !reached.has(what));

    await fc.assert(judge, { numRuns: histories(all) });

    // The histories are worth their name: each of these is reached. A small share goes on until it has.
    while (missing().length > 0 && lived < all) await fc.assert(judge, { numRuns: 20 });
    expect(missing()).toEqual([]);
  });

  it.each([
    ['declined', 'nothing'],
    ['pending', 'pay'],
    ['pending', 'decline'],
    ['pending', 'nothing'],
  ] as const)(
    'whose first try is %s (then: %s) is charged once, at whatever moment it tries again',
    async (first, does) => {
      const confirmed = new Set<number>();
      for (const kind of ['card', 'wallet'] as const) {
        for (let after = 0; after < 60; after++) {
          const end = await live({
            ...calm,
            provider: { kind, first },
            customer: { after: 5, does, slipsThrough: true, notified: 1 },
            furtherTries: [{ ...paid, after }],
          });
          assertChargedOnce(end);
          await assertNothingIsLeftToDo(end);
          expect(end.order.status, end.log.join('; ')).toBe('CONFIRMED');
          confirmed.add(1 + (end.order.furtherTries?.length ?? 0));
        }
      }
      // Whoever has paid when they try again, is told; all others have paid by the second try.
      expect([...confirmed]).toContain(2);
      expect(confirmed.has(1)).toBe(does === 'pay');
    },
  );

  it('is asked for what is due by then, and gives nothing of it back, where lines were cancelled before', async () => {
    const amounts = new Set<number | undefined>();
    for (let after = 0; after < 40; after++) {
      const end = await live({
        ...calm,
        provider: { kind: 'card', first: 'declined' },
        credit: 500,
        unitsCancelled: [{ after, units: 2, key: 'x' }],
        furtherTries: [{ ...paid, after: 20 }],
      });
      assertChargedOnce(end);
      await assertNothingIsLeftToDo(end);
      const { order, model, log } = end;
      expect(order.status, log.join('; ')).toBe('CONFIRMED');
      const asked = model.payments.get(currentPaymentId(order));
      amounts.add(asked?.amount);
      if (asked?.amount === dueNow(order)) expect(refundedOf(asked), log.join('; ')).toBe(0);
    }
    expect(amounts).toEqual(new Set([1030, 1030 - 510]));
  });

  it('ends PAYMENT_DECLINED once it has no try left, and only then', async () => {
    const declined = { ...paid, comesOfIt: 'declined' as const };
    const end = await live({
      ...calm,
      provider: { kind: 'card', first: 'declined' },
      paymentTries: 3,
      furtherTries: ['a', 'b', 'c'].map((key, index) => ({ ...declined, key, after: 12 * index })),
    });

    expect(end.order).toMatchObject({ status: 'REJECTED', rejection: { reason: 'PAYMENT_DECLINED' } });
    expect(end.order.furtherTries).toHaveLength(2);
    assertChargedOnce(end);
  });

  it.each(Array.from({ length: 25 }, (_, calls) => calls))(
    'goes on with the try that was claimed, though the request died after %i calls and nobody repeats it',
    async (cutOffAfter) => {
      const end = await live({
        ...calm,
        provider: { kind: 'card', first: 'declined' },
        furtherTries: [{ ...paid, after: 8, cutOffAfter }],
      });

      assertChargedOnce(end);
      const isClaimed = end.order.furtherTries !== undefined;
      expect(end.order.status, end.log.join('; ')).toBe(isClaimed ? 'CONFIRMED' : 'REJECTED');
    },
  );
});

const nothing: Customer = { after: 0, does: 'nothing', slipsThrough: false, notified: 0 };

/** A second try that is paid at once. */
const paid = { after: 0, key: 'a', comesOfIt: 'paid', cutOffAfter: undefined, customer: nothing } as const;

/** A life in which nothing goes wrong. */
const calm: Life = {
  provider: { kind: 'card' },
  onHand: 6,
  customer: nothing,
  paymentTries: 2,
  cancellation: undefined,
  refunds: [],
  orderEffectsDoubled: false,
  slow: [],
  turns: [],
};

function assertChargedOnce({ db, model, order, payment, formerPayments, log }: LifeEnd): void {
  const story = log.join('; ');
  const kept = new Map<string, number>();
  for (const [id, theirs] of model.payments) {
    const refunded = refundedOf(theirs);
    expect(refunded, story).toBeLessThanOrEqual(theirs.captured);
    expect(theirs.ledger.filter((entry) => entry.startsWith('captured')).length, story).toBeLessThanOrEqual(1);
    const ours = [...formerPayments, ...(payment ? [payment] : [])].find((tried) => paymentIdOf(tried) === id);
    expect({ captured: ours?.captured ?? 0, refunded: ours?.refunded ?? 0 }, story).toEqual({
      captured: theirs.captured,
      refunded,
    });
    if (theirs.captured > refunded) kept.set(id, theirs.captured - refunded);
    // What is not kept is neither held on the customer's card nor open to be paid.
    else expect(['AUTHORIZED', 'PENDING'], `${id}: ${story}`).not.toContain(theirs.status);
  }
  const reserved = db.item('stock', 'SKU#85123A', 'STOCK')?.reserved;
  if (order.status === 'CONFIRMED') {
    const due = dueNow(order);
    expect([...kept], story).toEqual(due === 0 ? [] : [[currentPaymentId(order), due]]);
    expect(reserved, story).toBe((6 * currentTotal(order.lineCancellations, order)) / total);
  } else {
    expect(['REJECTED', 'CANCELLED'], story).toContain(order.status);
    // For want of a payment is rejected only what is to be paid.
    if (order.rejection?.reason.startsWith('PAYMENT_')) expect(dueNow(order), story).toBeGreaterThan(0);
    expect([...kept], story).toEqual([]);
    expect([reserved, order.heldSkus], story).toEqual([0, 0]);
  }
  expect(order.furtherTries?.length ?? 0, story).toBeLessThan(order.paymentTries ?? 1);
}

async function assertNothingIsLeftToDo({ db, model, again, log }: LifeEnd): Promise<void> {
  const records = () => db.items('payments').filter(({ sk }) => String(sk).startsWith('PAYMENT'));
  const standing = () => ({
    ledgers: [...model.payments].map(([id, { ledger }]) => [id, ...ledger]),
    // What the provider never knew may be closed again: that changes nothing there.
    calls: model.payments.size === records().length && model.mutatingCalls(),
    records: records(),
  });
  const before = standing();
  await again();
  expect(standing(), log.join('; ')).toEqual(before);
}

/** What the histories must reach. */
const happenings = [
  'a further try paid',
  'a former try was paid all the same, and the order went on with it',
  'a request died',
  'a further try was of less',
  'nothing was left to pay',
] as const;

function whatHappened({ order, payment, log }: LifeEnd): readonly string[] {
  const happened = {
    'a further try paid': order.status === 'CONFIRMED' && order.furtherTries !== undefined,
    'a former try was paid all the same, and the order went on with it': log.some((entry) =>
      entry.includes('already-paid'),
    ),
    'a further try was of less':
      order.status === 'CONFIRMED' &&
      payment !== undefined &&
      payment.captured > 0 &&
      payment.amount < amountDue(order),
    'nothing was left to pay': order.status === 'CONFIRMED' && dueNow(order) === 0,
    'a request died': log.some((entry) => /^try .: killed/.test(entry)),
  } satisfies Record<(typeof happenings)[number], boolean>;
  return [order.status, ...happenings.filter((what) => happened[what])];
}

function life(): fc.Arbitrary<Life> {
  const moments = fc.nat(40);
  const customer = fc
    .record({
      after: moments,
      does: fc.constantFrom('pay' as const, 'pay' as const, 'decline' as const, 'nothing' as const),
      slipsThrough: fc.constantFrom(true, true, true, false),
      notified: fc.nat(3),
    })
    // Money that comes after the provider closed its order is told of; who would know of it otherwise?
    .map((one) => ({ ...one, notified: Math.max(one.notified, one.slipsThrough ? 1 : 0) }));
  return fc.record({
    provider: fc.record({
      kind: fc.constantFrom('card' as const, 'wallet' as const),
      first: fc.constantFrom(...outcomes, 'pending' as const, 'pending' as const, 'declined' as const),
      forgetsUnknown: fc.boolean(),
    }),
    onHand: fc.constantFrom(6, 6, 6, 6, 6, 0),
    customer,
    paymentTries: fc.integer({ min: 2, max: 4 }),
    furtherTries: fc.array(
      fc.record({
        after: fc.nat(60),
        key: fc.constantFrom('a', 'b', 'c'),
        comesOfIt: fc.constantFrom(...outcomes, 'paid' as const, 'declined' as const),
        cutOffAfter: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.nat(20) }),
        customer,
      }),
      { minLength: 1, maxLength: 4 },
    ),
    cancellation: fc.option(
      fc.record({
        after: fc.nat(60),
        by: fc.constantFrom('customer' as const, 'staff' as const),
        times: fc.integer({ min: 1, max: 2 }),
        cutOffAfter: fc.option(fc.nat(6), { nil: undefined }),
      }),
      { nil: undefined, freq: 2 },
    ),
    credit: fc.constantFrom(0, 0, 500, 1020),
    unitsCancelled: fc.oneof(
      { weight: 2, arbitrary: fc.constant([]) },
      {
        weight: 1,
        arbitrary: fc.array(
          fc.record({ after: fc.nat(60), units: fc.integer({ min: 1, max: 4 }), key: fc.constantFrom('x', 'y') }),
          { minLength: 1, maxLength: 2 },
        ),
      },
    ),
    refunds: fc.constant([]),
    orderEffectsDoubled: fc.boolean(),
    slow: fc.array(fc.record({ call: fc.nat(80), events: fc.integer({ min: 5, max: 60 }) }), { maxLength: 4 }),
    turns: fc.array(turn(), { maxLength: 150, size: 'max' }),
  });
}
