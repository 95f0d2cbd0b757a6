import { describe, expect, it } from 'vitest';
import { openApiDocument } from '../../lambdas/api/openapi-document.ts';
import { type Resource, stageContexts, synthesised } from './synthesised.ts';

/** A route as it will be deployed: who may call it, and the environment of its function. */
interface DeployedRoute {
  readonly key: string;
  readonly authorization: unknown;
  readonly scopes: readonly unknown[];
  readonly environment: Readonly<Record<string, unknown>>;
}

const contexts = {
  ...stageContexts,
  'dev with an issuer of its own': { issuer: 'https://id.example/', audience: 'orders' },
} satisfies Record<string, Readonly<Record<string, string>>>;

describe.each(Object.entries(contexts))('the routes of %s', (_stage, context) => {
  const { resources } = synthesised(context);
  const routes = deployedRoutes(resources);
  const documented = documentedOperations();

  it('are the operations of the OpenAPI document, no more and no fewer', () => {
    expect(routes.map(({ key }) => key).sort()).toEqual(documented.map(({ key }) => key).sort());
  });

  it.each(documented)(
    '$key asks for the scopes that the document names, whole, or is open as the document says',
    ({ key, scopes }) => {
      const route = routes.find((candidate) => candidate.key === key);

      expect(route?.authorization).toBe(scopes.length === 0 ? 'NONE' : 'JWT');
      expect(new Set(route?.scopes.map(plain))).toEqual(new Set(scopes));
    },
  );

  it('tell each function behind a token what the scope of staff is called at this issuer', () => {
    const staff = routes.find(({ key }) => key === 'POST /orders/{orderId}/shipment')?.scopes[0];
    const closed = routes.filter(({ authorization }) => authorization === 'JWT');

    expect(plain(staff)).toBe('orders:staff');
    expect(closed.length).toBeGreaterThan(0);
    expect(closed.filter(({ environment }) => !isEqual(environment.STAFF_SCOPE, staff))).toEqual([]);
  });
});

function deployedRoutes(resources: (type: string) => readonly Resource[]): readonly DeployedRoute[] {
  const byId = (type: string) => new Map(resources(type).map((resource) => [resource.logicalId, resource.Properties]));
  const integrations = byId('AWS::ApiGatewayV2::Integration');
  const functions = byId('AWS::Lambda::Function');
  return resources('AWS::ApiGatewayV2::Route').map(({ Properties }) => {
    const integration = [...integrations].find(([id]) => JSON.stringify(Properties.Target).includes(`"${id}"`))?.[1];
    const fn = [...functions].find(([id]) => JSON.stringify(integration?.IntegrationUri).includes(`"${id}"`))?.[1];
    const { Variables = {} } = (fn?.Environment ?? {}) as { Variables?: Record<string, unknown> };
    return {
      key: String(Properties.RouteKey),
      authorization: Properties.AuthorizationType,
      scopes: (Properties.AuthorizationScopes ?? []) as readonly unknown[],
      environment: Variables,
    };
  });
}

function documentedOperations() {
  const { paths } = JSON.parse(JSON.stringify(openApiDocument())) as {
    paths: Record<string, Record<string, { security: readonly Record<string, readonly string[]>[] }>>;
  };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { security }]) => ({
      key: `${method.toUpperCase()} ${path}`,
      scopes: security.flatMap((requirement) => Object.values(requirement).flat()),
    })),
  );
}

/** The scope's own name, without the resource server that a user pool puts before it. */
function plain(scope: unknown): string {
  return /orders:\w+(?="?]*\}?$)/.exec(typeof scope === 'string' ? scope : JSON.stringify(scope))?.[0] ?? String(scope);
}

function isEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
