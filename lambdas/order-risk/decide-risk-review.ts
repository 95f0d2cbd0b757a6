import { OrderId } from '../orders/order.ts';
import { requestNotice } from '../orders/order-effects-queue.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { acceptanceOf } from '../payments/acceptance.ts';
import { type PassOnPorts, passOn } from '../payments/pass-on.ts';
import { type Payment, referenceTo } from '../payments/payment.ts';
import type { PaymentProvider } from '../payments/payment-provider.ts';
import { providerNamed } from '../payments/payment-providers.ts';
import { type PaymentTable, paymentTable } from '../payments/payment-table.ts';
import { currentPaymentId } from '../payments/payment-try.ts';
import { takeAnswer } from '../payments/take-answer.ts';
import { answerWaitingStep } from '../payments/waiting-step.ts';
import { ended, needsTwo } from '../risk/assessment-after.ts';
import type { Caller } from '../runtime/caller.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { logger } from '../runtime/logger.ts';
import { Problem } from '../runtime/problem.ts';
import { notFound } from '../runtime/problems.ts';
import { reviewNotOpen } from './problems.ts';
import {
  type RiskReviewDecision,
  type RiskReviewView,
  reviewedAssessment,
  riskReviewView,
} from './risk-review-view.ts';

/** What deciding touches. */
export interface DecideRiskReviewPorts extends PassOnPorts {
  readonly orders: Pick<OrderTable, 'find' | 'findOrder'>;
  readonly payments: PaymentTable;
  readonly providerNamed: (name: string) => PaymentProvider;
  readonly clock: Clock;
}

const production = (): DecideRiskReviewPorts => ({
  orders: orderTable(),
  payments: paymentTable(),
  providerNamed,
  answer: answerWaitingStep,
  requestNotice,
  clock: systemClock,
});

/** Who decides, as their issuer knows them, and what it calls them. */
type Person = Pick<Caller, 'subject' | 'name'>;

/**
 * Decides about a doubtful order, once: the write that comes first decides, against a colleague, the payment provider's
 * own people, a cancellation and the end of the wait. From an amount on, two people must approve. Safe to run twice: who
 * decides the same again has the waiting step answered again.
 * @throws Problem not-found; review-not-open when it waits for no decision, was decided otherwise, or for another person
 */
export async function decideRiskReview(
  person: Person,
  id: string,
  { approve, reason }: RiskReviewDecision,
  ports: DecideRiskReviewPorts = production(),
): Promise<RiskReviewView> {
  const { orders, payments, clock } = ports;
  const orderId = OrderId.safeParse(id);
  const { order, content } = orderId.success ? await orders.find(orderId.data) : {};
  if (order === undefined || content === undefined) throw new Problem(notFound, 'There is no such order.');
  const at = clock().toISOString();
  const decided = await payments.change(currentPaymentId(order), (payment) =>
    afterDecision(payment, person, { approve, reason }, at),
  );
  const assessment = decided && reviewedAssessment(decided);
  if (decided === undefined || assessment === undefined) {
    throw new Problem(reviewNotOpen, 'Nobody is asked to decide about this order.');
  }
  const { review } = assessment;
  if (review.status === 'OPEN') {
    // As it was: a payment that is void by now, or somebody's own approval.
    if (acceptanceOf(decided) !== 'held')
      throw new Problem(reviewNotOpen, 'Its payment has come to nothing meanwhile.');
    return riskReviewView(order, content, decided, assessment);
  }
  if ((review.status === 'APPROVED') !== approve) {
    throw new Problem(reviewNotOpen, `It is too late: it was ${review.status} by ${review.end?.by ?? 'somebody'}.`);
  }
  const settled = approve ? await toldToProvider(decided, ports) : decided;
  await passOn(settled, ports);
  return riskReviewView(order, content, settled, reviewedAssessment(settled) ?? assessment);
}

/** The payment with what this person decides, or as it is where it is not theirs to decide. */
function afterDecision(payment: Payment, { subject, name }: Person, decision: RiskReviewDecision, at: string): Payment {
  const { risk } = payment;
  if (risk?.review === undefined || acceptanceOf(payment) !== 'held') return payment;
  const { approve, reason } = decision;
  const { firstApproval } = risk.review;
  if (approve && needsTwo(risk)) {
    if (firstApproval === undefined) {
      const first = { who: subject, by: name, at, reason };
      return { ...payment, risk: { ...risk, review: { ...risk.review, firstApproval: first } } };
    }
    if (firstApproval.who === subject) return payment;
  }
  return { ...payment, risk: ended(risk, approve ? 'APPROVED' : 'DENIED', { by: name, at, reason }) };
}

/**
 * Tells the provider, which may have a review of its own to close, and looks whether its money is still there: an
 * authorisation that ended while people thought confirms nothing. A provider that does not answer now is no obstacle: the
 * money is taken later, or a person is called.
 */
async function toldToProvider(payment: Payment, ports: DecideRiskReviewPorts): Promise<Payment> {
  const { payments, providerNamed, clock } = ports;
  const provider = providerNamed(payment.provider);
  try {
    const seen = await (provider.approve ?? provider.query)(referenceTo(payment));
    return await takeAnswer(payment, seen, { payments, provider, clock });
  } catch (error) {
    logger.warn('the provider does not know yet that a payment was approved', { orderId: payment.orderId, error });
    return payment;
  }
}
