import Stripe from 'stripe';
import * as z from 'zod/mini';
import { environment } from '../../../runtime/environment.ts';
import { secret } from '../../../runtime/secrets.ts';
import { StripeSecret } from './stripe-secret.ts';

/** Our account with Stripe. */
export interface StripeAccount extends Pick<StripeSecret, 'webhookSecrets' | 'returnUrl'> {
  readonly stripe: Stripe;
  /** False with a test key. */
  readonly isLive: boolean;
}

/** The shape of what Stripe sends follows this version. */
const apiVersion = '2026-10-28.endive';

/** An issuer may think for seconds; the function has twenty. */
const timeoutMilliseconds = 8_000;

let known: { readonly text: string; readonly account: StripeAccount } | undefined;

/**
 * The account as the secret says, with a client for `STRIPE_BASE_URL`.
 * @throws Error when the secret is not there or not complete
 */
export async function stripeAccount(): Promise<StripeAccount> {
  const text = await secret(environment('STRIPE_SECRET_ARN'));
  // The client keeps its connections, so it lives as long as the secret does not change.
  if (known?.text !== text) known = { text, account: accountOf(text, environment('STRIPE_BASE_URL')) };
  return known.account;
}

/** The account of a secret's text. */
export function accountOf(text: string, baseUrl: string, timeout = timeoutMilliseconds): StripeAccount {
  const { apiKey, ...account } = z.parse(StripeSecret, JSON.parse(text));
  const { hostname: host, port, protocol } = new URL(baseUrl);
  const isPlain = protocol === 'http:';
  const stripe = new Stripe(apiKey, {
    apiVersion,
    host,
    port: port === '' ? (isPlain ? 80 : 443) : Number(port),
    protocol: isPlain ? 'http' : 'https',
    // Retries live in the state machine and the queues. (The SDK still repeats once, with its key, after a cut
    // connection.)
    maxNetworkRetries: 0,
    timeout,
    telemetry: false,
  });
  return { ...account, stripe, isLive: apiKey.slice(3).startsWith('live_') };
}
