import { vi } from 'vitest';
import type { PaymentProvider } from '../../lambdas/payments/payment-provider.ts';
import { providerFunction } from '../../lambdas/payments/provider-function.ts';
import { lambda } from '../../lambdas/runtime/lambda.ts';
import { logger } from '../../lambdas/runtime/logger.ts';
import { aContext } from '../builders.ts';

/**
 * Puts providers' functions in the place of Lambda, by function name, so that the service calls them as it does when
 * deployed: through JSON, with errors by their name.
 */
export function providerFunctionsInMemory(
  functions: Readonly<Record<string, () => PaymentProvider | Promise<PaymentProvider>>>,
) {
  const handlers = new Map(Object.entries(functions).map(([name, provider]) => [name, providerFunction(provider)]));
  return vi.spyOn(lambda, 'invoke').mockImplementation(async (functionName, payload) => {
    const handler = handlers.get(functionName);
    if (handler === undefined) throw new Error(`there is no function ${functionName}`);
    const { resetKeys } = logger;
    try {
      // Deployed, the function has a logger of its own.
      logger.resetKeys = () => {};
      return { payload: JSON.stringify((await handler(JSON.parse(payload), aContext())) ?? null) };
    } catch (error) {
      const { name, message } = error as Error;
      return { functionError: 'Unhandled', payload: JSON.stringify({ errorType: name, errorMessage: message }) };
    } finally {
      logger.resetKeys = resetKeys;
    }
  });
}
