import { inject } from 'vitest';
import type { ProviderName } from '../../lambdas/payments/providers/registry.ts';
import { controlProvider, localProviderUrl } from '../../local/payment-providers.ts';
import { demandAlone } from './turn.ts';

const issuerPort = Number(new URL(inject('service').issuer).port);

/** What a local provider knows of one order's payment. Amounts in minor units. */
export interface LedgerEntry {
  readonly status: string;
  readonly captured: number;
  readonly refunded: number;
  /** The numbers of its refunds, as they were asked for. */
  readonly refundIds: readonly string[];
  readonly calls: Readonly<Record<string, number>>;
}

/** Tells a local provider what to do: `pay`, `fail`, `mode`, `notify`. @returns what it answers */
export async function control<Answer>(provider: ProviderName, action: string, body: object): Promise<Answer> {
  if (action === 'mode' && !('orderId' in body) && !('clear' in body))
    demandAlone(`a mode for every order of ${provider}`);
  return (await controlProvider(provider, issuerPort, action, body)) as Answer;
}

/** What the provider has of an order's payment, in its own books. */
export async function booked(provider: ProviderName, orderId: string): Promise<LedgerEntry | undefined> {
  const answer = await fetch(`${localProviderUrl(provider, issuerPort)}/_control/payments`);
  return ((await answer.json()) as Record<string, LedgerEntry>)[orderId];
}
