import type { OrderId } from '../orders/order.ts';
import { OrderCancelled, OrderNotFound } from '../orders/order-errors.ts';
import { isCalledOff } from '../orders/order-status.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { isPaid, type Payment } from './payment.ts';
import { PaymentDeclined } from './payment-errors.ts';
import type { PaymentProvider } from './payment-provider.ts';
import { providerNamed } from './payment-providers.ts';
import { type PaymentTable, paymentTable } from './payment-table.ts';
import { type AnswerWaitingStep, answerWaitingStep } from './waiting-step.ts';

/** What checking a payment touches. */
export interface CheckPaymentPorts {
  readonly orders: Pick<OrderTable, 'findOrder'>;
  readonly payments: PaymentTable;
  readonly providerNamed: (name: string) => PaymentProvider;
  readonly answer: AnswerWaitingStep;
  readonly clock: Clock;
}

const production = (): CheckPaymentPorts => ({
  orders: orderTable(),
  payments: paymentTable(),
  providerNamed,
  answer: answerWaitingStep,
  clock: systemClock,
});

/**
 * Makes sure of the order's payment: answers its own task token when the provider has settled it, otherwise leaves the token
 * on the payment for the provider's notification. Safe to run twice; the last token counts.
 * @throws PaymentDeclined, OrderCancelled
 * @throws ProviderUnavailable worth a retry
 */
export async function checkPayment(
  orderId: OrderId,
  taskToken: string,
  { orders, payments, providerNamed, answer, clock }: CheckPaymentPorts = production(),
): Promise<void> {
  const order = await orders.findOrder(orderId);
  if (order === undefined) throw new OrderNotFound(orderId);
  if (isCalledOff(order.status)) throw new OrderCancelled(orderId);

  const { payment: instruction, total: amount, currency } = order;
  const status = await providerNamed(instruction.provider).authorize({ orderId, amount, currency, instruction });

  const at = clock().toISOString();
  const payment: Payment = {
    orderId,
    provider: instruction.provider,
    amount,
    currency,
    status,
    history: [{ at, status }],
    ...(status === 'PENDING' && { taskToken }),
  };
  if (!(await payments.add(payment))) {
    // A repeat of this step, or the provider's notification, was here before. The record is kept by its own rules.
    if (status === 'PENDING') {
      if (await payments.awaitSettlement(orderId, taskToken)) return;
    } else await payments.move(orderId, status, at);
  } else if (status === 'PENDING') return;

  const settled = (await payments.find(orderId)) ?? payment;
  if (!isPaid(settled.status)) throw new PaymentDeclined(orderId);
  await answer(orderId, taskToken, settled.status);
}
