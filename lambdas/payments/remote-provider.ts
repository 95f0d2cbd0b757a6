import * as z from 'zod/mini';
import { CallFailed } from '../runtime/aws-request.ts';
import { lambda } from '../runtime/lambda.ts';
import { InvalidNotification, ProviderBusy, ProviderUnavailable, RefundRefused } from './payment-errors.ts';
import { Notification, type PaymentProvider, ProviderPayment, SettledPage } from './payment-provider.ts';
import type { ProviderCall } from './provider-function.ts';

/**
 * A payment provider behind its function: it alone holds the provider's SDK and may read the provider's keys.
 * @param functionName the function's name or ARN
 */
export function remoteProvider(name: string, functionName: string): PaymentProvider {
  async function call<Schema extends z.core.$ZodType>(
    schema: Schema,
    request: ProviderCall,
  ): Promise<z.output<Schema>> {
    const { functionError, payload } = await lambda
      .invoke(functionName, JSON.stringify(request))
      .catch((error: unknown) => {
        const hasNoRoom = error instanceof CallFailed && error.name === 'TooManyRequestsException';
        throw hasNoRoom ? new ProviderBusy(name) : error;
      });
    const answer: unknown = JSON.parse(payload || 'null');
    if (functionError === undefined) return z.parse(schema, answer ?? undefined);
    const { errorType, errorMessage } = answer as { errorType?: string; errorMessage?: string };
    if (errorType === 'InvalidNotification') throw new InvalidNotification(errorMessage);
    if (errorType === 'RefundRefused') throw new RefundRefused(errorMessage ?? 'unknown');
    // Whatever else broke in there (a bad key, a crash, a timeout), the caller cannot mend it: the step is retried,
    // then fails.
    throw new ProviderUnavailable(name, `${errorType ?? functionError}: ${errorMessage ?? ''}`);
  }

  return {
    authorize: (argument) => call(ProviderPayment, { operation: 'authorize', argument }),
    query: (argument) => call(ProviderPayment, { operation: 'query', argument }),
    capture: (argument) => call(ProviderPayment, { operation: 'capture', argument }),
    void: (argument) => call(ProviderPayment, { operation: 'void', argument }),
    refund: (argument) => call(ProviderPayment, { operation: 'refund', argument }),
    approve: (argument) => call(ProviderPayment, { operation: 'approve', argument }),
    verifyNotification: async (argument) => {
      const answer = await call(z.unknown(), { operation: 'verifyNotification', argument });
      const { success, data } = z.safeParse(z.optional(Notification), answer);
      if (!success)
        throw new InvalidNotification('The notification is genuine, but a field of it is not what it should be.');
      return data;
    },
    settledOn: (argument) => call(SettledPage, { operation: 'settledOn', argument }),
  };
}
