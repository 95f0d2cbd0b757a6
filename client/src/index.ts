/** What the package promises; everything else is its own affair. */
export type {
  AcceptedOrder,
  Availability,
  CancellationRequest,
  components,
  OrderEvent,
  OrderRequest,
  PaymentRequest,
  TestEvent,
} from './api.generated.ts';
export {
  type CallOptions,
  type Client,
  type ClientOptions,
  createClient,
  createStaffClient,
  type InputOf,
  type OutputOf,
  type StaffClient,
} from './client.ts';
export { type ClientCredentials, clientCredentials, TokenRefused, type TokenSource } from './client-credentials.ts';
export type { Order, OrderStatus, Outcome } from './follow.ts';
export { type Problem, ProblemError, type ProblemType } from './problem.ts';
export {
  type Delivery,
  type RefusalReason,
  verifyWebhook,
  type WebhookEvent,
  WebhookRefused,
} from './verify-webhook.ts';
