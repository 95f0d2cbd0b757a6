import type { Payment } from './payment.ts';

/**
 * The version of an order as it stands, whole: that of its own items, and of its payments
 * (docs/decisions/0040-version-of-a-snapshot.md).
 */
export function snapshotVersion(ofOrder: number, payments: readonly Pick<Payment, 'version'>[]): number {
  // Each part counts its own writes; a payment that is there has been written once at least.
  return payments.reduce((sum, { version }) => sum + version + 1, ofOrder);
}
