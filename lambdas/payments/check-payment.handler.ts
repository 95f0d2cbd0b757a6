import { step } from '../orders/step.ts';
import { checkPayment } from './check-payment.ts';
import { CheckPaymentInput } from './check-payment-input.ts';

/**
 * Step "Check payment": answers its task token once the payment is settled, or throws PaymentDeclined. An Express
 * workflow gives it none: then it ends, or throws PaymentPending. Safe to run twice.
 */
export const handler = step(CheckPaymentInput, ({ orderId, ...waiting }) => checkPayment(orderId, waiting));
