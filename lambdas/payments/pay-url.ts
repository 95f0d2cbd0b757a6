import type { Order } from '../orders/order.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { logger } from '../runtime/logger.ts';
import { askProvider } from './ask-provider.ts';
import { type Payment, payBefore } from './payment.ts';
import { linkOf } from './payment-news.ts';
import type { PaymentProvider } from './payment-provider.ts';
import { providerNamed } from './payment-providers.ts';
import { type PaymentTable, paymentTable } from './payment-table.ts';
import { paymentIdOf } from './payment-try.ts';

/*
 * Not every link to a payment lives as long as the payment is waited for: WeChat Pay's H5 page opens for five minutes.
 * Such a link is asked for again when it is shown, and is never sent in a message.
 */

/** What asking for a new link touches. */
export interface PayUrlPorts {
  readonly payments: Pick<PaymentTable, 'change'>;
  readonly providerNamed: (name: string) => PaymentProvider;
  readonly clock: Clock;
}

const production = (): PayUrlPorts => ({ payments: paymentTable(), providerNamed, clock: systemClock });

/** So long the customer has at least to open what is shown. */
const openMilliseconds = 60 * 1000;

/**
 * The payment with a link that can still be opened: one that is over, or nearly, is asked for again. Where there is
 * none to be had, the payment is shown without.
 */
export async function withLivePayUrl(
  order: Pick<Order, 'id' | 'status' | 'payment'>,
  payment: Payment,
  { payments, providerNamed, clock }: PayUrlPorts = production(),
): Promise<Payment> {
  const { orderId, payUrlExpiresAt, waitSeconds } = payment;
  if (payment.status !== 'PENDING' || payUrlExpiresAt === undefined) return payment;
  const now = clock().getTime();
  if (Date.parse(payUrlExpiresAt) - now >= openMilliseconds) return payment;

  const { payUrl: _over, ...without } = payment;
  const isAwaited = order.status === 'RESERVED' && Date.parse(payBefore(payment) ?? '') > now;
  if (!isAwaited || waitSeconds === undefined) return without;
  try {
    const seen = await askProvider(order, { ...payment, waitSeconds }, providerNamed(payment.provider));
    // How it ended meanwhile, the notification says: whoever takes that in has a waiting step to answer.
    if (seen.status !== 'PENDING' || seen.payUrl === undefined) return without;
    const link = linkOf(seen);
    return (await payments.change(paymentIdOf(payment), (current) => ({ ...current, ...link }))) ?? without;
  } catch (error) {
    logger.warn('a new link to a payment cannot be had', { orderId, error: error as Error });
    return without;
  }
}
