/** The problems of who wants to be told of events. */
import type { ProblemType } from '../runtime/problem.ts';

export const invalidWebhookEndpoint = {
  kind: 'invalid-webhook-endpoint',
  status: 422,
  title: 'The webhook endpoint is invalid',
} as const satisfies ProblemType;
export const tooManyWebhookEndpoints = {
  kind: 'too-many-webhook-endpoints',
  status: 409,
  title: 'There are as many webhook endpoints as a storefront may have',
} as const satisfies ProblemType;
