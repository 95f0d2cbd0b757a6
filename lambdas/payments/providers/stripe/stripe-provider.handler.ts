import { providerFunction } from '../../provider-function.ts';
import { stripeProvider } from './stripe-provider.ts';

/** Stripe: asks it, verifies its notifications. */
export const handler = providerFunction(stripeProvider);
