import Stripe from 'stripe';
import { ProviderUnavailable } from '../../payment-errors.ts';

/**
 * What of a request is the shopper's choice. A request that Stripe refuses for it, or for nothing of ours that it
 * names, is a declined payment: no retry mends it, and nobody is at fault.
 */
const chosenByShopper = /^(?:payment_method|amount|currency)/;

/**
 * Refused requests that we are to mend: our account, our keys or what we send. Source: docs.stripe.com/error-codes,
 * 2026-11.
 */
const ourFaults =
  /^(?:account_|api_key_|capability_|parameter_|platform_|secret_key_|tls_|url_|livemode_mismatch$|testmode_charges_only$|not_allowed_on_standard_account$)/;

/** Stripe knows nothing of this id. */
export function isMissing(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing';
}

/** Stripe has understood, and says no. */
export function isRefusal(error: unknown): error is Stripe.errors.StripeError {
  return error instanceof Stripe.errors.StripeInvalidRequestError || error instanceof Stripe.errors.StripeCardError;
}

/** The bank's no, or Stripe's to what the shopper chose. */
export function isDecline(error: unknown): error is Stripe.errors.StripeError {
  if (error instanceof Stripe.errors.StripeCardError) return true;
  if (!isRefusal(error)) return false;
  return error.param ? chosenByShopper.test(error.param) : !ourFaults.test(error.code ?? '');
}

/** Why Stripe says no. Not its message, which may name the customer. */
export function refusalCode({ code, decline_code: decline, param, type }: Stripe.errors.StripeError): string {
  return code ?? decline ?? (param ? `invalid_${param}` : type);
}

/** Stripe cannot be asked, or not believed. Worth a retry. */
export function unavailable(detail: string): ProviderUnavailable {
  return new ProviderUnavailable('stripe', detail);
}

/**
 * Tells Stripe's errors in ours. None leaves as it is: they carry requests, cards and billing details into logs.
 * @throws ProviderUnavailable worth a retry; Error for what only a person can mend (a bad key, a wrong request)
 */
export async function told<Result>(call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    const { type, code, statusCode, requestId } = error;
    const detail = [type, code, statusCode, requestId].filter((part) => part !== undefined).join(' ');
    if (
      error instanceof Stripe.errors.StripeConnectionError ||
      error instanceof Stripe.errors.StripeAPIError ||
      error instanceof Stripe.errors.StripeRateLimitError
    ) {
      throw unavailable(detail);
    }
    throw new Error(`Stripe refuses a request: ${detail}`);
  }
}
