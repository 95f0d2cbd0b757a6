import { problemsOf } from '../../lambdas/api/route-problems.ts';
import { namedRoutes } from '../../lambdas/api/routes.ts';
import { problemUrn } from '../../lambdas/runtime/problem.ts';

/** Holds the answers of the service to the route table. @throws Error where the record of a route has no such answer */
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
}

/** The route that a call meets, if there is one. */
function routeOf(method: string, path: string) {
  const [pathname = ''] = path.split('?');
  return namedRoutes.find(([, route]) => {
    const pattern = new RegExp(`^${route.path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`);
    return route.method === method && pattern.test(pathname);
  });
}
