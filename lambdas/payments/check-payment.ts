import { dueNow } from '../orders/current-sale.ts';
import type { Order, OrderId } from '../orders/order.ts';
import { type RequestNotice, requestNotice } from '../orders/order-effects-queue.ts';
import { OrderCancelled, OrderNotFound } from '../orders/order-errors.ts';
import { isRejectedOrCancelled } from '../orders/order-status.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { sooner } from '../risk/assessment-after.ts';
import type { RiskAssessment } from '../risk/risk-assessment.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { readTogether } from '../runtime/dynamodb-read.ts';
import { environment } from '../runtime/environment.ts';
import { acceptanceOf } from './acceptance.ts';
import { askProvider } from './ask-provider.ts';
import { tellAwaited, tellFailed, tellHeld } from './pass-on.ts';
import { begunPayment, type Payment } from './payment.ts';
import { OrderNotAccepted, PaymentDeclined, PaymentPending } from './payment-errors.ts';
import { assessedAfter, type Seen } from './payment-news.ts';
import type { PaymentProvider } from './payment-provider.ts';
import { providerNamed } from './payment-providers.ts';
import type { PaymentStatus } from './payment-status.ts';
import { type PaymentTable, paymentTable } from './payment-table.ts';
import { mayTryAgain, paymentIdOf } from './payment-try.ts';
import { takeAnswer } from './take-answer.ts';
import { type AnswerWaitingStep, answerWaitingStep } from './waiting-step.ts';

/** What checking a payment touches. */
export interface CheckPaymentPorts {
  readonly orders: Pick<OrderTable, 'orderToRead' | 'findOrder' | 'extendHold' | 'listAsOpen'>;
  readonly payments: PaymentTable;
  readonly providerNamed: (name: string) => PaymentProvider;
  readonly answer: AnswerWaitingStep;
  readonly requestNotice: RequestNotice;
  /** Where the stage looks at the risk of orders: what is known of this one, before its provider has said anything. */
  readonly assess?: ((order: Order) => Promise<RiskAssessment | undefined>) | undefined;
  readonly clock: Clock;
  /** How long a run may take besides its wait for the payment, in seconds: an order's hold outlives both. */
  readonly restSeconds: number;
}

/** The step that checks: how to answer it if it can wait, and how long its order waits for a pending payment. */
export interface WaitingStep {
  readonly taskToken?: string | undefined;
  readonly waitSeconds: number;
}

/** The tables, providers and clock of production. */
export const checkPaymentPorts = (): CheckPaymentPorts => ({
  orders: orderTable(),
  payments: paymentTable(),
  providerNamed,
  answer: answerWaitingStep,
  requestNotice,
  clock: systemClock,
  restSeconds: Number(environment('REST_OF_RUN_SECONDS')),
});

/**
 * Makes sure of the order's payment: answers its own task token when the provider has settled it, otherwise leaves the
 * token on the payment for the provider's notification. One that comes to nothing while the customer may try again is
 * waited for too: the token goes on to the next try. So is a doubtful order whose money is there: its token waits for
 * who looks at it. Safe to run twice; the last token counts.
 * @throws PaymentDeclined, OrderNotAccepted, OrderCancelled
 * @throws PaymentPending when there is no token to wait with: a workflow that has one is to ask again
 * @throws ProviderUnavailable worth a retry
 */
