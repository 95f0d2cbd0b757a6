import { beforeEach, describe, expect, it, vi } from 'vitest';
import { examples } from '../../lambdas/api/examples.ts';
import { type Route, routeKey } from '../../lambdas/api/route.ts';
import { namedRoutes } from '../../lambdas/api/routes.ts';
import type { HttpResponse, openHttp } from '../../lambdas/runtime/http.ts';
import type { HttpRequest } from '../../lambdas/runtime/http-request.ts';
import { problemUrn } from '../../lambdas/runtime/problem.ts';
import { forbidden } from '../../lambdas/runtime/problems.ts';
import { aContext, anHttpRequest } from '../builders.ts';
import { inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

beforeEach(() => {
  stubServiceEnvironment();
  inMemoryDynamoDb();
  const { fetch: others } = globalThis;
  // What the page of the console asks of the issuer.
  const endpoint = 'https://id.test/endpoint';
  vi.stubGlobal('fetch', async (...asked: Parameters<typeof fetch>) =>
    String(asked[0]).startsWith('https://id.test/')
      ? Response.json({ authorization_endpoint: endpoint, token_endpoint: endpoint })
      : others(...asked),
  );
});

const keysByEntry = new Map<string, string[]>();
for (const [, route] of namedRoutes) {
  keysByEntry.set(route.entry, [...(keysByEntry.get(route.entry) ?? []), routeKey(route)]);
}
const shared = [...keysByEntry].filter(([, keys]) => keys.length > 1);
const moduleOf = (entry: string) => new URL(`../../lambdas/${entry}.handler.ts`, import.meta.url).href;

describe('the route table', () => {
  it('has a route of a method and path once', () => {
    const keys = namedRoutes.map(([, route]) => routeKey(route));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it.each(shared)('has an action for each route that it serves with others: %s', async (entry, keys) => {
    const { actions } = (await import(moduleOf(entry))) as { actions: Readonly<Record<string, unknown>> };
    expect(Object.keys(actions).sort()).toEqual(keys.sort());
  });
});

const closed = namedRoutes.filter(([, { access }]) => 'anyScopeOf' in access);
const open = namedRoutes.filter(([, { access }]) => 'openBecause' in access);

describe('the entry point of a route', () => {
  it.each(closed)('takes no token that names no client: %s', async (_name, route) => {
    const requestContext = { authorizer: { jwt: { claims: { scope: 'orders:staff' } } } } as never;

    const answer = await answerOf(route, requestContext);

    expect(answer.statusCode).toBe(403);
    expect(answer.body).toContain(problemUrn(forbidden));
  });

  it.each(open)('asks for no token where the route is open: %s', async (_name, route) => {
    const answer = await answerOf(route, {} as never);

    expect(answer.statusCode).not.toBe(403);
    expect(answer.statusCode).toBeLessThan(500);
  });
});

/** What the entry point answers to a request with the example of its body. */
async function answerOf(route: Route, requestContext: HttpRequest['requestContext']): Promise<HttpResponse> {
  const { entry, body } = route;
  const { handler } = (await import(moduleOf(entry))) as { handler: ReturnType<typeof openHttp> };
  const json = body === undefined ? undefined : examples[body];
  const pathParameters = { orderId: 'none', sku: 'none', provider: 'none', asset: 'none' };
  const request = { routeKey: routeKey(route), json, pathParameters, requestContext };
  return handler(anHttpRequest(request), aContext());
}
