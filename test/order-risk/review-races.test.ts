import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { histories } from '../histories.ts';
import { assertMoneyFollowsOrder, assertNothingIsLeftToDo } from '../payments/money-follows-order.ts';
import { type Life, type LifeEnd, live, type Review } from '../payments/order-life.ts';
import { turn } from '../payments/turn.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

vi.mock('../../lambdas/runtime/metrics.ts', () => ({ count: vi.fn() }));

beforeEach(() => {
  stubServiceEnvironment();
});

// Fewer do not reach every end.
const races = Math.max(250, histories(2_500));

describe('approving, denying, expiring and cancelling a doubtful order at once', () => {
  it(`leaves money and stock right, whoever comes first (${races} races)`, async () => {
    const ends = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(life(), async (course) => {
        const end = await live(course);
        assertMoneyFollowsOrder(end);
        await assertNothingIsLeftToDo(end);
        assertDecisionHolds(end, course);
        const name = nameOf(end);
        ends.set(name, (ends.get(name) ?? 0) + 1);
      }),
      { numRuns: races },
    );
    // The races are worth their name: whoever may win does, one of two hundred times at least.
    const missing = everyEnd.filter((name) => (ends.get(name) ?? 0) <= races / 200);
    expect(missing, JSON.stringify([...ends])).toEqual([]);
  });
});

/** How such an order may end, and by whom. */
const everyEnd = [
  'CONFIRMED APPROVED by ann',
  'CONFIRMED APPROVED by provider',
  'CONFIRMED APPROVED by expiry',
  'REJECTED DENIED by ben',
  'REJECTED DENIED by provider',
  'REJECTED DENIED by expiry',
  'CANCELLED',
];

function nameOf({ order, payment }: LifeEnd): string {
  const { status, end } = payment?.risk?.review ?? {};
  return order.status === 'CANCELLED' ? 'CANCELLED' : [order.status, status, 'by', end?.by].join(' ');
}

function assertDecisionHolds({ order, payment, model, log }: LifeEnd, { provider, review }: Life): void {
  const story = log.join('; ');
  const decided = payment?.risk?.review;
  // What the provider's people had approved before the money came is not doubtful.
  const isDoubtful = payment?.risk?.decision?.outcome !== 'PASS';
  if (order.status === 'CONFIRMED') expect(decided?.status, story).toBe(isDoubtful ? 'APPROVED' : undefined);
  if (order.rejection?.reason === 'NOT_ACCEPTED') expect(decided?.status, story).toBe('DENIED');
  if (order.status === 'REJECTED') expect(['DENIED', undefined], story).toContain(decided?.status);
  // Of a card, nothing was ever taken that had to be given back.
  const ledgers = [...model.payments.values()].flatMap(({ ledger }) => ledger);
  if (provider.kind === 'card' && order.status === 'REJECTED') {
    expect(
      ledgers.filter((entry) => entry.startsWith('captured')),
      story,
    ).toEqual([]);
  }
  const isByPeople = decided?.status === 'APPROVED' && !['provider', 'expiry'].includes(decided.end?.by ?? '');
  if (isByPeople && (review?.amount ?? 0) >= 100_000) {
    expect(decided?.firstApproval, story).toBeDefined();
    expect(decided?.firstApproval?.by, story).not.toBe(decided?.end?.by);
  }
}

function life(): fc.Arbitrary<Life> {
  const moments = fc.nat(60);
  const cutOffAfter = fc.option(fc.nat(6), { nil: undefined, freq: 3 });
  const decision = fc.record({
    after: moments,
    by: fc.constantFrom('ann', 'ben'),
    approve: fc.boolean(),
    cutOffAfter,
  });
  const review: fc.Arbitrary<Review> = fc.record({
    amount: fc.constantFrom(1_530, 60_000, 100_000),
    decisions: fc.array(decision, { maxLength: 3 }),
    provider: sometimes(fc.record({ after: moments, found: fc.constantFrom('APPROVED' as const, 'DENIED' as const) })),
  });
  return fc.record({
    provider: fc.constantFrom(
      { kind: 'card', first: 'paid' } as const,
      { kind: 'card', first: 'pending' } as const,
      { kind: 'wallet', first: 'pending' } as const,
    ),
    onHand: fc.constant(6),
    customer: fc.record({
      after: fc.nat(10),
      does: fc.constant('pay' as const),
      slipsThrough: fc.constant(false),
      notified: fc.integer({ min: 1, max: 2 }),
    }),
    cancellation: sometimes(
      fc.record({
        after: moments,
        by: fc.constantFrom('customer' as const, 'staff' as const),
        times: fc.constant(1),
        cutOffAfter: fc.constant(undefined),
      }),
    ),
    refunds: fc.constant([]),
    review,
    orderEffectsDoubled: fc.boolean(),
    turns: fc.array(turn(), { maxLength: 150 }),
    slow: fc.constant([]),
  });
}

function sometimes<Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> {
  return fc.option(arbitrary, { nil: undefined, freq: 2 });
}
