import { describe, expect, it } from 'vitest';
import { isUnpaid, type PaymentOutcome, paymentOutcome } from '../../lambdas/notifications/payment-outcome.ts';
import type { Payment } from '../../lambdas/payments/payment.ts';
import type { PaymentStatus } from '../../lambdas/payments/payment-status.ts';
import { anOrder, anOrderContent, anOrderId, aPayment, noon } from '../builders.ts';

/** A payment that came through these statuses. */
function through(statuses: readonly PaymentStatus[], payment: Partial<Payment> = {}): Payment {
  const history = statuses.map((status) => ({ at: noon, status }));
  return aPayment({ status: statuses.at(-1) ?? 'PENDING', history, ...payment });
}

describe('where the money of a called-off order is', () => {
  it.each([
    ['UNSETTLED', ['PENDING']],
    ['NOT_TAKEN', ['PENDING', 'DECLINED']],
    ['NOT_TAKEN', ['PENDING', 'VOIDED']],
    ['RELEASED', ['PENDING', 'AUTHORIZED']],
    ['RELEASED', ['PENDING', 'AUTHORIZED', 'VOIDED']],
    ['RELEASED', ['PENDING', 'DECLINED', 'AUTHORIZED', 'VOIDED']],
    ['REFUNDED', ['PENDING', 'CAPTURED']],
    ['REFUNDED', ['PENDING', 'AUTHORIZED', 'CAPTURED']],
    ['REFUNDED', ['PENDING', 'AUTHORIZED', 'CAPTURED', 'REFUNDED']],
    ['REFUNDED', ['PENDING', 'VOIDED', 'CAPTURED']],
    ['REFUNDED', ['PENDING', 'REFUNDED']],
  ] as const)('is %s after %j', (outcome, statuses) => {
    expect(paymentOutcome(anOrder({ status: 'CANCELLED' }), through(statuses))).toBe(outcome);
    expect(paymentOutcome(anOrder({ status: 'REJECTED' }), through(statuses))).toBe(outcome);
  });

  it('is NOT_TAKEN when no payment was begun', () => {
    expect(paymentOutcome(anOrder({ status: 'REJECTED' }), undefined)).toBe('NOT_TAKEN');
  });

  it('is REFUNDED when something was taken, even if it was not believed to be the payment', () => {
    expect(paymentOutcome(anOrder({ status: 'CANCELLED' }), through(['PENDING'], { captured: 700 }))).toBe('REFUNDED');
  });
});

describe('where the money of a called-off order is that does not go back', () => {
  const refused = { kind: 'REFUSED', code: 'charge_disputed', at: noon } as const;
  const rest = { id: `${anOrderId()}-rest-0`, amount: 1530, at: noon, reason: 'order rejected or cancelled' };
  const chargeback = { id: 'd-1', kind: 'CHARGEBACK', reason: 'fraudulent', at: noon } as const;
  const open = { ...chargeback, status: 'OPEN' } as const;
  const lost = { ...chargeback, status: 'LOST', endedAt: noon } as const;
  const won = { ...chargeback, status: 'CLOSED', endedAt: noon } as const;

  it.each([
    ['NOT_REFUNDED', { refunds: [{ ...rest, failure: refused }] }],
    ['NOT_REFUNDED', { refunds: [{ ...rest, failure: { ...refused, kind: 'FAILED' } }] }],
    ['DISPUTED', { disputes: [open] }],
    ['DISPUTED', { disputes: [lost], refunds: [{ ...rest, failure: refused }] }],
    ['REFUNDED', { disputes: [won], refunds: [{ ...rest, failure: refused }] }],
    ['REFUNDED', { disputes: [{ ...open, kind: 'COMPLAINT' }] }],
    ['REFUNDED', { disputes: [open], refunded: 1530 }],
  ] satisfies [PaymentOutcome, Partial<Payment>][])('is %s: %j', (outcome, payment) => {
    const taken = through(['PENDING', 'CAPTURED'], { captured: 1530, ...payment });
    expect(paymentOutcome(anOrder({ status: 'CANCELLED' }), taken)).toBe(outcome);
    expect(paymentOutcome(anOrder({ status: 'CANCELLED' }), undefined, [taken])).toBe(outcome);
  });
});

describe('where the money of a confirmed order is', () => {
  it.each([
    ['AUTHORIZED', ['PENDING', 'AUTHORIZED']],
    ['CAPTURED', ['PENDING', 'CAPTURED']],
    ['CAPTURED', ['PENDING', 'AUTHORIZED', 'CAPTURED']],
    ['REFUNDED', ['PENDING', 'CAPTURED', 'REFUNDED']],
  ] as const)('is %s after %j', (outcome, statuses) => {
    expect(paymentOutcome(anOrder({ status: 'CONFIRMED' }), through(statuses))).toBe(outcome);
  });

  it.each([
    ['FREE', { total: 0 }],
    ['PAID_BY_CREDIT', { due: 0 }],
  ] as const)('is %s when nothing is due', (outcome, order) => {
    expect(paymentOutcome(anOrder({ status: 'CONFIRMED', ...order }), undefined)).toBe(outcome);
  });

  it.each([[undefined], [through(['PENDING'])], [through(['PENDING', 'DECLINED'])], [through(['PENDING', 'VOIDED'])]])(
    'is for a person to find out when it is not there',
    (payment) => {
      expect(() => paymentOutcome(anOrder({ status: 'CONFIRMED' }), payment)).toThrow('no money to tell of');
    },
  );
});

describe('whether an order is unpaid', () => {
  const declined = through(['PENDING', 'DECLINED']);

  it.each([
    ['nothing was begun', undefined, [], true],
    ['nothing came of it', declined, [declined], true],
    ['it is not settled yet', through(['PENDING']), [], true],
    ['it is authorised', through(['PENDING', 'AUTHORIZED']), [], false],
    ['it was released', through(['PENDING', 'AUTHORIZED', 'VOIDED']), [], false],
    ['a former try took it', declined, [through(['PENDING', 'CAPTURED', 'REFUNDED'])], false],
    ['something was taken that was not believed', through(['PENDING'], { captured: 700 }), [], false],
  ] as const)('where %s', (_case, payment, former, unpaid) => {
    expect(isUnpaid(anOrderContent(), payment, former)).toBe(unpaid);
  });
});
