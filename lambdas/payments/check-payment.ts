import type { Order, OrderId } from '../orders/order.ts';
import { type RequestNotice, requestNotice } from '../orders/order-effects-queue.ts';
import { OrderCancelled, OrderNotFound } from '../orders/order-errors.ts';
import { isRejectedOrCancelled } from '../orders/order-status.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { amountDue } from '../orders/totals.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { readTogether } from '../runtime/dynamodb-read.ts';
import { environment } from '../runtime/environment.ts';
import { askProvider } from './ask-provider.ts';
import { tellAwaited, tellFailed } from './pass-on.ts';
import { begunPayment, type Payment } from './payment.ts';
import { PaymentDeclined, PaymentPending } from './payment-errors.ts';
import type { PaymentProvider } from './payment-provider.ts';
import { providerNamed } from './payment-providers.ts';
import { isPaid, type PaymentStatus } from './payment-status.ts';
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
  readonly clock: Clock;
  /** How long a run may take besides its wait for the payment, in seconds: an order's hold outlives both. */
  readonly restSeconds: number;
}

/** The step that checks: how to answer it if it can wait, and how long its order waits for a pending payment. */
export interface WaitingStep {
  readonly taskToken?: string | undefined;
  readonly waitSeconds: number;
}

const production = (): CheckPaymentPorts => ({
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
 * waited for too: the token goes on to the next try. Safe to run twice; the last token counts.
 * @throws PaymentDeclined, OrderCancelled
 * @throws PaymentPending when there is no token to wait with: a workflow that has one is to ask again
 * @throws ProviderUnavailable worth a retry
 */
export async function checkPayment(
  orderId: OrderId,
  { taskToken, waitSeconds }: WaitingStep,
  ports: CheckPaymentPorts = production(),
): Promise<void> {
  const { orders, payments, providerNamed, answer, requestNotice, clock } = ports;
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

  // Nobody is asked for nothing.
  if (amountDue(order) === 0) return answerIfWaiting('CAPTURED');
  const stored = (await payments.triesOf(order, first)).at(-1);
  // Nothing is written ahead of the question: that it may have been asked, and money be there, says the reserved order.
  const begun = stored ?? begunPayment(order);
  const asked = { ...begun, waitSeconds: begun.waitSeconds ?? waitSeconds };
  // The customer has just begun another try; the order was read before.
  if (asked.replacedAt !== undefined) return checkAgain();
  const provider = providerNamed(asked.provider);
  const seen = await askProvider(order, asked, provider);

  // One write: the token is only left on a payment that is waited for, and whoever settles it later reads the token
  // after.
  const waitsFor = ({ status }: Payment) => status === 'PENDING' || (!isPaid(status) && mayTryAgain(order));
  const payment = await takeAnswer(asked, seen, { payments, provider, clock }, (current) =>
    taskToken !== undefined && waitsFor(current) && current.taskToken !== taskToken
      ? { ...current, taskToken }
      : current,
  );
  if (payment.replacedAt !== undefined) return checkAgain();
  if (waitsFor(payment)) {
    // A cancellation that looked for the token before it stood there could not wake this step; and a hold may have just
    // expired.
    if (!(await orders.listAsOpen(order))) {
      const now = await orders.findOrder(orderId);
      if (now !== undefined && isRejectedOrCancelled(now.status)) throw new OrderCancelled(orderId);
    }
    if (taskToken === undefined) throw new PaymentPending(orderId);
    await keepHold(order, waitSeconds, ports);
    await (payment.status === 'PENDING' ? tellAwaited : tellFailed)(order, payment, requestNotice);
    return;
  }
  if (!isPaid(payment.status)) throw new PaymentDeclined(orderId);
  await answerIfWaiting(payment.status);
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
