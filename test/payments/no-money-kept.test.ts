import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { dueNow } from '../../lambdas/orders/current-sale.ts';
import { amountDue } from '../../lambdas/orders/totals.ts';
import { existingPayment } from '../../lambdas/payments/existing-payment.ts';
import { isRest } from '../../lambdas/payments/payment-refunds.ts';
import { histories } from '../histories.ts';
import { stubServiceEnvironment } from '../service-environment.ts';
import { assertMoneyFollowsOrder, assertNothingIsLeftToDo, assertReconciled } from './money-follows-order.ts';
import { type Life, type LifeEnd, live, orderId, total } from './order-life.ts';
import { turn } from './turn.ts';

beforeEach(() => {
  stubServiceEnvironment();
});

describe('whatever happens to an order', () => {
  it('a refused or cancelled one keeps no money and no stock, a confirmed one has both', async () => {
    const all = 3_000;
    const ends = new Map<string, number>();
    let lived = 0;
    const judge = fc.asyncProperty(life(), async (course) => {
      const end = await live(course);
      assertMoneyFollowsOrder(end);
      await assertReconciled(end);
      await assertNothingIsLeftToDo(end);
      for (const what of [end.order.status, ...troublesOf(end)]) ends.set(what, (ends.get(what) ?? 0) + 1);
      lived++;
    });
    const seldom = () =>
      ['CONFIRMED', 'SHIPPED', 'REJECTED', 'CANCELLED', ...troubles].filter((what) => (ends.get(what) ?? 0) < 5);

    await fc.assert(judge, { numRuns: histories(all) });

    // The histories are worth their name: they reach every end and every trouble. A small share goes on until it has.
    while (seldom().length > 0 && lived < all) await fc.assert(judge, { numRuns: 20 });
    expect(seldom()).toEqual([]);
  });

  it.each([
    { kind: 'card', first: 'paid' },
    { kind: 'card', first: 'pending' },
    { kind: 'card', first: 'declined' },
    { kind: 'wallet', first: 'pending' },
  ] as const)('a cancellation between any two calls of its workflow wins or loses cleanly: %j', async (provider) => {
    const won = new Set<string>();
    for (const by of ['customer', 'staff'] as const) {
      for (let after = 0; after < 60; after++) {
        const end = await live({
          provider,
          onHand: 6,
          customer: { after: 3, does: 'pay', slipsThrough: false, notified: 1 },
          cancellation: { after, by, times: 1, cutOffAfter: undefined },
          refunds: [],
          orderEffectsDoubled: false,
          slow: [],
          turns: [],
        });
        assertMoneyFollowsOrder(end);
        await assertNothingIsLeftToDo(end);
        won.add(end.order.status);
      }
    }
    expect([...won]).toContain('CANCELLED');
    expect([...won].filter((status) => status === 'CONFIRMED')).toEqual([]);
  });

  /** A life in which the one unit that is left after a cancellation of lines is paid by the gift card. */
  const ofWhichOneIsLeft = {
    onHand: 6,
    credit: 500,
    cancellation: undefined,
    refunds: [],
    orderEffectsDoubled: false,
    slow: [],
    turns: [],
  };

  it.each([
    ['nothing', 0],
    ['pay', 5],
    ['pay', 30],
    ['decline', 20],
  ] as const)(
    'it is confirmed without a payment once its lines are cancelled so that nothing is due, whenever that is (its customer: %s, %i)',
    async (does, customerAfter) => {
      const confirmed = new Set<number>();
      for (const first of ['pending', 'declined'] as const) {
        for (const kind of ['card', 'wallet'] as const) {
          for (let after = 0; after < 50; after++) {
            const end = await live({
              ...ofWhichOneIsLeft,
              provider: { kind, first },
              customer: { after: customerAfter, does, slipsThrough: true, notified: 1 },
              unitsCancelled: [{ after, units: 5, key: 'a' }],
            });
            assertMoneyFollowsOrder(end);
            await assertReconciled(end);
            await assertNothingIsLeftToDo(end);
            if (end.order.lineCancellations === undefined) continue;
            expect(end.order.status, end.log.join('; ')).toBe('CONFIRMED');
            confirmed.add(after);
          }
        }
      }
      expect(confirmed.size).toBeGreaterThan(0);
    },
  );

  it.each(Array.from({ length: 12 }, (_, calls) => calls))(
    'it is so too where who cancels them dies after %i calls, and nobody repeats it',
    async (cutOffAfter) => {
      const end = await live({
        ...ofWhichOneIsLeft,
        provider: { kind: 'wallet' },
        customer: { after: 0, does: 'nothing', slipsThrough: false, notified: 0 },
        unitsCancelled: [{ after: 15, units: 5, key: 'a', cutOffAfter }],
      });
      assertMoneyFollowsOrder(end);
      const isCancelled = end.order.lineCancellations !== undefined;
      expect(end.order.status, end.log.join('; ')).toBe(isCancelled ? 'CONFIRMED' : 'REJECTED');
    },
  );
});

