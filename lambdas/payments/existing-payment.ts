import type { PaymentInstruction } from '../orders/order.ts';

/**
 * The tokens, by provider, that name a payment which the storefront has made itself. Such a payment may be authorised or taken
 * before its order is placed, so that it has to go back even where the order ends before its provider was ever asked.
 */
const tokens: Readonly<Record<string, RegExp>> = { stripe: /^pi_/ };

/** The provider's name of the payment that the storefront has made itself, or undefined where we are to make it. */
export function existingPayment({ provider, token }: PaymentInstruction): string | undefined {
  const named = Object.hasOwn(tokens, provider) ? tokens[provider] : undefined;
  return named?.test(token) ? token : undefined;
}
