import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type DecideRiskReviewPorts, decideRiskReview } from '../../lambdas/order-risk/decide-risk-review.ts';
import { listRiskReviews } from '../../lambdas/order-risk/list-risk-reviews.ts';
import { assertPaidFor } from '../../lambdas/order-shipment/assert-paid-for.ts';
import { orderRepresentation } from '../../lambdas/order-tracking/represent-order.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { checkPayment } from '../../lambdas/payments/check-payment.ts';
import { closeUnpaid } from '../../lambdas/payments/close-unpaid.ts';
import { takeNotification } from '../../lambdas/payments/payment-notification.ts';
import { paymentTable } from '../../lambdas/payments/payment-table.ts';
import { paymentIdOf } from '../../lambdas/payments/payment-try.ts';
import type { RiskAssessment } from '../../lambdas/risk/risk-assessment.ts';
import type { ProviderRisk } from '../../lambdas/risk/risk-signals.ts';
import { anOrder, anOrderContent, anOrderId, aPayment, noon } from '../builders.ts';
import { aProvider, aProviderPayment, type ProviderInMemory } from '../payments/a-provider.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

vi.mock('../../lambdas/runtime/metrics.ts', () => ({ count: vi.fn() }));

const orderId = anOrderId();
const ann = { subject: 'ann', name: 'ann@shop.example' };
const ben = { subject: 'ben', name: 'ben@shop.example' };
const approval = { approve: true, reason: 'spoke with them' };
const denial = { approve: false, reason: 'the card was stolen' };

let db: InMemoryDynamoDb;
let provider: ProviderInMemory;
let risk: ProviderRisk;
/** What the provider was told, and the answers to the waiting step. */
let told: string[];
let answers: string[];
/** The notices that were asked for. */
let notices: string[];
beforeEach(async () => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  told = [];
  answers = [];
  notices = [];
  risk = { providerLevel: 'elevated' };
  const answer = async () => aProviderPayment({ status: 'AUTHORIZED', risk });
  provider = aProvider(db, {
    authorize: answer,
    query: answer,
    approve: async ({ orderId: id }) => {
      told.push(`approved ${id}`);
      return answer();
    },
  });
  db.put('orders', { pk: `ORDER#${orderId}`, sk: 'ORDER', ...anOrder({ status: 'RESERVED' }) });
  await orderTable().addContent(anOrderContent());
});

describe('a doubtful order', () => {
  it('waits on its token, its money authorised and no more', async () => {
    await held();
    expect([answers, notices]).toEqual([[], ['order-checking']]);
    expect(await payment()).toMatchObject({
      ...{ status: 'AUTHORIZED', captured: 0, taskToken: 'token-1' },
      risk: { decision: { outcome: 'REVIEW' }, review: { status: 'OPEN', until: '2026-11-23T12:15:00.000Z' } },
    });
  });

  it('waits in a further execution where it runs in an Express one, as for any wait', async () => {
    const run = checkPayment(orderId, { waitSeconds: 900 }, { ...ports(), assess: async () => anAssessment() });
    await expect(run).rejects.toMatchObject({ name: 'PaymentPending' });
    await checkPayment(orderId, { taskToken: 'token-2', waitSeconds: 900 }, ports());
    await decideRiskReview(ann, orderId, approval, ports());
    expect(answers).toEqual(['token-2:AUTHORIZED']);
  });

  it('is assessed beside the call of its provider, neither waiting for the other', async () => {
    const asked = Promise.withResolvers<void>();
    const assessment = Promise.withResolvers<void>();
    provider.authorize = async () => {
      asked.resolve();
      await assessment.promise;
      return aProviderPayment({ status: 'AUTHORIZED', risk });
    };
    const assess = async () => {
      assessment.resolve();
      await asked.promise;
      return anAssessment();
    };
    await checkPayment(orderId, { taskToken: 'token-1', waitSeconds: 900 }, { ...ports(), assess });
    expect(await payment()).toMatchObject({ risk: { review: { status: 'OPEN' } } });
  });

  it('whose money is gone before anybody has looked waits for no decision', async () => {
    await held();
    provider.query = async () => aProviderPayment({ status: 'VOIDED', risk });
    await notified();

    for (const decision of [approval, { ...approval, approve: false }]) {
      await expect(decideRiskReview(ann, orderId, decision, ports())).rejects.toMatchObject({
        kind: 'review-not-open',
      });
    }
  });

  it('is held for a payment that comes later too', async () => {
    provider.authorize = async () => aProviderPayment({ status: 'PENDING' });
    await held();
    await notified();
    expect([answers, notices]).toEqual([[], ['order-checking']]);
    expect((await listRiskReviews()).reviews).toMatchObject([{ orderId }]);
  });

  it('whose rules decline it is refused at once, and not for its payment', async () => {
    risk = { providerLevel: 'highest' };
    const run = held({ disputesBefore: 1 });
    await expect(run).rejects.toMatchObject({ name: 'OrderNotAccepted' });
  });

  it('in shadow mode goes its way', async () => {
    await held({ disputesBefore: 1 }, 'shadow');
    expect(answers).toEqual(['token-1:AUTHORIZED']);
    expect(await payment()).toMatchObject({ risk: { decision: { outcome: 'DECLINE' } } });
    expect((await payment())?.risk).not.toHaveProperty('review');
  });

  it('goes its way where the stage does not look at risks, whatever the provider says', async () => {
    await checkPayment(orderId, { taskToken: 'token-1', waitSeconds: 900 }, ports());
    expect(answers).toEqual(['token-1:AUTHORIZED']);
    expect(await payment()).not.toHaveProperty('risk');
  });

  it('is told to its customer as being checked, with no word of why', async () => {
    await held();
    const { order, content, ...rest } = await orderTable().find(orderId);
    if (order === undefined || content === undefined) throw new Error('the order is gone');
    const snapshot = { ...rest, order, content, payment: await payment(), formerPayments: [], version: 1 };
    const shown = orderRepresentation(snapshot, undefined);
    expect(shown.checking).toEqual({ until: '2026-11-23T12:15:00.000Z' });
    expect(JSON.stringify(shown)).not.toMatch(/risk|elevated|score/i);
  });
});

