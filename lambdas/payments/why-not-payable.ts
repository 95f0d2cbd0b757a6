import type { PaymentInstruction } from '../orders/payment-instruction.ts';
import { findProviderRecord } from './providers/registry.ts';

/** Why a stage that has these providers cannot take money by this one; nothing where it can. */
export function whyUnknown(provider: string, known: readonly string[]): string | undefined {
  if (known.includes(provider)) return undefined;
  return `there is no payment provider ${provider}; known: ${known.join(', ') || 'none'}`;
}

/** Why a provider cannot take exactly so much, in minor units; nothing where it can. */
export function whyNotTaken(provider: string, amount: number, currency: string): string | undefined {
  const why = findProviderRecord(provider)?.whyNot?.(amount, currency);
  return why && `${provider}: ${why}`;
}

/** Why a token is none that its provider could charge; nothing where it may be one. */
export function whyNotToken({ provider, token }: PaymentInstruction): string | undefined {
  const tokens = findProviderRecord(provider)?.tokens;
  return tokens === undefined || tokens.form.test(token) ? undefined : `${provider} takes ${tokens.inWords}`;
}
