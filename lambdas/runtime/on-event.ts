import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { logger } from './logger.ts';

/**
 * The middleware stack of a function that a schedule or a queue calls: logs, and lets errors through, because the
 * caller repeats or raises the alarm.
 */
export function onEvent<Event, Result>(run: (event: Event, context: Context) => Promise<Result>) {
  return middy<Event, Result>()
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .use({
      onError: ({ error }) => {
        logger.error('event failed', error as Error);
      },
    })
    .handler(run);
}
