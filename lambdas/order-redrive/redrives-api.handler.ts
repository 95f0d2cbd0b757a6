import { audited } from '../audit/audited.ts';
import { type Actions, httpActions } from '../runtime/actions.ts';
import { bodyOf } from '../runtime/body.ts';
import { json } from '../runtime/http.ts';
import { pathParameter } from '../runtime/http-request.ts';
import { idempotencyKeyOf } from '../runtime/idempotency-key.ts';
import { pageLimit } from '../runtime/page-limit.ts';
import {
  findRedrive,
  listRedrives,
  listResults,
  pauseRedrive,
  resumeRedrive,
  startRedrive,
} from './manage-redrives.ts';
import { invalidRedrive } from './problems.ts';
import { RedriveRequest } from './redrive.ts';

const idIn = (request: Parameters<typeof pathParameter>[0]) => pathParameter(request, 'redriveId');

/** What each route does. */
export const actions: Actions = {
  'POST /operations/redrives': async (request, caller) => {
    const key = idempotencyKeyOf(request);
    const redrive = bodyOf(request, RedriveRequest, invalidRedrive);
    const { reason, ...after } = redrive;
    const started = await audited(request, caller, { action: 'startRedrive', reason, after }, () =>
      startRedrive(caller, key, redrive),
    );
    return json(202, started);
  },
  'GET /operations/redrives': async () => json(200, await listRedrives()),
  'GET /operations/redrives/{redriveId}': async (request) => json(200, await findRedrive(idIn(request))),
  'GET /operations/redrives/{redriveId}/orders': async (request) => {
    const { cursor } = request.queryStringParameters ?? {};
    return json(200, await listResults(idIn(request), pageLimit(request), cursor));
  },
  'POST /operations/redrives/{redriveId}/pause': async (request, caller) => {
    const about = idIn(request);
    return json(200, await audited(request, caller, { action: 'pauseRedrive', about }, () => pauseRedrive(about)));
  },
  'POST /operations/redrives/{redriveId}/resume': async (request, caller) => {
    const about = idIn(request);
    return json(200, await audited(request, caller, { action: 'resumeRedrive', about }, () => resumeRedrive(about)));
  },
};

/** The routes by which failed orders are redriven. */
export const handler = httpActions(actions);
