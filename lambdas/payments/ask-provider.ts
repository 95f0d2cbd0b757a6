import type { Order } from '../orders/order.ts';
import { type Payment, referenceTo } from './payment.ts';
import type { PaymentProvider, ProviderPayment } from './payment-provider.ts';
import { paymentIdOf } from './payment-try.ts';

/**
 * Asks the provider for the money of the try to pay that the order is at; a repeat is the same request, to the letter.
 * @param asked our record of it, as it was read
 * @throws ProviderUnavailable worth a retry
 */
export async function askProvider(
  { id, payment: instruction }: Pick<Order, 'id' | 'payment'>,
  asked: Payment & { readonly waitSeconds: number },
  provider: Pick<PaymentProvider, 'authorize' | 'query'>,
): Promise<ProviderPayment> {
  if (instruction === undefined) throw new Error(`order ${id} does not say how it is paid`);
  const { amount, currency, waitSeconds, history } = asked;
  // What was taken needs no authorisation; and what was given back of it is only told of by the refunds' names.
  if (asked.captured > 0) return provider.query(referenceTo(asked));
  return provider.authorize({
    orderId: paymentIdOf(asked),
    amount,
    currency,
    instruction,
    waitSeconds,
    begunAt: history[0]?.at,
  });
}
