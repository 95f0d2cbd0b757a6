import type { OrderId } from '../orders/order.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { isPaid } from './payment.ts';
import { PaymentSettled } from './payment-errors.ts';
import type { PaymentProvider } from './payment-provider.ts';
import { providerNamed } from './payment-providers.ts';
import { type PaymentTable, paymentTable } from './payment-table.ts';

/** What giving up a payment touches. */
export interface VoidPaymentPorts {
  readonly payments: PaymentTable;
  readonly providerNamed: (name: string) => PaymentProvider;
  readonly clock: Clock;
}

const production = (): VoidPaymentPorts => ({ payments: paymentTable(), providerNamed, clock: systemClock });

/**
 * Asks the provider a last time before a wait for payment becomes a rejection, and closes its payment so that it cannot be paid late.
 * @throws PaymentSettled when the money is there: the order is to be confirmed
 */
export async function closeUnpaid(orderId: OrderId, ports: VoidPaymentPorts = production()): Promise<void> {
  const { payments, providerNamed, clock } = ports;
  const payment = await payments.find(orderId);
  if (payment === undefined) return;
  const provider = providerNamed(payment.provider);
  const now = await provider.query(orderId);
  // Closing can lose against a payment at the same moment; the provider's answer to the closing decides.
  const status = now === 'PENDING' ? await provider.void(orderId) : now;
  await payments.move(orderId, status, clock().toISOString());
  if (isPaid(status)) throw new PaymentSettled(orderId);
}

/**
 * Gives back the money of an order that was called off: voids what is authorised, closes what is unpaid. Safe to run twice.
 * Does nothing for an order whose payment was never begun, declined or given up already.
 */
export async function voidPayment(
  orderId: OrderId,
  { payments, providerNamed, clock }: VoidPaymentPorts = production(),
): Promise<void> {
  const payment = await payments.find(orderId);
  if (payment === undefined || !(payment.status === 'PENDING' || payment.status === 'AUTHORIZED')) return;
  const status = await providerNamed(payment.provider).void(orderId);
  await payments.move(orderId, status, clock().toISOString());
  if (isPaid(status)) throw new Error(`the provider did not void the payment of order ${orderId}: ${status}`);
}
