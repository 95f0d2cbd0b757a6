import { describe, expect, it } from 'vitest';
import type { Circumstances } from '../../lambdas/order-story/circumstances.ts';
import { standingOf } from '../../lambdas/order-story/standing.ts';
import type { Snapshot } from '../../lambdas/order-tracking/represent-order.ts';
import type { ExecutionRecord } from '../../lambdas/order-workflow/read-execution.ts';
import { executionStatuses } from '../../lambdas/order-workflow/read-execution.ts';
import { cancellationReasons } from '../../lambdas/orders/cancellation-reason.ts';
import type { NoticeMarker } from '../../lambdas/orders/notice-marker.ts';
import type { Order } from '../../lambdas/orders/order.ts';
import { orderStatuses } from '../../lambdas/orders/order-status.ts';
import { RejectionReason } from '../../lambdas/orders/rejection.ts';
import type { Payment } from '../../lambdas/payments/payment.ts';
import { paymentStatuses } from '../../lambdas/payments/payment-status.ts';
import { stepNames } from '../../lib/order-workflow-definition.ts';
import { anOrder, anOrderContent, aPayment } from '../builders.ts';

const at = (time: string) => `2026-11-23T${time}:00.000Z`;

function aSnapshot(
  order: Partial<Order> = {},
  payment?: Partial<Payment>,
  notices: readonly NoticeMarker[] = [],
): Snapshot {
  return {
    ...{ order: anOrder({ createdAt: at('13:55'), ...order }), content: anOrderContent(), notices },
    payment:
      payment &&
      aPayment({ provider: 'stripe', history: [{ at: at('14:02'), status: payment.status ?? 'PENDING' }], ...payment }),
    ...{ resends: [], shipments: [], cases: [], returns: [], formerPayments: [], version: 1 },
  };
}

const chargeback = { id: 'd-1', kind: 'CHARGEBACK', reason: 'fraudulent', at: at('14:00') } as const;

/** An order that was cancelled, whose money its provider did not give back. */
function aCancelled(payment: Partial<Payment>): Snapshot {
  const failure = { kind: 'REFUSED', code: 'charge_disputed', at: at('14:05') } as const;
  const refund = { id: 'order-rest-0', amount: 1530, at: at('14:04'), reason: 'order rejected or cancelled', failure };
  return aSnapshot(
    { status: 'CANCELLED', cancellation: { by: 'CUSTOMER', at: at('14:04'), reason: 'CHANGED_MIND' } },
    { status: 'CAPTURED', captured: 1530, refunds: [refund], ...payment },
  );
}

function anExecution(execution: Partial<ExecutionRecord> = {}): ExecutionRecord {
  const step = { attempts: 1, error: undefined, startedAt: new Date(at('13:56')), endedAt: undefined } as const;
  return {
    ...{
      arn: 'arn',
      status: 'RUNNING',
      startedAt: at('13:56'),
      endedAt: undefined,
      error: undefined,
      cause: undefined,
    },
    ...{ redrives: 0, traceId: undefined, steps: [{ ...step, name: 'Check payment', status: 'running' }] },
    ...execution,
  };
}

const failedAt = (name: string): ExecutionRecord =>
  anExecution({
    ...{ status: 'FAILED', endedAt: at('14:05'), error: 'ProviderUnavailable', cause: 'stripe is away' },
    steps: [
      {
        name,
        status: 'failed',
        attempts: 3,
        error: 'ProviderUnavailable',
        startedAt: new Date(at('14:03')),
        endedAt: new Date(at('14:05')),
      },
    ],
  });

const told = (notice: Partial<NoticeMarker> = {}): NoticeMarker => ({
  ...{ event: 'order-confirmed', channel: 'email', state: 'SENT', at: at('14:03') },
  ...notice,
});

function standing(snapshot: Snapshot, circumstances: Partial<Circumstances> = {}) {
  return standingOf({
    ...{ snapshot, execution: anExecution(), holdSeconds: 5_580, timeZone: 'UTC', now: new Date(at('14:10')) },
    ...circumstances,
  });
}

