import { type Actions, httpActions } from '../runtime/actions.ts';
import { bodyOf } from '../runtime/body.ts';
import type { Caller } from '../runtime/caller.ts';
import { json } from '../runtime/http.ts';
import { type HttpRequest, pathParameter } from '../runtime/http-request.ts';
import { idempotencyKeyOf } from '../runtime/idempotency-key.ts';
import { pageLimit } from '../runtime/page-limit.ts';
import { listDeliveries } from './list-deliveries.ts';
import { listEndpoints } from './list-endpoints.ts';
import { listEvents } from './list-events.ts';
import {
  changeEndpoint,
  demandEndpoint,
  registerEndpoint,
  removeEndpoint,
  replay,
  rotateSecret,
  testEndpoint,
} from './manage-endpoints.ts';
import { invalidWebhookEndpoint } from './problems.ts';
import { ReplayRequest, shownEndpoint, WebhookEndpointChange, WebhookEndpointRequest } from './webhook-endpoint.ts';

const nameOf = (request: HttpRequest, { client }: Caller) => ({
  storefront: client,
  id: pathParameter(request, 'endpointId'),
});

/** What each route does. They are one function: called by who sets an endpoint up, and seldom. */
export const actions: Actions = {
  'POST /webhook-endpoints': async (request, { client }) => {
    const key = idempotencyKeyOf(request);
    return json(
      201,
      await registerEndpoint(client, key, bodyOf(request, WebhookEndpointRequest, invalidWebhookEndpoint)),
    );
  },
  'GET /webhook-endpoints': async (_, { client }) => json(200, { endpoints: await listEndpoints(client) }),
  'GET /webhook-endpoints/{endpointId}': async (request, caller) =>
    json(200, shownEndpoint(await demandEndpoint(nameOf(request, caller)))),
  'PATCH /webhook-endpoints/{endpointId}': async (request, caller) => {
    const change = bodyOf(request, WebhookEndpointChange, invalidWebhookEndpoint);
    return json(200, shownEndpoint(await changeEndpoint(nameOf(request, caller), change)));
  },
  'DELETE /webhook-endpoints/{endpointId}': async (request, caller) => {
    await removeEndpoint(nameOf(request, caller));
    return { statusCode: 204 };
  },
  'POST /webhook-endpoints/{endpointId}/secret': async (request, caller) =>
    json(200, await rotateSecret(nameOf(request, caller))),
  'POST /webhook-endpoints/{endpointId}/test': async (request, caller) => {
    await testEndpoint(nameOf(request, caller));
    return { statusCode: 202 };
  },
  'GET /webhook-endpoints/{endpointId}/deliveries': async (request, caller) => {
    const { id } = await demandEndpoint(nameOf(request, caller));
    return json(200, await listDeliveries(id, pageLimit(request), request.queryStringParameters?.cursor));
  },
  'POST /webhook-endpoints/{endpointId}/replay': async (request, caller) => {
    const what = bodyOf(request, ReplayRequest, invalidWebhookEndpoint);
    return json(202, await replay(nameOf(request, caller), what));
  },
  'GET /events': async (request, { client }) =>
    json(200, await listEvents(client, request.queryStringParameters?.after, pageLimit(request))),
};

/** The routes of who wants to be told of events: webhook endpoints, and `GET /events`. */
export const handler = httpActions(actions);
