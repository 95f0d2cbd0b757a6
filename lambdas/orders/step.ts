import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import * as z from 'zod/mini';
import { BusinessError } from '../runtime/business-error.ts';
import { logger } from '../runtime/logger.ts';

/** What every step of the state machine is given at least. */
export const StepInput = z.object({ orderId: z.uuid() });

/**
 * The middleware stack of one step of the state machine: parses the input, logs with the order id, and lets every error
 * through by its name, because the machine decides what follows.
 *
 * @example
 * export const handler = step(StepInput, ({ orderId }) => confirmOrder(orderId));
 */
export function step<Schema extends z.core.$ZodType<{ orderId: string }>>(
  schema: Schema,
  run: (input: z.output<Schema>) => Promise<unknown>,
) {
  return middy()
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .use({
      before: ({ event }) => {
        logger.appendKeys({ orderId: (event as { orderId?: unknown }).orderId });
      },
      after: () => {
        logger.info('step done');
      },
      onError: ({ error }) => {
        if (error instanceof BusinessError) logger.info('step refused', { refusal: error.name });
        else logger.error('step failed', error as Error);
      },
    })
    .handler(async (event: unknown) => {
      await run(z.parse(schema, event));
      return {};
    });
}
