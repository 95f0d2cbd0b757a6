import { type Actions, httpActions } from '../runtime/actions.ts';
import { json } from '../runtime/http.ts';
import { pathParameter } from '../runtime/http-request.ts';
import { pageLimit } from '../runtime/page-limit.ts';
import { listFailureGroups, listFailures } from './list-failures.ts';

/** What each route does. */
export const actions: Actions = {
  'GET /operations/failures': async () => json(200, await listFailureGroups()),
  'GET /operations/failures/{group}': async (request) => {
    const { cursor } = request.queryStringParameters ?? {};
    return json(200, await listFailures(pathParameter(request, 'group'), pageLimit(request), cursor));
  },
};

/** The routes that list what failed and has not gone on. */
export const handler = httpActions(actions);
