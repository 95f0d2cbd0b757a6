import { operationOf } from '../../lambdas/api/operation.ts';
import { headers as documentedHeaders } from '../../lambdas/api/parameters.ts';
import { problemsOf } from '../../lambdas/api/route-problems.ts';
import { namedRoutes } from '../../lambdas/api/routes.ts';
import { problemUrn } from '../../lambdas/runtime/problem.ts';

/**
 * Holds the answers of the service to the route table and the document made of it.
 * @throws Error where the record of a route has no such answer, or the document none with such a header
 */
export function demandDocumented(
  method: string,
  path: string,
  { status, headers, body }: { readonly status: number; readonly headers: Headers; readonly body: { type?: unknown } },
): void {
  const [name, route] = routeOf(method, path) ?? [];
  if (name === undefined || route === undefined) return;
  const isProblem = headers.get('content-type') === 'application/problem+json';
  const isListed = isProblem
    ? problemsOf(route).some((type) => type.status === status && problemUrn(type) === body.type)
    : status >= 400 || status in route.answers;
  if (!isListed) throw new Error(`The record of ${name} has no answer ${status} ${String(body.type ?? '')}`);
  const responses: Readonly<Record<string, { readonly headers?: object }>> = operationOf(route, '').responses;
  const told = responses[status]?.headers ?? {};
  const untold = Object.keys(documentedHeaders).filter((header) => headers.has(header) && !(header in told));
  if (untold.length > 0) throw new Error(`The document of ${name} says nothing of ${untold.join()} at ${status}`);
}

/** The route that a call meets, if there is one. */
function routeOf(method: string, path: string) {
  const [pathname = ''] = path.split('?');
  return namedRoutes.find(([, route]) => {
    const pattern = new RegExp(`^${route.path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`);
    return route.method === method && pattern.test(pathname);
  });
}
