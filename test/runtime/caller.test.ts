import { beforeEach, describe, expect, it, vi } from 'vitest';
import { isStaffClient } from '../../lambdas/access/scopes.ts';
import { callerOf } from '../../lambdas/runtime/caller.ts';
import { http, json, openHttp } from '../../lambdas/runtime/http.ts';
import { aContext, anHttpRequest } from '../builders.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

beforeEach(() => {
  stubServiceEnvironment();
});

describe('the storefront', () => {
  it.each([
    [{ client_id: 'north-lane', azp: 'other' }, 'north-lane'],
    [{ azp: 'north-lane' }, 'north-lane'],
    [{ cid: 'north-lane', scp: '[orders:read]' }, 'north-lane'],
    [{ appid: 'north-lane' }, 'north-lane'],
  ])('of a token with %j is %s', (claims, storefront) => {
    expect(callerOf(withClaims(claims)).client).toBe(storefront);
  });

  const nobodys = [
    {},
    { client_id: '' },
    { client_id: '', azp: 'north-lane' },
    { client_id: 7 },
    { sub: 'x' },
    undefined,
  ];

  it.each(nobodys)('of a token with %j is nobody: 403 on every route that takes a token', async (claims) => {
    const answer = await http(async () => json(200, {}))(withClaims(claims), aContext());

    expect(answer.statusCode).toBe(403);
    expect(JSON.parse(answer.body ?? '')).toMatchObject({ type: 'urn:order-confirmation:problem:forbidden' });
  });

  it('is not asked for on an open route', async () => {
    const answer = await openHttp(async () => json(200, {}))(withClaims(undefined), aContext());

    expect(answer.statusCode).toBe(200);
  });
});

describe('who acts by a client', () => {
  it.each([
    ['the client itself', { client_id: 'console' }, { subject: 'console', name: 'console', roles: [] }],
    [
      'a person of Cognito',
      { client_id: 'console', sub: 'a1', username: 'ada', 'cognito:groups': '[support finance]' },
      { subject: 'a1', name: 'ada', roles: ['support', 'finance'] },
    ],
    [
      'a person of Okta',
      { cid: 'console', sub: 'ada@shop.example', groups: ['support'] },
      { subject: 'ada@shop.example', name: 'ada@shop.example', roles: ['support'] },
    ],
    [
      'a person of Microsoft Entra',
      { appid: 'console', sub: 'a1', preferred_username: 'ada@shop.example', roles: '[admin]' },
      { subject: 'a1', name: 'ada@shop.example', roles: ['admin'] },
    ],
    [
      'a person of whom nothing else is text',
      { azp: 'console', sub: 7, email: '', roles: { admin: true } },
      { subject: 'console', name: 'console', roles: [] },
    ],
  ])('is %s', (_case, claims, person) => {
    expect(callerOf(withClaims(claims))).toMatchObject(person);
  });
});

describe('the staff, at an issuer with plain scopes', () => {
  it.each([
    [{ scope: 'orders:staff' }, true],
    [{ scope: 'orders:read orders:staff' }, true],
    [{ scope: 'orders:staff orders:read' }, true],
    [{ scp: 'orders:read orders:staff' }, true],
    [{ scp: ['orders:read', 'orders:staff'] }, true],
    [{ scope: ['orders:staff'] }, true],
    [{ scope: '[orders:read orders:staff]' }, true],
    [{ scp: '[orders:staff orders:read]' }, true],
    [{ scp: '[orders:staff]' }, true],
    [{ scope: 'orders:read', scp: '[orders:staff]' }, true],
    [{ scope: 'evil/orders:staff' }, false],
    [{ scope: 'orders:read evil/orders:staff' }, false],
    [{ scp: ['evil/orders:staff'] }, false],
    [{ scp: '[orders:read evil/orders:staff]' }, false],
    [{ scope: 'order-confirmation/orders:staff' }, false],
    [{ scope: 'orders:staffing' }, false],
    [{ scope: 'orders:staff:read' }, false],
    [{ scope: 'reorders:staff' }, false],
    [{ scope: 'ORDERS:STAFF' }, false],
    [{ scope: 'orders:staff/x' }, false],
    [{ scope: ['orders:read orders:staff'] }, false],
    [{ scope: '' }, false],
    [{ scope: 7 }, false],
    [{ roles: 'orders:staff' }, false],
    [{}, false],
  ])('has a token with %j: %s', (claims, isStaff) => {
    expect(isStaffClient(callerOf(withClaims({ client_id: 'north-lane', ...claims })))).toBe(isStaff);
  });
});

describe('the staff, at the user pool, whose scopes bear the name of their resource server', () => {
  beforeEach(() => {
    vi.stubEnv('SCOPE_PREFIX', 'order-confirmation/');
  });

  it.each([
    ['order-confirmation/orders:staff', true],
    ['order-confirmation/orders:read order-confirmation/orders:staff', true],
    ['[order-confirmation/orders:staff order-confirmation/orders:read]', true],
    ['orders:staff', false],
    ['evil/orders:staff', false],
    ['my-order-confirmation/orders:staff', false],
    ['order-confirmation/orders:staffing', false],
  ])('has a token with the scope %j: %s', (scope, isStaff) => {
    expect(isStaffClient(callerOf(withClaims({ client_id: 'north-lane', scope })))).toBe(isStaff);
  });
});

function withClaims(claims: object | undefined) {
  return anHttpRequest({ requestContext: { authorizer: { jwt: { claims } } } as never });
}
