import type { Order } from '../orders/order.ts';
import type { RejectionReason } from '../orders/rejection.ts';
import { endedByExpiry } from '../risk/assessment-after.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { acceptanceOf } from './acceptance.ts';
import { type Payment, paymentOf, referenceTo } from './payment.ts';
import { PaymentSettled } from './payment-errors.ts';
import type { PaymentProvider } from './payment-provider.ts';
import { providerNamed } from './payment-providers.ts';
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
 * be paid late. A held order about which nobody has decided is decided by rule.
 * @returns why the order is to be rejected
 * @throws PaymentSettled when the money is there, or none is due any more: the order is to be confirmed
 */
export async function closeUnpaid(
  order: Order,
  { payments, providerNamed, clock }: CloseUnpaidPorts = production(),
): Promise<Extract<RejectionReason, 'PAYMENT_TIMEOUT' | 'NOT_ACCEPTED'>> {
  const payment = paymentOf(order, await payments.findCurrent(order));
  if (payment === undefined) return 'PAYMENT_TIMEOUT';
  const provider = providerNamed(payment.provider);
  const now = await provider.query(referenceTo(payment));
  // Closing can lose against a payment at the same moment; the provider's answer to the closing decides.
  const seen = now.status === 'PENDING' ? await provider.void(referenceTo(payment)) : now;
  const settled = await takeAnswer(payment, seen, { payments, provider, clock }, (current) =>
    decidedByExpiry(current, clock),
  );
  // What another try came into the place of meanwhile pays for nothing.
  if (settled.replacedAt !== undefined) return 'PAYMENT_TIMEOUT';
  const acceptance = acceptanceOf(settled, order);
  if (acceptance === 'accepted') throw new PaymentSettled(order.id);
  return acceptance === 'not accepted' ? 'NOT_ACCEPTED' : 'PAYMENT_TIMEOUT';
}

function decidedByExpiry(payment: Payment, clock: Clock): Payment {
  const { risk } = payment;
  if (risk === undefined || acceptanceOf(payment) !== 'held') return payment;
  return { ...payment, risk: endedByExpiry(risk, clock().toISOString()) };
}
