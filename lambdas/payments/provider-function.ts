import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import * as z from 'zod/mini';
import { BusinessError } from '../runtime/business-error.ts';
import { logger } from '../runtime/logger.ts';
import { haveSecretsChanged } from '../runtime/secrets.ts';
import {
  PaymentAmount,
  type PaymentProvider,
  PaymentReference,
  PaymentRequest,
  RawNotification,
  RefundRequest,
  SettledRequest,
} from './payment-provider.ts';

/** A call of a provider function: one operation of the port with its argument. */
export const ProviderCall = z.discriminatedUnion('operation', [
  z.object({ operation: z.literal('authorize'), argument: PaymentRequest }),
  z.object({
    operation: z.literal('query'),
    argument: z.object({ ...PaymentReference.shape, amount: z.int(), currency: z.string() }),
  }),
  z.object({ operation: z.literal('capture'), argument: PaymentAmount }),
  z.object({ operation: z.literal('void'), argument: PaymentAmount }),
  z.object({ operation: z.literal('refund'), argument: RefundRequest }),
  z.object({ operation: z.literal('approve'), argument: PaymentAmount }),
  z.object({ operation: z.literal('verifyNotification'), argument: RawNotification }),
  z.object({ operation: z.literal('settledOn'), argument: SettledRequest }),
]);
export type ProviderCall = z.output<typeof ProviderCall>;

/**
 * The entry point of one provider's function. Each provider has a function of its own: it alone holds the provider's
 * SDK and may read the provider's keys; the rest of the service calls it through `remoteProvider`.
 *
 * @example
 * export const handler = providerFunction(stripeProvider);
 */
export function providerFunction(provider: () => PaymentProvider | Promise<PaymentProvider>) {
  let created: Promise<PaymentProvider> | undefined;
  return middy()
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .use({
      onError: ({ error }) => {
        logger.warn('provider call failed', error as Error);
      },
    })
    .handler(async (event: unknown) => {
      const call = z.parse(ProviderCall, event);
      created ??= Promise.resolve(provider()).catch((error: unknown) => {
        // What failed once (its keys could not be read) is tried again by the next call.
        created = undefined;
        throw error;
      });
      return withKeysOfNow(await created, call);
    });
}

/**
 * Whatever else fails may fail for a key that was replaced since it was read, at the provider or in its notifications:
 * then it is done once more with the one of now. Who says no to a payment has taken our keys.
 */
async function withKeysOfNow(provider: PaymentProvider, call: ProviderCall): Promise<unknown> {
  try {
    return await perform(provider, call);
  } catch (error) {
    if (error instanceof BusinessError || !(await haveSecretsChanged())) throw error;
    logger.info('the keys were replaced: once more with those of now');
    return perform(provider, call);
  }
}

async function perform(provider: PaymentProvider, call: ProviderCall): Promise<unknown> {
  switch (call.operation) {
    case 'authorize':
      return provider.authorize(call.argument);
    case 'query':
      return provider.query(call.argument);
    case 'capture':
      return provider.capture(call.argument);
    case 'void':
      return provider.void(call.argument);
    case 'refund':
      return provider.refund(call.argument);
    case 'approve':
      return provider.approve?.(call.argument) ?? provider.query(call.argument);
    case 'verifyNotification':
      return provider.verifyNotification(call.argument);
    case 'settledOn':
      return provider.settledOn(call.argument);
  }
}
