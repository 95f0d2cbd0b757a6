import type { Caller } from './caller.ts';
import { type HttpResponse, http } from './http.ts';
import type { HttpRequest } from './http-request.ts';

/** What one route of several does. */
export type Action = (request: HttpRequest, caller: Caller) => Promise<HttpResponse>;

/** The actions of a function that serves several routes, by the gateway's name of each: `POST /things`. */
export type Actions = Readonly<Record<string, Action>>;

/** What a function that serves several routes does for one. @throws Error for one that the gateway should not send it */
export function actionFor<Of>(actions: Readonly<Record<string, Of>>, { routeKey }: HttpRequest): Of {
  const action = actions[routeKey];
  if (action === undefined) throw new Error(`nobody serves ${routeKey}`);
  return action;
}

/** The middleware stack of a function that serves several routes with an access token. Its answers are news: nobody keeps them. */
export function httpActions(actions: Actions) {
  return http(async (request, caller) => {
    const answer = await actionFor(actions, request)(request, caller);
    return { ...answer, headers: { ...answer.headers, 'cache-control': 'no-store' } };
  });
}
