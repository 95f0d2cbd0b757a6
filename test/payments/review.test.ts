import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Payment, Refund } from '../../lambdas/payments/payment.ts';
import { callForReview } from '../../lambdas/payments/review.ts';
import type { RiskAssessment } from '../../lambdas/risk/risk-assessment.ts';
import { logger } from '../../lambdas/runtime/logger.ts';
import { count } from '../../lambdas/runtime/metrics.ts';
import { aPayment, noon } from '../builders.ts';

vi.mock('../../lambdas/runtime/metrics.ts', () => ({ count: vi.fn() }));

const refused = { kind: 'REFUSED', code: 'account_closed', at: noon } as const;
const failed = { kind: 'FAILED', code: 'lost_card', at: noon } as const;
const aRefund = (refund: Partial<Refund> = {}): Refund => ({ id: 'r', amount: 5, at: noon, reason: 'late', ...refund });
const rest = aRefund({ id: 'd1-rest-0' });
const dispute = { id: 'd', kind: 'CHARGEBACK', reason: 'fraudulent', status: 'OPEN', at: noon } as const;
const assessed: RiskAssessment = { mode: 'on', signals: { amount: 1530, units: 6, mostOfOneSku: 6 } };
const risk = (status: 'OPEN' | 'APPROVED' | 'DENIED'): RiskAssessment => ({
  ...assessed,
  review: { status, since: noon, until: noon },
});

const error = vi.spyOn(logger, 'error');
beforeEach(() => {
  vi.mocked(count).mockClear();
  error.mockReset();
});

describe('about a payment, a person is called', () => {
  it.each<[string, Partial<Payment>, Partial<Payment>, readonly string[]]>([
    ['to review it', {}, { review: 'AMOUNT_DIFFERS' }, ['AMOUNT_DIFFERS']],
    ['held for its risk', { risk: assessed }, { risk: risk('OPEN') }, ['RISK']],
    [
      'with a refund that failed',
      { refunds: [aRefund()] },
      { refunds: [aRefund({ failure: failed })] },
      ['REFUND_FAILED lost_card'],
    ],
    [
      'whose rest is refused',
      { refunds: [rest] },
      { refunds: [{ ...rest, failure: refused }] },
      ['REFUND_REFUSED account_closed'],
    ],
    [
      'whose refund for cancelled lines is refused',
      { refunds: [aRefund({ made: false })] },
      { refunds: [aRefund({ made: false, failure: refused })] },
      ['REFUND_REFUSED account_closed'],
    ],
    [
      'with one more refund that failed',
      { refunds: [aRefund({ failure: failed }), rest] },
      { refunds: [aRefund({ failure: failed }), { ...rest, failure: { ...failed, code: 'closed' } }] },
      ['REFUND_FAILED closed'],
    ],
    ['of which less was given back than before', { refunded: 300 }, { refunded: 200 }, ['REFUND_FAILED']],
    ['that is disputed', {}, { disputes: [dispute] }, ['CHARGEBACK_OPEN fraudulent']],
    [
      'whose dispute is lost',
      { disputes: [dispute] },
      { disputes: [{ ...dispute, status: 'LOST' }] },
      ['CHARGEBACK_LOST fraudulent'],
    ],
    [
      'of which much has come up at once',
      { refunded: 300 },
      { review: 'AMOUNT_DIFFERS', refunded: 0, disputes: [dispute, { ...dispute, id: 'e', kind: 'COMPLAINT' }] },
      ['AMOUNT_DIFFERS', 'REFUND_FAILED', 'CHARGEBACK_OPEN fraudulent', 'COMPLAINT_OPEN fraudulent'],
    ],
  ])('%s, once for each thing', (_, before, after, reasons) => {
    call(before, after);

    expect(reasonsLogged()).toEqual(reasons);
    expect(vi.mocked(count).mock.calls).toEqual(reasons.map(() => ['PaymentForReview']));
  });
});

describe('about a payment, nobody is called', () => {
  it.each<[string, Partial<Payment>, Partial<Payment>]>([
    ['that is as it was', { review: 'AMOUNT_DIFFERS' }, { review: 'AMOUNT_DIFFERS' }],
    ['of which more was given back', { refunded: 200 }, { refunded: 300 }],
    ['held before', { risk: risk('OPEN') }, { risk: risk('OPEN') }],
    ['approved', { risk: risk('OPEN') }, { risk: risk('APPROVED') }],
    ['denied by rule', { risk: assessed }, { risk: risk('DENIED') }],
    ['with a refund under way', {}, { refunds: [aRefund(), rest] }],
    [
      'whose refund that staff asked for is refused',
      { refunds: [aRefund()] },
      { refunds: [aRefund({ failure: refused })] },
    ],
    ['whose refund of theirs is refused once made', {}, { refunds: [aRefund({ made: true, failure: refused })] }],
    [
      'whose failed refund is known',
      { refunds: [aRefund({ failure: failed })] },
      { refunds: [aRefund({ failure: failed })] },
    ],
    ['whose dispute is known', { disputes: [dispute] }, { disputes: [dispute] }],
    [
      'whose dispute is decided for the shop',
      { disputes: [dispute] },
      { disputes: [{ ...dispute, status: 'CLOSED' }] },
    ],
  ])('%s', (_, before, after) => {
    call(before, after);

    expect(reasonsLogged()).toEqual([]);
    expect(count).not.toHaveBeenCalled();
  });
});

function call(before: Partial<Payment>, after: Partial<Payment>): void {
  callForReview(aPayment({ status: 'CAPTURED', ...before }), aPayment({ status: 'CAPTURED', ...after }));
}

function reasonsLogged(): readonly unknown[] {
  return error.mock.calls.map(([, more]) => (more as { review: string }).review);
}