describe('deciding', () => {
  it('to approve answers the step and tells the provider, once decided, however often it is said', async () => {
    await held();
    expect(await decideRiskReview(ann, orderId, approval, ports())).toMatchObject({
      ...{ state: 'APPROVED', decidedBy: ann.name, score: 65 },
      reasons: [{ rule: 'providerElevated', says: 'The payment provider sees an elevated risk' }],
    });
    await decideRiskReview(ben, orderId, approval, ports());
    expect(answers).toEqual(['token-1:AUTHORIZED', 'token-1:AUTHORIZED']);
    expect(told).toEqual([`approved ${orderId}`, `approved ${orderId}`]);
    expect(await payment()).toMatchObject({ risk: { review: { end: { by: ann.name, reason: approval.reason } } } });
    expect((await listRiskReviews()).reviews).toEqual([]);
  });

  it('to approve what was authorised and is void by now confirms nothing', async () => {
    await held();
    const gone = async () => aProviderPayment({ status: 'VOIDED' });
    provider = aProvider(db, { query: gone, approve: gone });
    await decideRiskReview(ann, orderId, approval, ports());
    expect(answers).toEqual(['token-1:VOIDED']);
  });

  it('to approve stands though the provider does not answer', async () => {
    await held();
    const down = async () => Promise.reject(new Error('down'));
    provider = aProvider(db, { query: down, approve: down });
    await decideRiskReview(ann, orderId, approval, ports());
    expect(answers).toEqual(['token-1:AUTHORIZED']);
  });

  it('to deny answers that it is not accepted, and a later approval is too late', async () => {
    await held();
    expect(await decideRiskReview(ann, orderId, denial, ports())).toMatchObject({ state: 'DENIED' });
    const late = decideRiskReview(ben, orderId, approval, ports());
    await expect(late).rejects.toMatchObject({ kind: 'review-not-open', message: expect.stringContaining(ann.name) });
    expect(answers).toEqual(['token-1:NOT_ACCEPTED']);
  });

  it('of a large amount needs two different people to approve, and one to deny', async () => {
    await held({ worth: 100_000 });
    for (let time = 0; time < 2; time++) {
      expect(await decideRiskReview(ann, orderId, approval, ports())).toMatchObject({
        ...{ state: 'OPEN', firstApproval: { by: ann.name, reason: approval.reason } },
      });
    }
    expect(answers).toEqual([]);
    expect(await decideRiskReview(ben, orderId, approval, ports())).toMatchObject({ state: 'APPROVED' });
    expect(answers).toEqual(['token-1:AUTHORIZED']);
  });

  it.each([
    ['is not there', anOrderId(7), 'not-found'],
    ['is no id', 'nonsense', 'not-found'],
    ['waits for nobody', orderId, 'review-not-open'],
  ])('about an order that %s is refused', async (_what, id, kind) => {
    await expect(decideRiskReview(ann, id, approval, ports())).rejects.toMatchObject({ kind });
  });

  it.each([
    ['approved', 'APPROVED', 'token-1:AUTHORIZED'],
    ['refunded_as_fraud', 'DENIED', 'token-1:NOT_ACCEPTED'],
  ] as const)("is the provider's too: its review closed as %s", async (_as, found, answer) => {
    risk = { providerLevel: 'elevated', providerReview: 'OPEN' };
    await held();
    risk = { providerLevel: 'elevated', providerReview: found };
    await notified();
    expect(answers).toEqual([answer]);
    expect(await payment()).toMatchObject({ risk: { review: { status: found, end: { by: 'provider' } } } });
  });
});

