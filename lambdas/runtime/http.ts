import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as z from 'zod/mini';
import { isContention } from './contention.ts';
import { logger } from './logger.ts';
import { type FieldError, Problem, type ProblemKind } from './problem.ts';

/** A request as the HTTP API (payload format 2.0) hands it over; header names are in lower case. */
export type HttpRequest = APIGatewayProxyEventV2;

/** An answer of the HTTP API. */
export type HttpResponse = APIGatewayProxyStructuredResultV2;

/** The largest body that a route reads, in bytes. */
export const maxBodyBytes = 256 * 1024;

const retryAfterSeconds = '2';

/**
 * The middleware stack of one HTTP route: logs without personal data, and answers every error as a problem document.
 *
 * @example
 * export const handler = http(async (request) => json(200, await availability(pathParameter(request, 'sku'))));
 */
export function http(run: (request: HttpRequest) => Promise<HttpResponse>) {
  return middy<HttpRequest, HttpResponse>()
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .use({
      onError: (request) => {
        request.response = answerOf(problemOf(request.error));
      },
    })
    .handler(run);
}

/** A JSON answer. */
export function json(statusCode: number, body: unknown, headers: Readonly<Record<string, string>> = {}): HttpResponse {
  return { statusCode, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

/** A parameter of the route's path, decoded. */
export function pathParameter(request: HttpRequest, name: string): string {
  const value = request.pathParameters?.[name] ?? '';
  try {
    return decodeURIComponent(value);
  } catch {
    // A stray `%` is nobody's identifier, and no fault of ours.
    return value;
  }
}

/** Who calls the API, by its access token. */
export interface Caller {
  /** The client that the token was issued to (RFC 9068, `client_id`; some issuers say `azp`). */
  readonly storefront: string;
  /** Whether it has the scope of the shop's staff: it may see and call off every storefront's orders. */
  readonly isStaff: boolean;
}

/** Who calls. The API's authorizer has verified the token before any function runs. */
export function callerOf(request: HttpRequest): Caller {
  const { authorizer } = request.requestContext as { authorizer?: { jwt?: { claims?: Record<string, unknown> } } };
  const claims = authorizer?.jwt?.claims;
  const client = claims?.client_id ?? claims?.azp;
  if (typeof client !== 'string' || client === '') throw new Error('the access token names no client');
  // Cognito puts the resource server before the scope's name.
  const isStaff = /(?:^|[\s/])orders:staff(?:$|\s)/.test(String(claims?.scope ?? ''));
  return { storefront: client, isStaff };
}

/**
 * The bytes of the body exactly as they were sent.
 * @throws Problem body-too-large
 */
export function rawBodyOf(request: HttpRequest): Buffer {
  const raw = Buffer.from(request.body ?? '', request.isBase64Encoded ? 'base64' : 'utf8');
  if (raw.byteLength > maxBodyBytes) {
    throw new Problem('body-too-large', `The body has ${raw.byteLength} bytes; at most ${maxBodyBytes} are read.`);
  }
  return raw;
}

/**
 * The body, parsed as JSON and by the schema.
 * @throws Problem body-too-large, unsupported-media-type or malformed-request; `invalid` with every invalid field named
 */
export function bodyOf<Schema extends z.core.$ZodType>(
  request: HttpRequest,
  schema: Schema,
  invalid: ProblemKind,
): z.output<Schema> {
  const raw = rawBodyOf(request);
  if (!/^application\/([\w.-]+\+)?json\b/i.test(request.headers['content-type'] ?? '')) {
    throw new Problem('unsupported-media-type', 'Send the header Content-Type: application/json.');
  }
  let value: unknown;
  try {
    value = JSON.parse(raw.toString('utf8'));
  } catch {
    throw new Problem('malformed-request', 'The body is not valid JSON.');
  }
  const parsed = z.safeParse(schema, value);
  if (parsed.success) return parsed.data;
  throw new Problem(invalid, 'Some fields are invalid; see errors.', {
    errors: parsed.error.issues.flatMap(fieldErrorsOf),
  });
}

/** The JSON pointer (RFC 6901), as a URI fragment, of a path into the body. */
export function pointerTo(path: readonly PropertyKey[]): string {
  return `#${path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')}`;
}

function fieldErrorsOf(issue: z.core.$ZodIssue): FieldError[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ pointer: pointerTo([...issue.path, key]), detail: 'is not a known field' }));
  }
  return [{ pointer: pointerTo(issue.path), detail: detailOf(issue) }];
}

/** What is wrong with a field; for the rules that need no words of their own, zod/mini has none either. */
function detailOf(issue: z.core.$ZodIssue): string {
  if (issue.message !== 'Invalid input') return issue.message;
  if (issue.code === 'invalid_type') return `must be of type ${issue.expected}`;
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.join(', ')}`;
  return issue.message;
}

const overloadErrors: ReadonlySet<string> = new Set([
  'ProvisionedThroughputExceededException',
  'ThrottlingException',
  'RequestLimitExceeded',
  'ExecutionLimitExceeded',
  'TransactionInProgressException',
  'TooManyRequestsException',
  // Stock that others changed under every look.
  'StockContention',
]);

function problemOf(error: unknown): Problem {
  if (error instanceof Problem) {
    logger.info('request refused', { problem: error.kind });
    return error;
  }
  logger.error('request failed', error as Error);
  return isContention(error) || (error instanceof Error && overloadErrors.has(error.name))
    ? new Problem('service-unavailable', 'Repeat the request with the same Idempotency-Key.', {
        headers: { 'retry-after': retryAfterSeconds },
      })
    : new Problem('internal-error', 'Nothing is lost: repeat the request with the same Idempotency-Key.');
}

function answerOf(problem: Problem): HttpResponse {
  return json(problem.status, problem, { 'content-type': 'application/problem+json', ...problem.headers });
}
