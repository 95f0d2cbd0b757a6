import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import type { PaymentProvider } from '../../lambdas/payments/payment-provider.ts';
import { providerFunction } from '../../lambdas/payments/provider-function.ts';
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
  const lambda = mockClient(LambdaClient);
  lambda
    .on(InvokeCommand)
    .callsFake(async ({ FunctionName, Payload }: { FunctionName: string; Payload: Uint8Array }) => {
      const handler = handlers.get(FunctionName);
      if (handler === undefined) throw new Error(`there is no function ${FunctionName}`);
      const { resetKeys } = logger;
      try {
        // Deployed, the function has a logger of its own.
        logger.resetKeys = () => {};
        const answer: unknown = await handler(JSON.parse(Buffer.from(Payload).toString('utf8')), aContext());
        return { StatusCode: 200, Payload: Buffer.from(JSON.stringify(answer ?? null)) };
      } catch (error) {
        const { name, message } = error as Error;
        const Payload = Buffer.from(JSON.stringify({ errorType: name, errorMessage: message }));
        return { StatusCode: 200, FunctionError: 'Unhandled', Payload };
      } finally {
        logger.resetKeys = resetKeys;
      }
    });
  return lambda;
}
