import { audited } from '../audit/audited.ts';
import { type Actions, httpActions } from '../runtime/actions.ts';
import { bodyOf } from '../runtime/body.ts';
import { json } from '../runtime/http.ts';
import { pathParameter } from '../runtime/http-request.ts';
import { idempotencyKeyOf } from '../runtime/idempotency-key.ts';
import { wrongParameter } from '../runtime/query-parameter.ts';
import { causeKinds } from './cause.ts';
import { CauseActionClosure, CauseActionRequest } from './cause-action.ts';
import { showCauses } from './cause-overview.ts';
import { closeAction, noteAction } from './note-action.ts';
import { invalidCauseAction } from './problems.ts';

/** What each route does. */
export const actions: Actions = {
  'GET /operations/causes': async ({ queryStringParameters: { kind: asked } = {} }) => {
    const kind = causeKinds.find((one) => one === asked);
    if (kind === undefined) throw wrongParameter('kind', `must be one of ${causeKinds.join(', ')}`);
    return json(200, await showCauses(kind));
  },
  'POST /operations/cause-actions': async (request, caller) => {
    const key = idempotencyKeyOf(request);
    const body = bodyOf(request, CauseActionRequest, invalidCauseAction);
    const asked = { action: 'noteCauseAction', reason: body.what, after: body };
    return json(201, await audited(request, caller, asked, () => noteAction(key, body, caller)));
  },
  'POST /operations/cause-actions/{actionId}/closure': async (request, caller) => {
    const body = bodyOf(request, CauseActionClosure, invalidCauseAction);
    const about = pathParameter(request, 'actionId');
    const asked = { action: 'closeCauseAction', about, reason: body.conclusion };
    return json(200, await audited(request, caller, asked, () => closeAction(about, body, caller)));
  },
};

/** The routes of why orders came to what nobody wants, and of what is done about it. */
export const handler = httpActions(actions);
