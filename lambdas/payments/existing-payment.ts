import type { PaymentInstruction } from '../orders/payment-instruction.ts';
import { findProviderRecord } from './providers/registry.ts';

/**
 * The provider's name of the payment that the storefront has made itself, or undefined where we are to make it. Such a
 * payment may be authorised or taken before its order is placed, so that it has to go back even where the order ends
 * before its provider was ever asked.
 */
export function existingPayment(instruction: PaymentInstruction | undefined): string | undefined {
  if (instruction === undefined) return undefined;
  const { provider, token } = instruction;
  return findProviderRecord(provider)?.existingPayment?.test(token) ? token : undefined;
}
