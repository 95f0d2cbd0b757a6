import { describe, expect, it } from 'vitest';
import { scopes } from '../../lambdas/access/scopes.ts';
import { openApiDocument } from '../../lambdas/api/openapi-document.ts';
import { routeKey } from '../../lambdas/api/route.ts';
import { namedRoutes } from '../../lambdas/api/routes.ts';
import { type Resource, stageContexts, synthesised } from './synthesised.ts';

/** A route as it will be deployed: who may call it, and the environment of its function. */
interface DeployedRoute {
  readonly key: string;
  readonly authorization: unknown;
  readonly scopes: readonly unknown[];
  readonly environment: Readonly<Record<string, unknown>>;
  /** The name of its function's entry point. */
  readonly entry: unknown;
}

const contexts = {
  ...stageContexts,
  'dev with an issuer of its own': { issuer: 'https://id.example/', audience: 'orders' },
} satisfies Record<string, Readonly<Record<string, string>>>;

const documented = documentedOperations();

describe.each(Object.entries(contexts))('the routes of %s', (_stage, context) => {
  const { resources } = synthesised(context);
  const routes = deployedRoutes(resources);

  it('are those of the table and of the OpenAPI document, no more and no fewer', () => {
    const inTable = namedRoutes.map(([, route]) => routeKey(route)).sort();

    expect(routes.map(({ key }) => key).sort()).toEqual(inTable);
    expect(documented.map(({ key }) => key).sort()).toEqual(inTable);
  });

  it.each(namedRoutes)('%s asks for the scopes of its record, whole, or is open as its record says', (name, route) => {
    const { authorization, scopes: deployed, entry } = only(routes, routeKey(route));
    const operation = only(documented, routeKey(route));
    const anyScopeOf =
      'anyScopeOf' in route.access ? route.access.anyScopeOf.map((scope) => scopes[scope].scopeName) : [];

    expect(operation.operationId).toBe(name);
    expect(authorization).toBe(anyScopeOf.length === 0 ? 'NONE' : 'JWT');
    expect(new Set(deployed.map(plain))).toEqual(new Set(anyScopeOf));
    expect(new Set(operation.scopes)).toEqual(new Set(anyScopeOf));
    expect(route.entry.endsWith(`/${entry}`)).toBe(true);
  });

  it('tell each function behind a token what stands before the names of the scopes at this issuer', () => {
    const closed = routes.filter(({ authorization }) => authorization === 'JWT');
    const [server] = resources('AWS::Cognito::UserPoolResourceServer');
    const prefix = server === undefined ? 'none' : `${server.Properties.Identifier}/`;

    expect(closed.length).toBeGreaterThan(0);
    expect(closed.filter(({ environment }) => environment.SCOPE_PREFIX !== prefix)).toEqual([]);
    const notOfServer = closed.flatMap(({ scopes: deployed }) =>
      deployed.map(textOf).filter((scope) => scope !== plain(scope) && !scope.includes(String(server?.logicalId))),
    );
    expect(notOfServer).toEqual([]);
  });
});

function deployedRoutes(resources: (type: string) => readonly Resource[]): readonly DeployedRoute[] {
  const byId = (type: string) => new Map(resources(type).map((resource) => [resource.logicalId, resource.Properties]));
  const integrations = byId('AWS::ApiGatewayV2::Integration');
  const functions = byId('AWS::Lambda::Function');
  const aliases = byId('AWS::Lambda::Alias');
  // Beside them is the one that holds the connections of pages.
  const ofApi = resources('AWS::ApiGatewayV2::Route').filter(
    ({ Properties }) => !JSON.stringify(Properties.ApiId).includes('OrderPagePush'),
  );
  return ofApi.map(({ Properties }) => {
    const integration = [...integrations].find(([id]) => JSON.stringify(Properties.Target).includes(`"${id}"`))?.[1];
    const uri = JSON.stringify(integration?.IntegrationUri);
    const [, alias] = [...aliases].find(([id]) => uri.includes(`"${id}"`)) ?? [];
    const called = alias === undefined ? uri : JSON.stringify(alias.FunctionName);
    const fn = [...functions].find(([id]) => called.includes(`"${id}"`))?.[1];
    const { Variables = {} } = (fn?.Environment ?? {}) as { Variables?: Record<string, unknown> };
    return {
      key: String(Properties.RouteKey),
      authorization: Properties.AuthorizationType,
      scopes: (Properties.AuthorizationScopes ?? []) as readonly unknown[],
      environment: Variables,
      entry: Variables.POWERTOOLS_SERVICE_NAME,
    };
  });
}

function documentedOperations() {
  const { paths } = JSON.parse(JSON.stringify(openApiDocument())) as {
    paths: Record<
      string,
      Record<string, { operationId: string; security: readonly Record<string, readonly string[]>[] }>
    >;
  };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, security }]) => ({
      operationId,
      key: `${method.toUpperCase()} ${path}`,
      scopes: security.flatMap((requirement) => Object.values(requirement).flat()),
    })),
  );
}

function only<Keyed extends { readonly key: string }>(all: readonly Keyed[], key: string): Keyed {
  const [one, ...others] = all.filter((candidate) => candidate.key === key);
  if (one === undefined || others.length > 0) throw new Error(`there is not exactly one ${key}`);
  return one;
}

/** The scope's own name, without the resource server that a user pool puts before it. */
function plain(scope: unknown): string {
  return textOf(scope).replace(/^.*\//, '');
}

/** A value of the template as one text, with what it refers to in angle brackets. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const { 'Fn::Join': join } = value as { 'Fn::Join'?: readonly [string, readonly unknown[]] };
  return join === undefined ? `<${JSON.stringify(value)}>` : join[1].map(textOf).join(join[0]);
}
