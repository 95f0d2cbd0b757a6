import { describe, expect, it } from 'vitest';
import { assessmentAfter, ended, endedByExpiry, needsTwo } from '../../lambdas/risk/assessment-after.ts';
import { assessmentOfFurtherTry, type RiskAssessment } from '../../lambdas/risk/risk-assessment.ts';
import { riskRules } from '../../lambdas/risk/risk-rules.ts';
import type { RiskSignals } from '../../lambdas/risk/risk-signals.ts';

const at = '2026-11-27T12:00:00.000Z';
const later = '2026-11-27T12:05:00.000Z';
const until = '2026-11-27T16:00:00.000Z';
const paid = { isPaid: true, at, until };
const elevated = { providerLevel: 'elevated' };

describe('an assessment', () => {
  it('is decided once the money is there, not before', () => {
    const before = assessmentAfter(anAssessment(), { ...paid, isPaid: false, provider: elevated });
    expect(before).not.toHaveProperty('decision');

    const after = assessmentAfter(before, { ...paid, at: later });
    expect(after.decision).toEqual({
      ...{ outcome: 'REVIEW', score: 65, reasons: ['providerElevated'] },
      ...{ rules: riskRules.version, at: later },
    });
    expect(after.review).toEqual({ status: 'OPEN', since: later, until });
  });

  it('waits no longer than its authorisation lasts, where that is known', () => {
    const held = (authorizedUntil: string) =>
      assessmentAfter(anAssessment(elevated), { ...paid, authorizedUntil }).review?.until;
    expect([held('2026-12-04T12:00:00.000Z'), held('2026-11-27T13:00:00.000Z')]).toEqual([
      until,
      '2026-11-27T13:00:00.000Z',
    ]);
  });

  it('that passes holds nobody', () => {
    expect(assessmentAfter(anAssessment(), paid)).not.toHaveProperty('review');
  });

  it('in shadow mode holds and declines nobody, and says what it would have done', () => {
    const shadow = assessmentAfter(anAssessment({ disputesBefore: 1 }, 'shadow'), {
      ...paid,
      provider: { providerLevel: 'highest' },
    });
    expect(shadow.decision?.outcome).toBe('DECLINE');
    expect(shadow).not.toHaveProperty('review');
  });

  it('that declines is denied by the rules at once', () => {
    const declined = assessmentAfter(anAssessment({ disputesBefore: 1, providerLevel: 'highest' }), paid);
    expect(declined.review).toMatchObject({ status: 'DENIED', end: { by: 'rules', at } });
  });

  it('after the same news twice is the same', () => {
    const once = assessmentAfter(anAssessment(), { ...paid, provider: elevated });
    expect(assessmentAfter(once, { ...paid, at: later, provider: elevated })).toEqual(once);
  });

  it.each(['APPROVED', 'DENIED'] as const)("is %s by the provider's people while it is open", (found) => {
    const open = assessmentAfter(anAssessment(), { ...paid, provider: elevated });
    const closed = assessmentAfter(open, { ...paid, at: later, provider: { providerReview: found } });
    expect(closed.review).toMatchObject({ status: found, end: { by: 'provider', at: later } });
  });

  it('stays as whoever came first has decided it', () => {
    const open = assessmentAfter(anAssessment(), { ...paid, provider: elevated });
    const denied = ended(open, 'DENIED', { by: 'ann', at });
    expect(ended(denied, 'APPROVED', { by: 'ben', at })).toBe(denied);
    expect(endedByExpiry(denied, later)).toBe(denied);
    const approvedThere = assessmentAfter(denied, { ...paid, provider: { providerReview: 'APPROVED' } });
    expect(approvedThere.review).toEqual(denied.review);
  });

  it.each([
    [riskRules.approveUnseenBelow - 1, 'APPROVED'],
    [riskRules.approveUnseenBelow, 'DENIED'],
  ] as const)('of %i that nobody looks at in time is %s', (worth, status) => {
    const open = assessmentAfter(anAssessment({ worth, ...elevated }), paid);
    expect(endedByExpiry(open, later).review).toMatchObject({ status, end: { by: 'expiry', at: later } });
  });

  it('needs two people from an amount on', () => {
    const of = (worth: number) => needsTwo(anAssessment({ worth }));
    expect([riskRules.secondPersonFrom - 1, riskRules.secondPersonFrom].map(of)).toEqual([false, true]);
  });

  it('of a currency that is not known is denied by nobody’s look, and needs two people', () => {
    const open = assessmentAfter(anAssessment({ amount: 1, worth: undefined, ...elevated }), paid);
    expect(endedByExpiry(open, later).review?.status).toBe('DENIED');
    expect(needsTwo(open)).toBe(true);
  });

  it('of a further try keeps what is known of the order, counts what was declined, and forgets what the provider said', () => {
    const first = assessmentAfter(anAssessment({ ...elevated, providerScore: 70, ordersByEmail: 3 }), {
      ...paid,
      isPaid: false,
    });
    expect(assessmentOfFurtherTry(assessmentOfFurtherTry(first))).toEqual(
      anAssessment({ ordersByEmail: 3, declines: 2 }),
    );
  });
});

function anAssessment(signals: Partial<RiskSignals> = {}, mode: RiskAssessment['mode'] = 'on'): RiskAssessment {
  return { mode, signals: { amount: 3_000, worth: 3_000, units: 2, mostOfOneSku: 1, ...signals } };
}
