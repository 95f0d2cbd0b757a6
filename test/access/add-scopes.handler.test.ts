import { beforeEach, describe, expect, it, vi } from 'vitest';
import { handler } from '../../lambdas/access/add-scopes.handler.ts';
import { roles, scopesByRole } from '../../lambdas/access/roles.ts';
import { scopes } from '../../lambdas/access/scopes.ts';

beforeEach(() => {
  vi.stubEnv('SCOPE_PREFIX', 'order-confirmation/');
});

describe('the token of a person of the user pool', () => {
  it.each(roles)('allows what the role %s gives, and is of their address', async (role) => {
    const ofRole = scopesByRole[role].map((name) => `order-confirmation/${scopes[name].scopeName}`);

    expect(await given([role])).toEqual({
      scopesToAdd: ofRole,
      claimsToAddOrOverride: { email: 'ada@shop.example' },
    });
  });

  it('allows what any of several roles gives, each once', async () => {
    const both = new Set([...scopesByRole.support, ...scopesByRole['stock-keeper']]);

    const { scopesToAdd = [] } = (await given(['stock-keeper', 'support'])) ?? {};

    expect(scopesToAdd.length).toBe(both.size);
    expect(scopesToAdd).toContain('order-confirmation/stock:write');
    expect(scopesToAdd).toContain('order-confirmation/orders:cancel');
  });

  it.each([[undefined], [[]], [['everyone', 'Admin', 'constructor']]])(
    'allows nothing in the groups %j',
    async (groups) => {
      expect((await given(groups))?.scopesToAdd).toEqual([]);
    },
  );
});

async function given(groupsToOverride: string[] | undefined) {
  const event = {
    version: '2',
    region: 'eu-west-1',
    userPoolId: 'pool',
    callerContext: { awsSdkVersion: '3', clientId: 'console' },
    triggerSource: 'TokenGeneration_HostedAuth',
    userName: 'ada',
    request: {
      userAttributes: { email: 'ada@shop.example' },
      groupConfiguration: { groupsToOverride },
      scopes: ['openid'],
    },
    response: { claimsAndScopeOverrideDetails: {} },
  } as Parameters<typeof handler>[0];
  const { response, ...rest } = await handler(event);
  expect({ ...rest, response: event.response }).toEqual(event);
  return response.claimsAndScopeOverrideDetails.accessTokenGeneration;
}
