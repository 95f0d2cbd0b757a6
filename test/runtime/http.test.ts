import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { StockContention } from '../../lambdas/inventory/stock-contention.ts';
import { invalidOrder } from '../../lambdas/order-submission/problems.ts';
import { ProviderBusy } from '../../lambdas/payments/payment-errors.ts';
import { notReady } from '../../lambdas/payments/problems.ts';
import { http, json } from '../../lambdas/runtime/http.ts';
import { count } from '../../lambdas/runtime/metrics.ts';
import { Problem } from '../../lambdas/runtime/problem.ts';
import { internalError, notFound, serviceUnavailable } from '../../lambdas/runtime/problems.ts';
import { aContext, anHttpRequest } from '../builders.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

vi.mock('../../lambdas/runtime/metrics.ts', () => ({ count: vi.fn() }));

beforeEach(() => {
  stubServiceEnvironment();
  vi.mocked(count).mockReset();
});

describe('a route', () => {
  it('answers what its function answers', async () => {
    const handler = http(async () => json(200, { a: 1 }, { 'cache-control': 'no-store' }));

    expect(await handler(anHttpRequest(), aContext())).toEqual({
      statusCode: 200,
      headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
      body: '{"a":1}',
    });
  });

  it('answers a problem as a problem document, with its headers', async () => {
    const problem = new Problem(notReady, 'Repeat.', {
      errors: [{ pointer: '#/a', detail: 'wrong' }],
      headers: { 'retry-after': '2' },
    });

    const answer = await failing(problem);

    expect(answer).toMatchObject({
      statusCode: 409,
      headers: { 'content-type': 'application/problem+json', 'retry-after': '2' },
    });
    expect(JSON.parse(answer.body ?? '')).toEqual({
      type: 'urn:order-confirmation:problem:not-ready',
      title: 'The record that this refers to is not complete yet; repeat later',
      status: 409,
      detail: 'Repeat.',
      errors: [{ pointer: '#/a', detail: 'wrong' }],
    });
  });

  it.each([
    'ProvisionedThroughputExceededException',
    'ThrottlingException',
    'RequestLimitExceeded',
    'ExecutionLimitExceeded',
    'TransactionInProgressException',
    'TooManyRequestsException',
    'TransactionConflictException',
  ])('answers %s of a service with 503, and when to come again', async (name) => {
    const answer = await failing(Object.assign(new Error('slow down'), { name }));

    expect(answer).toMatchObject({ statusCode: 503, headers: { 'retry-after': expect.stringMatching(/^[1-9]\d*$/) } });
    expect(JSON.parse(answer.body ?? '')).toMatchObject({ type: 'urn:order-confirmation:problem:service-unavailable' });
  });

  it.each([new ProviderBusy('stripe'), new StockContention('SKU A')])(
    'answers %s, which says itself that a repeat may succeed, with 503',
    async (error) => {
      expect(await failing(error)).toMatchObject({ statusCode: 503 });
    },
  );

  it('answers a transaction that met another one with 503, and one that is a fault of ours with 500', async () => {
    const cancelledFor = (Code: string) =>
      new TransactionCanceledException({
        $metadata: {},
        message: 'x',
        CancellationReasons: [{ Code: 'None' }, { Code }],
      });

    expect(await failing(cancelledFor('TransactionConflict'))).toMatchObject({ statusCode: 503 });
    expect(await failing(cancelledFor('ValidationError'))).toMatchObject({ statusCode: 500 });
  });

  it.each([
    ['an error', new Error('the password is hunter2')],
    ['something that is no error', 'the password is hunter2'],
  ])('answers %s of ours with 500, without its message', async (_case, error) => {
    const answer = await failing(error);

    expect(answer.statusCode).toBe(500);
    expect(JSON.stringify(answer)).not.toContain('hunter2');
    expect(JSON.parse(answer.body ?? '')).toMatchObject({ type: 'urn:order-confirmation:problem:internal-error' });
  });
});

describe('an operator', () => {
  it.each([
    ['an error that nobody foresaw', new TypeError('x is undefined')],
    ['a service that says no', Object.assign(new Error('no'), { name: 'AccessDeniedException' })],
    ['a problem that says so', new Problem(internalError, 'Repeat.')],
  ])('is called for every answer 500: %s', async (_case, error) => {
    expect(await failing(error)).toMatchObject({ statusCode: 500 });
    expect(count).toHaveBeenCalledExactlyOnceWith('InternalError');
  });

  it.each([
    new Problem(notFound, 'No.'),
    new Problem(invalidOrder, 'No.'),
    new Problem(serviceUnavailable, 'Later.'),
    Object.assign(new Error('slow down'), { name: 'ThrottlingException' }),
  ])('is not called for what the caller can mend, or the next try: %s', async (error) => {
    await failing(error);
    expect(count).not.toHaveBeenCalled();
  });
});

describe('the text of a failure of ours fits the request', () => {
  const { 'idempotency-key': _, ...keyless } = anHttpRequest().headers;

  it.each([
    ['a call with a key is repeated with it', { 'idempotency-key': 'key-1' }, /with the same Idempotency-Key/],
    ['a call without a key, such as a GET or a webhook, hears of none', {}, /^Repeat the request\.$/],
  ])('%s', async (_case, headers, text) => {
    const request = { ...anHttpRequest(), headers: { ...keyless, ...headers } };
    for (const error of [new Error('ours'), Object.assign(new Error('slow down'), { name: 'ThrottlingException' })]) {
      const answer = await http(() => Promise.reject(error))(request, aContext());
      expect(JSON.parse(answer.body ?? '').detail).toMatch(text);
    }
  });
});

describe('a problem with very many errors', () => {
  const errors = (count: number) => Array.from({ length: count }, (_, index) => ({ detail: `error ${index}` }));

  it('tells the first hundred, and how many more there are', async () => {
    const problem = JSON.parse((await failing(new Problem(invalidOrder, 'x', { errors: errors(1_000) }))).body ?? '');

    expect(problem.errors).toEqual(errors(100));
    expect(problem.moreErrors).toBe(900);
  });

  it('tells a hundred without a word of more', async () => {
    const problem = JSON.parse((await failing(new Problem(invalidOrder, 'x', { errors: errors(100) }))).body ?? '');

    expect(problem.errors).toHaveLength(100);
    expect(problem).not.toHaveProperty('moreErrors');
  });
});

function failing(error: unknown) {
  return http(() => Promise.reject(error))(anHttpRequest(), aContext());
}
