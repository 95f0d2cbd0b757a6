import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Condition, decideRisk, type RiskRules } from '../../lambdas/risk/decide-risk.ts';
import { riskRules } from '../../lambdas/risk/risk-rules.ts';
import { RiskSignals } from '../../lambdas/risk/risk-signals.ts';
import { worthOf } from '../../lambdas/risk/worth.ts';

const ordinary: RiskSignals = { amount: 3_000, worth: 3_000, units: 2, mostOfOneSku: 1 };

describe('what an order is worth', () => {
  it('is about the same whatever the currency, with its minor unit or without', () => {
    // A hundred dollars, in each.
    expect(worthOf(100_00, 'USD')).toBe(10_000);
    for (const [amount, currency] of [
      [92_00, 'EUR'],
      [15_000, 'JPY'],
      [140_000, 'KRW'],
      [700_00, 'CNY'],
      [35_000_00, 'HUF'],
      [31_000, 'KWD'],
    ] as const) {
      expect(worthOf(amount, currency), currency).toBeGreaterThan(8_000);
      expect(worthOf(amount, currency), currency).toBeLessThan(12_000);
    }
    expect(worthOf(100_00, 'XAU')).toBeUndefined();
  });
});

describe('the rules', () => {
  it.each([
    ['an ordinary first order', { paidBefore: 0, ordersByEmail: 1, declines: 0 }, 'PASS', []],
    ['a payment at normal risk', { providerLevel: 'normal', providerScore: 12 }, 'PASS', []],
    ['a payment at elevated risk', { providerLevel: 'elevated' }, 'REVIEW', ['providerElevated']],
    ['a payment at the highest risk', { providerLevel: 'highest' }, 'REVIEW', ['providerHighest']],
    [
      'one at the highest risk whose customer was disputed before',
      { providerLevel: 'highest', disputesBefore: 1 },
      'DECLINE',
      ['providerHighest', 'disputedBefore'],
    ],
    ['a review of the provider', { providerReview: 'OPEN' }, 'REVIEW', ['providerReviews']],
    [
      'elevated risk that the provider has approved since',
      { providerLevel: 'elevated', providerReview: 'APPROVED' },
      'PASS',
      ['providerElevated', 'providerApproved'],
    ],
    ['velocity by one mark alone', { ordersByEmail: 9 }, 'PASS', ['manyByEmail']],
    ['velocity by two marks', { ordersByEmail: 9, ordersByPhone: 9 }, 'REVIEW', ['manyByEmail', 'manyByPhone']],
    ['four declined cards', { declines: 4 }, 'REVIEW', ['declinedTwice', 'declinedOften']],
    [
      'elevated risk of a good customer: a name that anybody can type silences no provider',
      { providerLevel: 'elevated', paidBefore: 20, disputesBefore: 0 },
      'REVIEW',
      ['providerElevated', 'knownCustomer'],
    ],
  ] as const)('of %s', (_what, signals, outcome, reasons) => {
    expect(decideRisk({ ...ordinary, ...signals }, riskRules)).toMatchObject({ outcome, reasons });
  });

  it('say nothing of what nobody knows', () => {
    expect(decideRisk({ amount: 0, units: 0, mostOfOneSku: 0 }, riskRules)).toEqual({
      outcome: 'PASS',
      score: 0,
      reasons: [],
    });
  });

  it.each(Object.entries(riskRules.rules))('%s can be met, and needs each of its conditions', (name, { when }) => {
    const met = Object.fromEntries(when.map((condition) => [condition.signal, valueFor(condition)]));
    const reasons = (signals: object) => decideRisk({ ...ordinary, worth: 0, ...signals }, riskRules).reasons;

    expect(reasons(met)).toContain(name);
    for (const { signal } of when) {
      const { [signal]: _missing, ...others } = met;
      expect(reasons(others), signal).not.toContain(name);
    }
    RiskSignals.parse({ ...ordinary, ...met });
  });

  it('add up, and more is never less suspicious: each threshold is passed upwards only', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 8 }), (weights) => {
        const rules: RiskRules['rules'] = Object.fromEntries(
          weights.map((weight, index) => [
            `rule-${index}`,
            { when: [{ signal: 'units', atLeast: 1 }], weight, says: '' } as const,
          ]),
        );
        const { score, outcome } = decideRisk(ordinary, { rules, reviewFrom: 50, declineFrom: 100 });
        const sum = weights.reduce((total, weight) => total + weight, 0);
        expect({ score, outcome }).toEqual({
          score: sum,
          outcome: sum >= 100 ? 'DECLINE' : sum >= 50 ? 'REVIEW' : 'PASS',
        });
      }),
    );
  });
});

function valueFor(condition: Condition): number | string | boolean {
  if ('is' in condition) return condition.is;
  return 'atLeast' in condition ? condition.atLeast : condition.atMost;
}
