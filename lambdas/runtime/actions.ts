import type { Caller } from './caller.ts';
import { type HttpResponse, http } from './http.ts';
import type { HttpRequest } from './http-request.ts';

/** What one route of several does. */
export type Action = (request: HttpRequest, caller: Caller) => Promise<HttpResponse>;

/** The actions of a function that serves several routes, by the gateway's name of each: `POST /things`. */
export type Actions = Readonly<Record<string, Action>>;

/** The middleware stack of a function that serves several routes with an access token. Its answers are news: nobody keeps them. */
export function httpActions(actions: Actions) {
  return http(async (request, caller) => {
    const action = actions[request.routeKey];
    if (action === undefined) throw new Error(`nobody serves ${request.routeKey}`);
    const answer = await action(request, caller);
    return { ...answer, headers: { ...answer.headers, 'cache-control': 'no-store' } };
  });
}
