import { invalidWebhookEndpoint, tooManyWebhookEndpoints } from '../../order-events/problems.ts';
import { malformedRequest, notFound } from '../../runtime/problems.ts';
import type { Routes } from '../route.ts';

/** The routes of the events of orders, and of who is sent them. */
export const eventRoutes = {
  registerWebhookEndpoint: {
    method: 'POST',
    path: '/webhook-endpoints',
    access: { anyScopeOf: ['write'] },
    entry: 'order-events/events-api',
    summary: 'Be told of events by webhook',
    description:
      'Each change of your orders behind the answer is posted to the URL as a CloudEvent, signed as Standard Webhooks has it, at least once; sort by `sequence`, and know by `webhook-id` what you have. Answer 2xx within ten seconds; what fails is tried again for three days, then the endpoint is disabled, and `contactEmail` told. The secret is shown here and never again. https only, to the public Internet. Ten endpoints at most.',
    parameters: ['Idempotency-Key'],
    body: 'WebhookEndpointRequest',
    answers: { 201: { description: 'Registered; events are sent from now on.', schema: 'NewWebhookEndpoint' } },
    problems: [invalidWebhookEndpoint, tooManyWebhookEndpoints],
  },
  listWebhookEndpoints: {
    method: 'GET',
    path: '/webhook-endpoints',
    access: { anyScopeOf: ['read'] },
    entry: 'order-events/events-api',
    summary: 'List your webhook endpoints',
    answers: { 200: { description: 'All of them.', schema: 'WebhookEndpoints' } },
  },
  getWebhookEndpoint: {
    method: 'GET',
    path: '/webhook-endpoints/{endpointId}',
    access: { anyScopeOf: ['read'] },
    entry: 'order-events/events-api',
    summary: 'See how a webhook endpoint does',
    answers: { 200: { description: 'The endpoint.', schema: 'WebhookEndpoint' } },
    problems: [notFound],
  },
  changeWebhookEndpoint: {
    method: 'PATCH',
    path: '/webhook-endpoints/{endpointId}',
    access: { anyScopeOf: ['write'] },
    entry: 'order-events/events-api',
    summary: 'Change a webhook endpoint, disable it, or enable it again',
    description:
      'What is named is set; `types` null is all, `contactEmail` null nobody. Enabled again, it gets what has waited for it.',
    body: 'WebhookEndpointChange',
    answers: { 200: { description: 'The endpoint.', schema: 'WebhookEndpoint' } },
    problems: [invalidWebhookEndpoint, notFound],
  },
  removeWebhookEndpoint: {
    method: 'DELETE',
    path: '/webhook-endpoints/{endpointId}',
    access: { anyScopeOf: ['write'] },
    entry: 'order-events/events-api',
    summary: 'Remove a webhook endpoint',
    answers: { 204: { description: 'Nothing more is sent to it.' } },
    problems: [notFound],
  },
  rotateWebhookSecret: {
    method: 'POST',
    path: '/webhook-endpoints/{endpointId}/secret',
    access: { anyScopeOf: ['write'] },
    entry: 'order-events/events-api',
    summary: 'Get another secret',
    description:
      'For a day messages are signed with the former too. Of several requests at the same moment, all get the same secret.',
    answers: { 200: { description: 'The secret, shown here and never again.', schema: 'RotatedSecret' } },
    problems: [notFound],
  },
  testWebhookEndpoint: {
    method: 'POST',
    path: '/webhook-endpoints/{endpointId}/test',
    access: { anyScopeOf: ['write'] },
    entry: 'order-events/events-api',
    summary: 'Have an event sent that tells of nothing',
    description: 'Its type is `webhook.test`. What became of it is in the deliveries.',
    answers: { 202: { description: 'It is being sent.' } },
    problems: [notFound],
  },
  listWebhookDeliveries: {
    method: 'GET',
    path: '/webhook-endpoints/{endpointId}/deliveries',
    access: { anyScopeOf: ['read'] },
    entry: 'order-events/events-api',
    summary: 'See what was sent to a webhook endpoint in the last 30 days',
    parameters: ['limit', 'cursor'],
    answers: {
      200: { description: 'Of the latest happenings first, each with its attempts.', schema: 'WebhookDeliveryPage' },
    },
    problems: [malformedRequest, notFound],
  },
  replayWebhooks: {
    method: 'POST',
    path: '/webhook-endpoints/{endpointId}/replay',
    access: { anyScopeOf: ['write'] },
    entry: 'order-events/events-api',
    summary: 'Have messages sent again',
    description: 'One, those that failed, or all since a time; 500 at most by one request.',
    body: 'ReplayRequest',
    answers: { 202: { description: 'They are being sent.', schema: 'Replayed' } },
    problems: [invalidWebhookEndpoint, notFound],
  },
  listEvents: {
    method: 'GET',
    path: '/events',
    access: { anyScopeOf: ['read'] },
    entry: 'order-events/events-api',
    summary: 'Read events without webhooks, or catch up',
    description:
      'The events of your orders of the last 30 days, as they were recorded, a minute behind. They are recorded from the first call on, or while you have a webhook endpoint; who has not asked for 30 days is forgotten.',
    parameters: ['limit', 'after'],
    answers: { 200: { description: 'A page; keep `next`, and ask for what is after it.', schema: 'EventPage' } },
    problems: [malformedRequest],
  },
} as const satisfies Routes;
