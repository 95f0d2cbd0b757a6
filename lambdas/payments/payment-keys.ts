import type { OrderId } from '../orders/order.ts';
import type { PaymentTry } from './payment-try.ts';

/**
 * The keys of the Payments table. One partition per order:
 * - `PAYMENT`, `PAYMENT#2`, …: our record of each try to pay
 * - `NOTIFICATION#<event id>`: a notification of the provider that was dealt with; expires after the repeats have ended
 *
 * The sparse index `payments-by-reference` holds those to which their provider has given a name of its own.
 *
 * And `RECONCILED#<provider>` / `DAY`: how far the provider's days have been reconciled.
 */
export const paymentKeys = {
  payment: ({ orderId, tryNumber = 1 }: PaymentTry) => ({
    pk: `ORDER#${orderId}`,
    sk: tryNumber === 1 ? 'PAYMENT' : `PAYMENT#${tryNumber}`,
  }),
  notification: (orderId: string, eventId: string) => ({ pk: `ORDER#${orderId}`, sk: `NOTIFICATION#${eventId}` }),
  /** The order of an item, or of an index's entry. */
  orderIdIn: (pk: string) => pk.slice('ORDER#'.length) as OrderId,
  reconciled: (provider: string) => ({ pk: `RECONCILED#${provider}`, sk: 'DAY' }),
} as const;