describe('the end of the wait', () => {
  const ended = async () => {
    const order = await orderTable().findOrder(orderId);
    if (order === undefined) throw new Error('the order is gone');
    return closeUnpaid(order, ports());
  };

  it('approves a small order that nobody has looked at', async () => {
    await held({ worth: 4_999 });
    await expect(ended()).rejects.toMatchObject({ name: 'PaymentSettled' });
  });

  it('denies a larger one, with the reason that says nothing of why', async () => {
    await held({ worth: 5_000 });
    expect(await ended()).toBe('NOT_ACCEPTED');
    expect(await ended()).toBe('NOT_ACCEPTED');
    await expect(decideRiskReview(ann, orderId, approval, ports())).rejects.toMatchObject({ kind: 'review-not-open' });
  });

  it('finds what was decided and not passed on', async () => {
    await held({ worth: 5_000 });
    await decideRiskReview(ann, orderId, approval, { ...ports(), answer: async () => {} });
    await expect(ended()).rejects.toMatchObject({ name: 'PaymentSettled' });
  });

  it('of an unpaid one is what it was', async () => {
    const pending = async () => aProviderPayment({ status: 'PENDING' });
    provider = aProvider(db, {
      authorize: pending,
      query: pending,
      void: async () => aProviderPayment({ status: 'VOIDED' }),
    });
    await held();
    expect(await ended()).toBe('PAYMENT_TIMEOUT');
  });
});

describe('the list', () => {
  it('has those that wait, with what is known, and their customers masked', async () => {
    await held({ ordersByEmail: 2 });
    expect(await listRiskReviews()).toEqual({
      isMore: false,
      reviews: [
        expect.objectContaining({
          ...{ orderId, amount: 1530, score: 65, state: 'OPEN', unseen: 'APPROVED', needsTwo: false },
          customer: expect.objectContaining({ email: 'a***@example.com' }),
          signals: expect.objectContaining({ ordersByEmail: 2, providerLevel: 'elevated' }),
        }),
      ],
    });
  });

  it('has none of those that wait for their payment', async () => {
    const pending = async () => aProviderPayment({ status: 'PENDING' });
    provider = aProvider(db, { authorize: pending });
    await held();
    expect((await listRiskReviews()).reviews).toEqual([]);
  });
});

describe('a confirmed order', () => {
  it("is not shipped while the provider's people look at its payment", () => {
    const paid = aPayment({ status: 'CAPTURED' });
    const looked = (providerReview: 'OPEN' | 'APPROVED') =>
      assertPaidFor(anOrder(), { ...paid, risk: { ...anAssessment({ providerReview }) } });
    expect(() => looked('OPEN')).toThrow(expect.objectContaining({ kind: 'not-shippable' }));
    expect(() => looked('APPROVED')).not.toThrow();
  });
});

function anAssessment(
  signals: Partial<RiskAssessment['signals']> = {},
  mode: RiskAssessment['mode'] = 'on',
): RiskAssessment {
  return { mode, signals: { amount: 1530, worth: 1530, units: 6, mostOfOneSku: 6, ...signals } };
}

async function held(...assessment: Parameters<typeof anAssessment>): Promise<void> {
  const assess = async () => anAssessment(...assessment);
  await checkPayment(orderId, { taskToken: 'token-1', waitSeconds: 900 }, { ...ports(), assess });
}

function payment() {
  return paymentTable().find(paymentIdOf({ orderId }));
}

async function notified(): Promise<void> {
  const body = Buffer.from(JSON.stringify({ eventId: 'evt-1', orderId })).toString('base64');
  await takeNotification(
    'sandbox',
    { headers: { signature: 'valid' }, body },
    {
      ...ports(),
      findProvider: () => provider,
      syncPaymentToOrder: async () => {},
    },
  );
}

function ports(): DecideRiskReviewPorts & {
  readonly orders: ReturnType<typeof orderTable>;
  readonly restSeconds: number;
} {
  return {
    orders: orderTable(),
    payments: paymentTable(),
    providerNamed: () => provider,
    answer: async (_id, token, settlement) => void answers.push(`${token}:${settlement}`),
    requestNotice: async ({ event }) => void notices.push(event),
    clock: () => new Date(noon),
    restSeconds: 2400,
  };
}