export async function checkPayment(
  orderId: OrderId,
  { taskToken, waitSeconds }: WaitingStep,
  ports: CheckPaymentPorts = checkPaymentPorts(),
): Promise<void> {
  const { orders, payments, providerNamed, answer, requestNotice, assess, clock } = ports;
  const checkAgain = () => checkPayment(orderId, { taskToken, waitSeconds }, ports);
  const answerIfWaiting = async (status: PaymentStatus) => {
    if (taskToken !== undefined) await answer(orderId, taskToken, status);
  };
  const [order, first] = await readTogether(
    orders.orderToRead(orderId),
    payments.paymentToRead(paymentIdOf({ orderId })),
  );
  if (order === undefined) throw new OrderNotFound(orderId);
  if (isRejectedOrCancelled(order.status)) throw new OrderCancelled(orderId);
  // Only a redriven order's hold can be so near its end.
  await keepHold(order, 0, ports);

  const stored = (await payments.triesOf(order, first)).at(-1);
  // Nothing is written ahead of the question: that it may have been asked, and money be there, says the reserved order.
  const begun = stored ?? begunPayment(order);
  // Nobody is asked for nothing.
  if (dueNow(order) === 0 && acceptanceOf(begun, order) === 'accepted') return answerIfWaiting('CAPTURED');
  const asked = { ...begun, waitSeconds: begun.waitSeconds ?? waitSeconds };
  // The customer has just begun another try; the order was read before.
  if (asked.replacedAt !== undefined) return checkAgain();
  const provider = providerNamed(asked.provider);
  // Beside each other: what is known of the order takes no longer than its provider does.
  const [seen, risk] = await Promise.all([
    askProvider(order, asked, provider),
    asked.risk === undefined ? assess?.(order) : undefined,
  ]);

  // One write: the token is only left on a payment that is waited for, and whoever settles it later reads the token
  // after.
  const waitsFor = (current: Payment) => {
    const acceptance = acceptanceOf(current);
    return current.status === 'PENDING' || acceptance === 'held' || (acceptance === 'unpaid' && mayTryAgain(order));
  };
  const withToken = (current: Payment): Payment => {
    if (taskToken === undefined || !waitsFor(current) || current.taskToken === taskToken) return current;
    return { ...current, taskToken, ...untilWaitEnds(current, waitSeconds, clock) };
  };
  const withRisk = (current: Payment, news: Seen): Payment =>
    risk === undefined || current.risk !== undefined
      ? current
      : assessedAfter({ ...current, risk }, news, clock().toISOString());
  const payment = await takeAnswer(asked, seen, { payments, provider, clock }, (current, news) =>
    withToken(withRisk(current, news)),
  );
  if (payment.replacedAt !== undefined) return checkAgain();
  if (waitsFor(payment)) {
    // A cancellation, also of lines, that looked for the token before it stood there could not wake this step; and a hold
    // may have just expired.
    if (!(await orders.listAsOpen(order, { version: order.version }))) {
      const now = await orders.findOrder(orderId);
      if (now !== undefined && now.version !== order.version) return checkAgain();
    }
    if (taskToken === undefined) throw new PaymentPending(orderId);
    await keepHold(order, waitSeconds, ports);
    if (acceptanceOf(payment) === 'held') return tellHeld(payment, requestNotice);
    await (payment.status === 'PENDING' ? tellAwaited : tellFailed)(order, payment, requestNotice);
    return;
  }
  const acceptance = acceptanceOf(payment);
  if (acceptance === 'not accepted') throw new OrderNotAccepted(orderId);
  if (acceptance === 'unpaid') throw new PaymentDeclined(orderId);
  await answerIfWaiting(payment.status);
}

/** Who looks at a held order has as long as this step waits, which may be one of a redriven execution. */
function untilWaitEnds({ risk }: Payment, waitSeconds: number, clock: Clock): Pick<Payment, 'risk'> {
  if (risk?.review?.status !== 'OPEN') return {};
  const { review } = risk;
  const until = sooner(new Date(clock().getTime() + waitSeconds * 1000).toISOString(), review.authorizedUntil);
  return { risk: { ...risk, review: { ...review, until } } };
}

/** Extends the order's hold where it would end before a run that now waits so long. */
async function keepHold(
  { id, holdExpiresAt }: Order,
  waitSeconds: number,
  { orders, clock, restSeconds }: Pick<CheckPaymentPorts, 'orders' | 'clock' | 'restSeconds'>,
): Promise<void> {
  const until = new Date(clock().getTime() + (waitSeconds + restSeconds) * 1000).toISOString();
  if (holdExpiresAt !== undefined && holdExpiresAt < until) await orders.extendHold(id, until);
}
