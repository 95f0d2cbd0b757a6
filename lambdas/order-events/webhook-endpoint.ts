import * as z from 'zod/mini';
import { EmailAddress } from '../orders/email-address.ts';
import { Delivery } from '../webhooks/delivery.ts';
import type { WebhookEndpoint } from '../webhooks/endpoint.ts';
import { OrderEvent, orderEventTypes } from './order-event.ts';

/** A type of event that an endpoint is sent to try it, beside those of orders. */
export const testType = 'webhook.test';

/** What an endpoint is sent to try it: a CloudEvent as those of orders, of no order. */
export const TestEvent = z.object({
  ...z.omit(OrderEvent, { sequence: true, storefront: true }).shape,
  type: z.literal(testType),
  subject: z.string(),
  data: z.object({}),
});
export type TestEvent = Readonly<z.output<typeof TestEvent>>;

const Url = z.string().check(
  z.maxLength(2_000, 'must have at most 2,000 characters'),
  z.refine((text) => {
    if (!URL.canParse(text)) return false;
    const { protocol, username, password, hash } = new URL(text);
    return ['https:', 'http:'].includes(protocol) && `${username}${password}${hash}` === '';
  }, 'must be an https URL without user, password or fragment'),
);
const Types = z
  .array(z.enum(orderEventTypes))
  .check(z.minLength(1, 'must name at least one type, or be left out'), z.maxLength(orderEventTypes.length));

/** The body of `POST /webhook-endpoints`. */
export const WebhookEndpointRequest = z.strictObject({
  url: Url,
  types: z.optional(Types),
  contactEmail: z.optional(EmailAddress),
});
export type WebhookEndpointRequest = Readonly<z.output<typeof WebhookEndpointRequest>>;

/** The body of `PATCH /webhook-endpoints/{endpointId}`: what is named is set. */
export const WebhookEndpointChange = z.strictObject({
  url: z.optional(Url),
  types: z.optional(z.nullable(Types)),
  contactEmail: z.optional(z.nullable(EmailAddress)),
  enabled: z.optional(z.boolean()),
});
export type WebhookEndpointChange = Readonly<z.output<typeof WebhookEndpointChange>>;

/** The body of `POST /webhook-endpoints/{endpointId}/replay`. */
export const ReplayRequest = z.strictObject({
  what: z.enum(['MESSAGE', 'FAILED', 'ALL']),
  message: z.optional(z.string().check(z.maxLength(200))),
  since: z.optional(z.iso.datetime()),
});
export type ReplayRequest = Readonly<z.output<typeof ReplayRequest>>;

/** An endpoint as the API shows it. */
export const WebhookEndpointView = z.object({
  id: z.string(),
  url: z.string(),
  types: z.optional(z.array(z.enum(orderEventTypes))),
  contactEmail: z.optional(z.string()),
  status: z.enum(['ENABLED', 'FAILING', 'DISABLED']),
  createdAt: z.string(),
  failingSince: z.optional(z.string()),
  disabledAt: z.optional(z.string()),
  disabledBecause: z.optional(z.enum(['FAILING', 'GONE', 'OWNER'])),
});

/** An endpoint with its secret, which is shown once. */
export const NewWebhookEndpoint = z.object({ ...WebhookEndpointView.shape, secret: z.string() });

/** Every endpoint of a storefront. */
export const WebhookEndpoints = z.object({ endpoints: z.array(WebhookEndpointView) });

/** A secret that is from now on signed with, beside the former. */
export const RotatedSecret = z.object({ secret: z.string(), formerUntil: z.string() });

/** Messages to an endpoint, the latest first. */
export const WebhookDeliveryPage = z.object({
  deliveries: z.array(z.omit(Delivery, { body: true, subject: true })),
  next: z.optional(z.string()),
});

/** How many messages are sent again; `next`: since when to ask again for what is left. */
export const Replayed = z.object({ replayed: z.int(), next: z.optional(z.string()) });

/** A page of events; `next`: what to ask for what comes after. */
export const EventPage = z.object({ events: z.array(OrderEvent), next: z.string() });

/** The endpoint as the API shows it: without its secrets. */
export function shownEndpoint(endpoint: WebhookEndpoint): z.output<typeof WebhookEndpointView> {
  const { id, url, types, contactEmail, createdAt, failures, failingSince, disabledAt, disabledBecause } = endpoint;
  return {
    id,
    url,
    ...(types && { types: z.parse(Types, types) }),
    ...(contactEmail !== undefined && { contactEmail }),
    status: disabledAt !== undefined ? 'DISABLED' : failures > 0 ? 'FAILING' : 'ENABLED',
    createdAt,
    ...(failingSince !== undefined && { failingSince }),
    ...(disabledAt !== undefined && { disabledAt, disabledBecause }),
  };
}
