import { step } from '../orders/step.ts';
import { checkPayment, checkPaymentPorts } from '../payments/check-payment.ts';
import { CheckPaymentInput } from '../payments/check-payment-input.ts';
import { beginAssessment } from './assess-order.ts';

/** Step "Check payment" in a stage that looks at the risk of orders: a doubtful one waits in it. Safe to run twice. */
export const handler = step(CheckPaymentInput, ({ orderId, ...waiting }) =>
  checkPayment(orderId, waiting, { ...checkPaymentPorts(), assess: beginAssessment(orderId) }),
);
