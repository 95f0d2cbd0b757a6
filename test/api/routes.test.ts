import { beforeEach, describe, expect, it } from 'vitest';
import { examples } from '../../lambdas/api/examples.ts';
import { namedRoutes, type Route, routeKey } from '../../lambdas/api/routes.ts';
import { actions } from '../../lambdas/order-events/events-api.handler.ts';
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
});

describe('the route table', () => {
  it('has a route of a method and path once, under another entry point each, but for those of events', () => {
    const ofEvents = namedRoutes.filter(([, { entry }]) => entry === 'order-events/events-api');
    const others = namedRoutes.filter((route) => !ofEvents.includes(route));
    for (const all of [namedRoutes.map(([, route]) => routeKey(route)), others.map(([, { entry }]) => entry)]) {
      expect(new Set(all).size).toBe(all.length);
    }
    expect(Object.keys(actions).sort()).toEqual(ofEvents.map(([, route]) => routeKey(route)).sort());
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
async function answerOf({ entry, body }: Route, requestContext: HttpRequest['requestContext']): Promise<HttpResponse> {
  const { href } = new URL(`../../lambdas/${entry}.handler.ts`, import.meta.url);
  const { handler } = (await import(href)) as { handler: ReturnType<typeof openHttp> };
  const json = body === undefined ? undefined : examples[body];
  const pathParameters = { orderId: 'none', sku: 'none', provider: 'none' };
  return handler(anHttpRequest({ json, pathParameters, requestContext }), aContext());
}
