import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { callerOf, http, json, pointerTo } from '../../lambdas/runtime/http.ts';
import { Problem } from '../../lambdas/runtime/problem.ts';
import { aContext, anHttpRequest } from '../builders.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

beforeEach(() => {
  stubServiceEnvironment();
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
    const problem = new Problem('not-ready', 'Repeat.', {
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

describe('the storefront', () => {
  it.each([
    [{ client_id: 'north-lane', azp: 'other' }, 'north-lane'],
    [{ azp: 'north-lane' }, 'north-lane'],
  ])('of a token with %j is %s', (claims, storefront) => {
    expect(callerOf(withClaims(claims)).storefront).toBe(storefront);
  });

  it.each([{}, { client_id: '' }, { client_id: 7 }, { sub: 'north-lane' }, undefined])(
    'of a token with %j is nobody',
    (claims) => {
      expect(() => callerOf(withClaims(claims))).toThrow('names no client');
    },
  );
});

describe('the staff', () => {
  it.each([
    ['orders:staff', true],
    ['orders:read orders:staff', true],
    ['orders:staff orders:read', true],
    ['order-confirmation/orders:staff', true],
    ['order-confirmation/orders:read order-confirmation/orders:staff', true],
    ['orders:read\torders:staff', true],
    ['orders:staffing', false],
    ['order-confirmation/orders:staffing', false],
    ['orders:staff:read', false],
    ['reorders:staff', false],
    ['orders:read orders:write', false],
    ['ORDERS:STAFF', false],
    ['', false],
    [undefined, false],
    [['orders:read'], false],
  ])('has a token with the scope %j: %s', (scope, isStaff) => {
    expect(callerOf(withClaims({ client_id: 'north-lane', scope }))).toEqual({ storefront: 'north-lane', isStaff });
  });
});

describe('a pointer', () => {
  it.each([
    [[], '#'],
    [['lines', 0, 'sku'], '#/lines/0/sku'],
    [['a/b', 'c~d', '~1'], '#/a~1b/c~0d/~01'],
  ])('to %j is %s (RFC 6901)', (path, pointer) => {
    expect(pointerTo(path)).toBe(pointer);
  });
});

function failing(error: unknown) {
  return http(() => Promise.reject(error))(anHttpRequest(), aContext());
}

function withClaims(claims: object | undefined) {
  return anHttpRequest({ requestContext: { authorizer: { jwt: { claims } } } as never });
}
