import * as z from 'zod/mini';

/** The stage's payment providers: by the name that orders and webhook paths use, the function that speaks with each. */
export function providerFunctions(): Readonly<Record<string, string>> {
  return z.parse(z.record(z.string(), z.string()), JSON.parse(process.env.PAYMENT_PROVIDER_FUNCTIONS ?? '{}'));
}