describe('where an order stands, in a sentence', () => {
  const waits = { status: 'PENDING', waitSeconds: 3_600 } as const;
  const cases: readonly (readonly [
    string,
    ReturnType<typeof standing>,
    string,
    ReturnType<typeof standing>['turn'],
  ])[] = [
    [
      'accepted, not begun',
      standing(aSnapshot(), { execution: undefined }),
      'Accepted at 13:55, and waits for its turn: its way has not begun.',
      'service',
    ],
    [
      'at its first step, which is tried again',
      standing(aSnapshot(), {
        execution: anExecution({
          steps: [
            {
              name: 'Reserve inventory',
              status: 'retrying',
              attempts: 2,
              error: 'StockContention',
              startedAt: new Date(at('13:56')),
              endedAt: undefined,
            },
          ],
        }),
      }),
      'Accepted at 13:55; “Reserve inventory” is tried again since 13:56, 2 times so far (StockContention).',
      'service',
    ],
    [
      'nobody knows how far',
      standing(aSnapshot(), { execution: 'unread' }),
      'Accepted at 13:55, without an answer yet; how far it has come could not be read just now.',
      'service',
    ],
    [
      'stopped by a problem of ours',
      standing(aSnapshot({ status: 'RESERVED', holdExpiresAt: at('15:30') }, waits), {
        execution: failedAt('Check payment'),
      }),
      'Stands still since 14:05, by a problem of ours: its payment could not be checked (“Check payment” failed: ProviderUnavailable, stripe is away).',
      'staff',
    ],
    [
      'waits for its payment, nobody was asked',
      standing(aSnapshot({ status: 'RESERVED' }, waits)),
      'Waits for the customer to pay GBP 15.30 by stripe since 14:02, until 15:02. No message has asked them to: they pay where they ordered.',
      'customer',
    ],
    [
      'waits for its payment, and the mail with the link came back',
      standing(
        aSnapshot({ status: 'RESERVED' }, waits, [told({ event: 'payment-awaited', BOUNCED: { at: at('14:04') } })]),
      ),
      'Waits for the customer to pay GBP 15.30 by stripe since 14:02, until 15:02. They were asked to by e-mail at 14:03, which did not reach them (bounced).',
      'customer',
    ],
    [
      'was not paid in time',
      standing(aSnapshot({ status: 'RESERVED' }, waits), { now: new Date(at('15:03')) }),
      'Was not paid before 15:02; stripe is asked a last time whether GBP 15.30 has come.',
      'service',
    ],
    [
      'declined, with a try left',
      standing(aSnapshot({ status: 'RESERVED', paymentTries: 2 }, { ...waits, status: 'DECLINED' })),
      'The payment by stripe was declined at 14:02; the customer may pay in another way, until 15:02 (1 try left).',
      'customer',
    ],
    [
      'declined for good',
      standing(aSnapshot({ status: 'RESERVED' }, { ...waits, status: 'DECLINED' })),
      'The payment by stripe came to nothing at 14:02 (declined), and the order is being called off.',
      'service',
    ],
    [
      'paid',
      standing(aSnapshot({ status: 'RESERVED' }, { status: 'AUTHORIZED' })),
      'Paid by stripe at 14:02 (GBP 15.30), and is being confirmed.',
      'service',
    ],
    [
      'confirmed and told',
      standing(
        aSnapshot(
          { status: 'CONFIRMED', timeline: [{ at: at('14:02'), event: 'ORDER_CONFIRMED' }] },
          { status: 'CAPTURED' },
          [told()],
        ),
      ),
      'Confirmed at 14:02. The customer was told by e-mail at 14:03.',
      'nobody',
    ],
    [
      'confirmed, and the customer does not know',
      standing(
        aSnapshot(
          { status: 'CONFIRMED', timeline: [{ at: at('14:02'), event: 'ORDER_CONFIRMED' }] },
          { status: 'CAPTURED' },
          [told({ state: 'SUPPRESSED' })],
        ),
      ),
      'Confirmed at 14:02. The customer was told by e-mail at 14:03, which did not reach them (suppressed).',
      'staff',
    ],
    [
      'confirmed, and the message failed',
      standing(aSnapshot({ status: 'CONFIRMED' }, { status: 'CAPTURED' }), { execution: failedAt('Notify customer') }),
      'Confirmed, but its customer has not been told of it since 14:05 (“Notify customer” failed: ProviderUnavailable, stripe is away).',
      'staff',
    ],
    [
      'confirmed, with goods to come',
      standing(
        aSnapshot({
          status: 'CONFIRMED',
          timeline: [{ at: at('14:02'), event: 'ORDER_CONFIRMED' }],
          backorderedLines: [{ sku: '85123A', quantity: 2, expectedAt: '2026-12-01T09:00:00.000Z' }],
        }),
      ),
      'Confirmed at 14:02; 2 units are still to come in, expected 1 Dec 09:00. The customer has not been told yet.',
      'nobody',
    ],
    [
      'a payment that somebody must decide about',
      standing(aSnapshot({ status: 'CONFIRMED' }, { status: 'CAPTURED', review: 'another amount' })),
      'Confirmed, but a person must decide about its payment by stripe: another amount.',
      'staff',
    ],
    [
      'a disputed payment',
      standing(
        aSnapshot(
          { status: 'CONFIRMED' },
          {
            status: 'CAPTURED',
            disputes: [{ id: 'd', kind: 'CHARGEBACK', reason: 'fraudulent', status: 'OPEN', at: at('14:06') }],
          },
        ),
      ),
      'Confirmed, but the payment is disputed since 14:06 (CHARGEBACK: fraudulent).',
      'staff',
    ],
    [
      'out of stock',
      standing(
        aSnapshot(
          {
            status: 'REJECTED',
            rejection: { reason: 'OUT_OF_STOCK', at: at('13:56') },
            shortages: [{ sku: '85123A', requested: 6, available: 2 }],
          },
          undefined,
          [told({ event: 'order-rejected' })],
        ),
      ),
      'Rejected at 13:56 because there was not enough stock (85123A: 6 wanted, 2 left). No money was taken. The customer was told by e-mail at 14:03.',
      'nobody',
    ],
    [
      'given up while its provider did not answer: nobody knows whether it was paid',
      standing(
        aSnapshot({
          status: 'REJECTED',
          rejection: { reason: 'TECHNICAL_PROBLEM', at: at('13:56') },
          timeline: [{ at: at('13:55'), event: 'INVENTORY_RESERVED' }],
          payment: { provider: 'stripe', token: 'pm_card_visa' },
        }),
      ),
      'Rejected at 13:56 because an operator gave it up: it could not be brought home. The payment by stripe is being closed: if it went through, all of it goes back. The customer has not been told yet.',
      'nobody',
    ],
    [
      'cancelled, its money on the way back',
      standing(
        aSnapshot(
          { status: 'CANCELLED', cancellation: { by: 'CUSTOMER', at: at('14:04'), reason: 'CHANGED_MIND' } },
          { status: 'CAPTURED' },
        ),
      ),
      'Cancelled by the customer or the shop at 14:04 (changed mind). GBP 15.30 was taken by stripe, and is being given back. The customer has not been told yet.',
      'nobody',
    ],
    [
      'cancelled, its money charged back',
      standing(aCancelled({ disputes: [{ ...chargeback, status: 'LOST', endedAt: at('14:03') }] })),
      "Cancelled by the customer or the shop at 14:04 (changed mind). GBP 15.30 was taken by stripe, and is disputed: the customer's bank decides about it (charge_disputed). The customer has not been told yet.",
      'nobody',
    ],
    [
      'cancelled, its money refused to go back',
      standing(aCancelled({})),
      'Cancelled by the customer or the shop at 14:04 (changed mind). GBP 15.30 was taken by stripe, and did not go back (charge_disputed): give it back by a refund. The customer has not been told yet.',
      'staff',
    ],
  ];

  it.each(cases)('%s', (_, { sentence, turn }, expected, whose) => {
    expect(sentence).toBe(expected);
    expect(turn).toBe(whose);
  });

  const beforeTheAnswer = stepNames.filter((name) => name !== 'Notify customer');

  it.each(beforeTheAnswer)('says what it means to the shop that a step failed: %s', (name) => {
    const { sentence } = standing(aSnapshot({ status: 'RESERVED' }), { execution: failedAt(name) });

    expect(sentence).toMatch(
      /^Stands still since 14:05, by a problem of ours: (it|its stock|its payment) could not be [a-z ]+ \(“.*” failed: /,
    );
  });

  it('says until when an operator has to redrive what stopped', () => {
    const stopped = standing(aSnapshot({ status: 'RESERVED', holdExpiresAt: at('15:30') }), {
      execution: failedAt('Check payment'),
    });

    expect(stopped).toMatchObject({ until: at('15:30'), advice: expect.stringContaining('(redrive) before 15:30') });
  });

  it('says times where the shop is, and the day where it is another', () => {
    const snapshot = aSnapshot({ status: 'RESERVED' }, { status: 'PENDING', waitSeconds: 86_400 });

    expect(standing(snapshot, { timeZone: 'Asia/Tokyo' }).sentence).toContain('since 23:02, until 24 Nov 23:02.');
  });

  const inEveryState = orderStatuses.flatMap((status) =>
    [undefined, ...paymentStatuses].flatMap((payment) =>
      [undefined, 'unread' as const, ...executionStatuses].map((execution) => ({ status, payment, execution })),
    ),
  );

  it.each(inEveryState)(
    'is plain, and says what one can do: $status, payment $payment, execution $execution',
    ({ status, payment, execution }) => {
      const of = aSnapshot({ status }, payment && { status: payment });
      const record =
        execution === undefined || execution === 'unread'
          ? execution
          : anExecution({ status: execution, endedAt: at('14:05') });

      const { sentence, advice, turn } = standing(of, { execution: record });

      for (const text of [sentence, advice]) {
        expect(text).toMatch(/^[A-Z].*[.]$/s);
        expect(text).not.toMatch(/undefined|NaN|null|\[object|Invalid| {2}/);
      }
      const isStopped = ['FAILED', 'TIMED_OUT', 'ABORTED'].includes(execution ?? '');
      if (isStopped && (status === 'PENDING' || status === 'RESERVED')) expect(turn).toBe('staff');
      if (['REJECTED', 'CANCELLED'].includes(status) && payment === 'CAPTURED')
        expect(sentence).toContain('given back');
    },
  );

  it.each([
    ...RejectionReason.options.map(
      (reason) => [reason, { status: 'REJECTED', rejection: { reason, at: at('14:04') } }] as const,
    ),
    ...cancellationReasons.map(
      (reason) => [reason, { status: 'CANCELLED', cancellation: { by: 'STAFF', at: at('14:04'), reason } }] as const,
    ),
  ])('has words for every reason: %s', (_, order) => {
    expect(standing(aSnapshot(order)).sentence).toMatch(
      /^(Rejected at 14:04 because [a-z]|Cancelled by staff at 14:04 \([a-z ]+\))/,
    );
  });
});
