import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { type Caller, callerOf } from './caller.ts';
import { isContention } from './contention.ts';
import type { HttpRequest } from './http-request.ts';
import { logger } from './logger.ts';
import { count } from './metrics.ts';
import { OverloadError } from './overload-error.ts';
import { Problem } from './problem.ts';
import { internalError, serviceUnavailable } from './problems.ts';

/** An answer of the HTTP API. */
export type HttpResponse = APIGatewayProxyStructuredResultV2;

const retryAfterSeconds = '2';

/**
 * The middleware stack of a route that takes an access token: logs without personal data, and answers every error as a
 * problem document.
 *
 * @example
 * export const handler = http(async (request, caller) => json(200, await getThing(caller, pathParameter(request, 'id'))));
 */
export function http(run: (request: HttpRequest, caller: Caller) => Promise<HttpResponse>) {
  return openHttp(async (request) => run(request, callerOf(request)));
}

/**
 * The same for a route without access token, whose callers prove themselves otherwise or need not.
 * @param answerOf how it says no, where its callers are people and read no problem documents
 */
export function openHttp(
  run: (request: HttpRequest) => Promise<HttpResponse>,
  answerOf: (problem: Problem, request: HttpRequest) => HttpResponse = problemDocument,
) {
  return middy<HttpRequest, HttpResponse>()
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .use({
      onError: (request) => {
        const problem = problemOf(request.error, request.event);
        // The function itself does not fail, so that nothing else would call an operator.
        if (problem.kind === internalError.kind) count('InternalError');
        request.response = answerOf(problem, request.event);
      },
    })
    .handler(run);
}

/** A JSON answer. */
export function json(statusCode: number, body: unknown, headers: Readonly<Record<string, string>> = {}): HttpResponse {
  return { statusCode, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

/** The errors of AWS services that say the same as our own OverloadError. */
const awsOverloadErrors: ReadonlySet<string> = new Set([
  'ProvisionedThroughputExceededException',
  'ThrottlingException',
  'RequestLimitExceeded',
  'ExecutionLimitExceeded',
  'TransactionInProgressException',
  'TooManyRequestsException',
]);

function problemOf(error: unknown, { headers }: HttpRequest): Problem {
  if (error instanceof Problem) {
    logger.info('request refused', { problem: error.kind });
    return error;
  }
  logger.error('request failed', error as Error);
  const repeat =
    headers['idempotency-key'] === undefined
      ? 'Repeat the request.'
      : 'Nothing is lost: repeat the request with the same Idempotency-Key.';
  return isOverload(error)
    ? new Problem(serviceUnavailable, repeat, { headers: { 'retry-after': retryAfterSeconds } })
    : new Problem(internalError, repeat);
}

function isOverload(error: unknown): boolean {
  if (error instanceof OverloadError || isContention(error)) return true;
  return error instanceof Error && awsOverloadErrors.has(error.name);
}

/** The answer that says no to a program (RFC 9457). */
export function problemDocument(problem: Problem): HttpResponse {
  return json(problem.status, problem, { 'content-type': 'application/problem+json', ...problem.headers });
}
