import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ofEachScope } from '../../lambdas/access/scopes.ts';
import { examples } from '../../lambdas/api/examples.ts';
import { type Route, routeKey } from '../../lambdas/api/route.ts';
import { namedRoutes } from '../../lambdas/api/routes.ts';
import { projectFolder } from '../../local/settings.ts';
import { aContext, anHttpRequest } from '../builders.ts';
import { inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const everyScope = Object.values(ofEachScope(({ scopeName }) => scopeName)).join(' ');

/** What no id or token of ours looks like: it has no place in a key of a table, or in none that we write. */
const odd = [
  ...[' ', '#', '%', '%00', '../..', '__proto__', 'constructor', '😀'],
  'A'.repeat(2_100),
  encodeURIComponent('鍵'.repeat(700)),
];

beforeAll(() => {
  stubServiceEnvironment();
  inMemoryDynamoDb();
});

const named = namedRoutes.filter(([, { path }]) => path.includes('{'));

describe('a name in a path that a caller made up', () => {
  it.each(named)('is nobody’s, and no fault of ours: %s', async (_name, route) => {
    for (const name of odd) expect(await statusOf(route, name), name.slice(0, 20)).toBeLessThan(500);
  });
});

/** What a route answers to somebody who may do everything, about what has this name. */
async function statusOf(route: Route, name: string): Promise<number> {
  const { handler } = await import(join(projectFolder, `lambdas/${route.entry}.handler.ts`));
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, parameter = '']) => [parameter, name]);
  const request = anHttpRequest({
    routeKey: routeKey(route),
    pathParameters: Object.fromEntries(names),
    scope: everyScope,
    headers: { reason: 'as%20the%20test%20wants', 'sec-fetch-site': 'same-origin' },
    ...(route.body !== undefined && { json: examples[route.body] ?? {} }),
  });
  return (await handler(request, aContext())).statusCode;
}