/** What may go wrong with money that goes back. */
const troubles = [
  'refused',
  'failed later',
  'given back elsewhere',
  'made by the storefront',
  'taken in part',
  'cancelled in part',
  'shipped in part',
  'paid by gift card',
  'nothing left to pay',
] as const;

function troublesOf({ model, order, payment }: LifeEnd): readonly (typeof troubles)[number][] {
  const kinds = new Set(payment?.refunds.map(({ failure }) => failure?.kind));
  const happened = {
    refused: kinds.has('REFUSED'),
    'failed later': kinds.has('FAILED'),
    'made by the storefront': existingPayment(order.payment) !== undefined && payment?.refunds.some(isRest) === true,
    'taken in part': order.total < total && order.status === 'CONFIRMED',
    'cancelled in part': order.lineCancellations !== undefined && order.status === 'CONFIRMED',
    'shipped in part': order.status === 'CONFIRMED' && order.lineCounts?.some(({ fulfilled }) => fulfilled) === true,
    'paid by gift card': order.due === 0 && order.status === 'CONFIRMED',
    'nothing left to pay':
      amountDue(order) > 0 && dueNow(order) === 0 && order.status === 'CONFIRMED' && payment?.captured === 0,
    'given back elsewhere': model.payments.get(orderId)?.refunds.has('console-1') === true,
  };
  return troubles.filter((trouble) => happened[trouble]);
}

function life(): fc.Arbitrary<Life> {
  const moments = fc.nat(40);
  return fc
    .record({
      provider: fc.record({
        kind: fc.constantFrom('card' as const, 'wallet' as const),
        first: fc.constantFrom(
          'paid' as const,
          'paid' as const,
          'pending' as const,
          'pending' as const,
          'declined' as const,
        ),
        forgetsUnknown: fc.boolean(),
      }),
      onHand: fc.constantFrom(6, 6, 6, 4, 4, 0),
      acceptPartial: fc.constantFrom(true, true, false),
      customer: fc.record({
        after: moments,
        does: fc.constantFrom('pay' as const, 'pay' as const, 'pay' as const, 'decline' as const, 'nothing' as const),
        slipsThrough: fc.boolean(),
        notified: fc.nat(3),
      }),
      cancellation: fc.option(
        fc.record({
          after: moments,
          by: fc.constantFrom('customer' as const, 'staff' as const),
          times: fc.integer({ min: 1, max: 2 }),
          cutOffAfter: fc.option(fc.nat(6), { nil: undefined }),
        }),
        { nil: undefined, freq: 2 },
      ),
      refunds: fc.array(
        fc.record({
          after: moments,
          amount: fc.constantFrom(1, 500, 1030, 1530, 2000),
          key: fc.constantFrom('a', 'b'),
        }),
        { maxLength: 3 },
      ),
      unitsCancelled: fc.oneof(
        { weight: 1, arbitrary: fc.constant([]) },
        {
          weight: 1,
          arbitrary: fc.array(
            fc.record({ after: moments, units: fc.integer({ min: 1, max: 5 }), key: fc.constantFrom('a', 'b') }),
            { minLength: 1, maxLength: 3 },
          ),
        },
      ),
      credit: fc.constantFrom(0, 500, 1275, 1275, 1275, total),
      shipments: fc.oneof(
        { weight: 2, arbitrary: fc.constant([]) },
        {
          weight: 1,
          arbitrary: fc.array(
            fc.record({
              after: moments,
              units: fc.constantFrom(undefined, 1, 2, 6),
              key: fc.constantFrom('a', 'b'),
            }),
            { minLength: 1, maxLength: 3 },
          ),
        },
      ),
      before: fc.constantFrom(undefined, undefined, 'made a payment' as const, 'had a payment confirmed' as const),
      refundElsewhere: sometimes(fc.record({ after: moments, amount: fc.constantFrom(1, 300, 1530) })),
      refundFails: sometimes(fc.record({ after: fc.nat(80), which: fc.nat(2) })),
      refusals: fc.constantFrom(0, 0, 0, 1, 2),
      orderEffectsDoubled: fc.boolean(),
      slow: fc.array(fc.record({ call: fc.nat(60), events: fc.integer({ min: 5, max: 60 }) }), { maxLength: 4 }),
      turns: fc.array(turn(), { maxLength: 150, size: 'max' }),
    })
    .map(({ customer, ...rest }) => ({
      ...rest,
      // Money that comes after the provider closed its order is told of; who would know of it otherwise?
      customer: { ...customer, notified: Math.max(customer.notified, customer.slipsThrough ? 1 : 0) },
    }));
}

function sometimes<Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> {
  return fc.option(arbitrary, { nil: undefined, freq: 2 });
}
