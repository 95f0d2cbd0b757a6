import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { switchWatch } from '../../lambdas/contingency/current-switches.ts';
import { demandProvider, isInFlashSale, mostPerOrder } from '../../lambdas/contingency/demand-open.ts';
import { onNow, type Switch, stateOf } from '../../lambdas/contingency/switch.ts';
import { endOf } from '../../lambdas/contingency/switch-end.ts';
import { switchKind, switchKindNames } from '../../lambdas/contingency/switch-kinds.ts';
import { noon } from '../builders.ts';
import { histories } from '../histories.ts';
import { aSwitch } from './a-switch.ts';

const at = (minute: number) => new Date(Date.parse(noon) + minute * 60_000);
const iso = (minute: number) => at(minute).toISOString();

/** A switch with any begin, end and turning off within an hour. */
const anySwitch: fc.Arbitrary<Switch> = fc
  .record({
    kind: fc.constantFrom(...switchKindNames),
    from: fc.integer({ min: -30, max: 30 }),
    until: fc.option(fc.integer({ min: -30, max: 30 }), { nil: undefined }),
    endedAt: fc.option(fc.integer({ min: -30, max: 30 }), { nil: undefined }),
  })
  .map(({ kind, from, until, endedAt }) =>
    aSwitch({
      ...{ kind, from: iso(from) },
      ...(until !== undefined && { until: iso(until) }),
      ...(endedAt !== undefined && { endedAt: iso(endedAt) }),
    }),
  );

describe('a switch', () => {
  it('is on from its begin to the sooner of its ends, by the clock, and never again', () => {
    fc.assert(
      fc.property(anySwitch, fc.integer({ min: -40, max: 40 }), (one, minute) => {
        const begun = one.from <= iso(minute);
        const ended = [one.until, one.endedAt].some((end) => end !== undefined && end <= iso(minute));
        expect(stateOf(one, at(minute))).toBe(ended ? 'OVER' : begun ? 'ON' : 'PLANNED');
        if (ended) expect(stateOf(one, at(minute + 1))).toBe('OVER');
      }),
      { numRuns: histories(500) },
    );
  });

  it('changes nothing about another that overlaps it', () => {
    fc.assert(
      fc.property(fc.array(anySwitch, { maxLength: 8 }), fc.integer({ min: -40, max: 40 }), (all, minute) => {
        for (const kind of switchKindNames) {
          const alone = all.filter((one) => one.kind === kind && stateOf(one, at(minute)) === 'ON');
          expect(onNow(all, kind, at(minute))).toEqual(alone);
        }
      }),
      { numRuns: histories(300) },
    );
  });

  it('has no end until somebody says one', () => {
    expect(endOf({})).toBeUndefined();
    expect(endOf({ until: iso(5) })).toBe(iso(5));
    expect(endOf({ until: iso(5), endedAt: iso(3) })).toBe(iso(3));
    expect(endOf({ until: iso(3), endedAt: iso(5) })).toBe(iso(3));
  });

  it.each(switchKindNames)('says what it does, and when somebody is reminded of it: %s', (name) => {
    const { title, effect, patienceHours } = switchKind(name);
    expect(title).not.toBe('');
    expect(effect.length).toBeGreaterThan(40);
    expect(patienceHours).toBeGreaterThanOrEqual(1);
  });
});

describe('what orders are taken by', () => {
  it('is read once in ten seconds, however many orders ask', async () => {
    let [now, reads] = [Date.parse(noon), 0];
    const watch = switchWatch(
      async () => {
        reads++;
        return [];
      },
      () => now,
    );
    await Promise.all(Array.from({ length: 100 }, watch));
    now += 9_999;
    await watch();
    expect(reads).toBe(1);

    now += 1;
    await watch();
    expect(reads).toBe(2);
  });

  it('is as it was where it cannot be read', async () => {
    let now = Date.parse(noon);
    const one = aSwitch({ kind: 'intake-drained' });
    const answers: (() => readonly Switch[])[] = [
      () => expect.unreachable('lost'),
      () => [one],
      () => expect.unreachable('lost'),
    ];
    const watch = switchWatch(
      async () => (answers.shift() ?? (() => []))(),
      () => (now += 10_000),
    );
    expect([await watch(), await watch(), await watch(), await watch()]).toEqual([[], [one], [one], []]);
  });

  it('names the payment methods that are left, and lets those pass', () => {
    const switches = [
      aSwitch({ kind: 'provider-down', target: 'stripe' }),
      aSwitch({ kind: 'provider-down', target: 'alipay', endedAt: iso(1) }),
    ];
    const demand = (provider: string) =>
      demandProvider(switches, provider, { pointer: '#/provider', known: ['stripe', 'alipay'], now: at(2) });

    expect(() => demand('alipay')).not.toThrow();
    expect(() => demand('stripe')).toThrow(
      expect.objectContaining({
        ...{ kind: 'payment-method-down', status: 409 },
        ...{
          message: expect.stringContaining('pay by alipay'),
          errors: [expect.objectContaining({ pointer: '#/provider' })],
        },
      }),
    );
  });

  it('allows of a SKU in several flash sales what the strictest allows, and of another as many as ever', () => {
    const switches = [
      aSwitch({ kind: 'flash-sale', target: 'TEA', mostPerOrder: 2 }),
      aSwitch({ kind: 'flash-sale', mostPerOrder: 5 }),
      aSwitch({ kind: 'flash-sale', target: 'CUP', mostPerOrder: 1, until: iso(-1) }),
    ];
    expect(mostPerOrder(switches, 'TEA', at(0))).toBe(2);
    expect(mostPerOrder(switches, 'CUP', at(0))).toBe(5);
    expect(mostPerOrder(switches.slice(0, 1), 'CUP', at(0))).toBeUndefined();
    expect(isInFlashSale(switches.slice(0, 1), 'CUP', at(0))).toBe(false);
  });
});
