import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { CognitoIdentityProviderClient, CreateUserPoolClientCommand } from '@aws-sdk/client-cognito-identity-provider';
import { decodeJwt } from 'jose';
import { describe, expect, inject, it } from 'vitest';
import { operatedStage } from '../../bin/operations/operated-stage.ts';
import { callersOf } from '../../bin/smoke/access-tokens.ts';
import { apiAt } from '../../bin/smoke/api.ts';
import { openApiDocument } from '../../lambdas/api/openapi-document.ts';

const { dataFolder, apiUrl } = inject('service');
const stage = await operatedStage('test', { data: dataFolder });
const callers = callersOf(stage, {});
const api = apiAt(apiUrl);
const tokens = { storefront: await callers.storefront(), backOffice: await callers.backOffice() };
const scopes = { storefront: ['orders:write', 'orders:read'], backOffice: ['orders:read', 'orders:staff'] } as const;

interface Operation {
  readonly security?: readonly { readonly storefront?: readonly string[] }[];
}

/** Every route that needs a token, with the scopes of which it takes any. */
const routes = Object.entries(openApiDocument().paths).flatMap(([path, operations]) =>
  Object.entries(operations as Record<string, Operation>).flatMap(([method, { security = [] }]) => {
    const taken = security.flatMap(({ storefront = [] }) => storefront);
    const filled = path.replaceAll(/\{\w+\}/g, () => randomUUID());
    return taken.length === 0 ? [] : [{ method: method.toUpperCase(), path: filled, scopes: taken }];
  }),
);

/** What the gateway lets through is answered by the route's function: no body and no such order is its affair. */
const call = async ({ method, path }: (typeof routes)[number], token: string) =>
  (await api(method, path, { token, ...(method === 'GET' ? {} : { body: {} }) })).status;

describe('an access token of the stack’s own user pool', () => {
  it('names its client and has no audience, and its scopes have the resource server’s prefix, as Cognito’s', () => {
    const claims = decodeJwt(tokens.storefront);
    expect(claims).toMatchObject({ token_use: 'access', client_id: stage.output('StorefrontClientId') });
    expect(claims.aud).toBeUndefined();
    expect(String(claims.scope).split(' ').toSorted()).toEqual([
      'order-confirmation/orders:read',
      'order-confirmation/orders:write',
    ]);
  });

  it('stands for a client on more than a handful of routes', () => {
    expect(routes.length).toBeGreaterThan(8);
  });

  describe.each(['storefront', 'backOffice'] as const)('of the %s', (caller) => {
    it.each(routes)('is let in by its scopes alone: $method $path', async (route) => {
      const status = await call(route, tokens[caller]);
      const may = scopes[caller].some((scope) => route.scopes.includes(scope));
      if (may) expect([401, 403, 500]).not.toContain(status);
      else expect(status).toBe(403);
    });
  });

  it.each(routes)('of another client of the pool is refused: $method $path', async (route) => {
    expect(await call(route, await tokenOfAnotherClient)).toBe(401);
  });
});

describe('the smoke test', () => {
  it('finds everything right on a fresh deployment, and says so with exit code 0', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ['bin/smoke.ts', '--data', dataFolder]);
    expect(stdout).toContain('that were looked at are right.');
    expect(stdout).not.toContain('✗');
    expect(stdout).toContain('✓ a part refunded, then called off');
  });
});

/** The token of a client that may ask for the same scopes, but is none of the stack's. */
const tokenOfAnotherClient = (async () => {
  const UserPoolId = stage.output('StorefrontUserPoolId');
  const { UserPoolClient } = await new CognitoIdentityProviderClient(stage.settings).send(
    new CreateUserPoolClientCommand({
      UserPoolId,
      ClientName: 'stranger',
      GenerateSecret: true,
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ['client_credentials'],
      AllowedOAuthScopes: ['read', 'write', 'staff'].map((scope) => `order-confirmation/orders:${scope}`),
    }),
  );
  const { ClientId, ClientSecret } = UserPoolClient ?? {};
  const answer = await fetch(`${stage.settings.endpoint}/oauth2/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${ClientId}:${ClientSecret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
})();
