import type { Order } from '../orders/order.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { paymentOf, referenceTo } from './payment.ts';
import { PaymentSettled } from './payment-errors.ts';
import type { PaymentProvider } from './payment-provider.ts';
import { providerNamed } from './payment-providers.ts';
import { isPaid } from './payment-status.ts';
import { type PaymentTable, paymentTable } from './payment-table.ts';
import { takeAnswer } from './take-answer.ts';

/** What closing an unpaid payment touches. */
export interface CloseUnpaidPorts {
  readonly payments: PaymentTable;
  readonly providerNamed: (name: string) => PaymentProvider;
  readonly clock: Clock;
}

const production = (): CloseUnpaidPorts => ({ payments: paymentTable(), providerNamed, clock: systemClock });

/**
 * Asks the provider a last time before a wait for payment becomes a rejection, and closes its payment so that it cannot
 * be paid late.
 * @throws PaymentSettled when the money is there: the order is to be confirmed
 */
export async function closeUnpaid(
  order: Order,
  { payments, providerNamed, clock }: CloseUnpaidPorts = production(),
): Promise<void> {
  const payment = paymentOf(order, await payments.findCurrent(order));
  if (payment === undefined) return;
  const provider = providerNamed(payment.provider);
  const now = await provider.query(referenceTo(payment));
  // Closing can lose against a payment at the same moment; the provider's answer to the closing decides.
  const seen = now.status === 'PENDING' ? await provider.void(referenceTo(payment)) : now;
  const settled = await takeAnswer(payment, seen, { payments, provider, clock });
  // What another try came into the place of meanwhile pays for nothing.
  if (isPaid(settled.status) && settled.replacedAt === undefined) throw new PaymentSettled(order.id);
}
