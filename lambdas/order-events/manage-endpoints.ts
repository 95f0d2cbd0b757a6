import { setTimeout as pause } from 'node:timers/promises';
import type * as z from 'zod/mini';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { type TransactionItem, transact } from '../runtime/dynamodb.ts';
import { environment } from '../runtime/environment.ts';
import { contentHash, keyedId, keyReused } from '../runtime/idempotency-key.ts';
import { Problem } from '../runtime/problem.ts';
import { notFound } from '../runtime/problems.ts';
import { doesWell, type EndpointName, type WebhookEndpoint } from '../webhooks/endpoint.ts';
import { canBeReached } from '../webhooks/post-webhook.ts';
import type { Reach } from '../webhooks/public-address.ts';
import { newSecret } from '../webhooks/signature.ts';
import { requestDelivery } from '../webhooks/webhook-queue.ts';
import { type WebhookTable, webhookTable } from '../webhooks/webhook-table.ts';
import { eventSource } from './order-event.ts';
import { type OrderEventTable, orderEventTable } from './order-event-table.ts';
import { invalidWebhookEndpoint, tooManyWebhookEndpoints } from './problems.ts';
import { listenersKeptMilliseconds } from './record-order-events.ts';
import {
  type NewWebhookEndpoint,
  type ReplayRequest,
  type RotatedSecret,
  shownEndpoint,
  type TestEvent,
  testType,
  type WebhookEndpointChange,
  type WebhookEndpointRequest,
} from './webhook-endpoint.ts';

/** What managing endpoints touches. */
export interface ManageEndpointsPorts {
  readonly endpoints: WebhookTable;
  readonly log: Pick<OrderEventTable, 'listenWrite' | 'forgetWrite'>;
  readonly transact: (items: TransactionItem[]) => ReturnType<typeof transact>;
  readonly requestDelivery: typeof requestDelivery;
  readonly reach: Reach;
  readonly canBeReached: (url: string, reach: Reach) => Promise<boolean>;
  readonly pause: (milliseconds: number) => Promise<unknown>;
  readonly source: string;
  readonly clock: Clock;
}

const production = (): ManageEndpointsPorts => ({
  endpoints: webhookTable(),
  log: orderEventTable(),
  transact,
  requestDelivery,
  reach: environment('WEBHOOK_REACH') as Reach,
  canBeReached,
  pause,
  source: eventSource(environment('STAGE')),
  clock: systemClock,
});

/** The namespace (RFC 9562) of the ids of endpoints. Changing it would let a repeated request register another. */
const endpointIds = '5d0c6a0e-0f7b-4c43-9d40-6f2b6f7f3b52';

/** So many endpoints a storefront may have. */
const mostEndpoints = 10;

/** So long a secret that was replaced signs too. */
const formerSecretMilliseconds = 24 * 60 * 60 * 1000;

/** So many of them sign at most: each makes every message a little longer. */
const mostFormerSecrets = 4;

/** So many messages are sent again by one request. */
const mostReplayed = 500;

/**
 * Registers an endpoint: of each change of the storefront's orders behind the answer it is told.
 * @throws Problem invalid-webhook-endpoint, too-many-webhook-endpoints or idempotency-key-reused
 */
export async function registerEndpoint(
  storefront: string,
  key: string,
  request: WebhookEndpointRequest,
  ports: ManageEndpointsPorts = production(),
): Promise<z.output<typeof NewWebhookEndpoint>> {
  const { endpoints, log, clock } = ports;
  const name = { storefront, id: keyedId(endpointIds, storefront, key) };
  const requestHash = contentHash(request);
  const known = await endpoints.findEndpoint(name);
  if (known === undefined) {
    await demandReachable(request.url, ports);
    if ((await endpoints.endpointsOf(storefront)).length >= mostEndpoints) throw tooMany();
    const createdAt = clock().toISOString();
    const endpoint = { ...name, ...request, createdAt, requestHash, secrets: [{ secret: newSecret() }], failures: 0 };
    await ports.transact([
      endpoints.addEndpointWrite(endpoint),
      log.listenWrite({ storefront, name: name.id, since: createdAt, types: request.types }),
    ]);
    // So long it is remembered who listened before.
    await ports.pause(listenersKeptMilliseconds);
    if (!(await isAmongFirst(name, ports))) {
      await removeEndpoint(name, ports);
      throw tooMany();
    }
  }
  const endpoint = await demandEndpoint(name, ports);
  if (endpoint.requestHash !== requestHash) {
    throw keyReused('another endpoint');
  }
  return { ...shownEndpoint(endpoint), secret: endpoint.secrets[0]?.secret ?? '' };
}

/**
 * An endpoint of a storefront.
 * @throws Problem not-found when there is none of this id, or it is another storefront's
 */
export async function demandEndpoint(
  name: EndpointName,
  { endpoints }: Pick<ManageEndpointsPorts, 'endpoints'> = { endpoints: webhookTable() },
): Promise<WebhookEndpoint> {
  const endpoint = await endpoints.findEndpoint(name);
  if (endpoint === undefined) throw new Problem(notFound, 'There is no such webhook endpoint.');
  return endpoint;
}

/** Changes where and of what an endpoint is told, and whether. @throws Problem not-found, invalid-webhook-endpoint */
export async function changeEndpoint(
  name: EndpointName,
  { url, types, contactEmail, enabled }: WebhookEndpointChange,
  ports: ManageEndpointsPorts = production(),
): Promise<WebhookEndpoint> {
  const { endpoints, log, clock } = ports;
  const endpoint = await demandEndpoint(name, ports);
  if (url !== undefined) await demandReachable(url, ports);
  const wanted = types === undefined ? endpoint.types : (types ?? undefined);
  const standing =
    enabled === undefined
      ? {}
      : enabled
        ? { ...doesWell, disabledAt: undefined, disabledBecause: undefined }
        : ({ ...doesWell, disabledAt: clock().toISOString(), disabledBecause: 'OWNER' } as const);
  const refusals = await ports.transact([
    endpoints.changeEndpointWrite(name, {
      ...(url !== undefined && { url }),
      ...(contactEmail !== undefined && { contactEmail: contactEmail ?? undefined }),
      types: wanted,
      ...standing,
    }),
    log.listenWrite({ storefront: name.storefront, name: name.id, since: endpoint.createdAt, types: wanted }),
  ]);
  if (refusals !== undefined) throw new Problem(notFound, 'There is no such webhook endpoint any more.');
  if (enabled) await ports.requestDelivery(name);
  return demandEndpoint(name, ports);
}

/** Takes an endpoint away. Nothing more is sent to it. @throws Problem not-found */
export async function removeEndpoint(name: EndpointName, ports: ManageEndpointsPorts = production()): Promise<void> {
  await demandEndpoint(name, ports);
  await ports.transact([
    ports.endpoints.removeEndpointWrite(name),
    ports.log.forgetWrite({ storefront: name.storefront, name: name.id }),
  ]);
}

/**
 * Gives an endpoint another secret; for a day, messages are signed with the former ones too: also with one that was
 * replaced by a request whose answer was lost. Of several requests at the same moment, all get the same secret.
 * @throws Problem not-found
 */
export async function rotateSecret(
  name: EndpointName,
  ports: ManageEndpointsPorts = production(),
): Promise<z.output<typeof RotatedSecret>> {
  const { secrets } = await demandEndpoint(name, ports);
  const now = ports.clock();
  const formerUntil = new Date(now.getTime() + formerSecretMilliseconds).toISOString();
  const former = secrets
    .map(({ secret, until = formerUntil }) => ({ secret, until }))
    .filter(({ until }) => until > now.toISOString())
    .slice(0, mostFormerSecrets);
  const rotated: WebhookEndpoint['secrets'] = [{ secret: newSecret() }, ...former];
  const isRotated = await ports.endpoints.changeEndpoint(name, { secrets: rotated }, { secrets });
  const [{ secret } = { secret: '' }, replaced] = isRotated ? rotated : (await demandEndpoint(name, ports)).secrets;
  return { secret, formerUntil: replaced?.until ?? formerUntil };
}

/** Sends an endpoint an event that tells of nothing. @throws Problem not-found */
export async function testEndpoint(name: EndpointName, ports: ManageEndpointsPorts = production()): Promise<void> {
  const { endpoints, source, clock } = ports;
  await demandEndpoint(name, ports);
  const now = clock();
  const time = now.toISOString();
  const id = `test-${now.getTime()}`;
  const event: TestEvent = {
    ...{ specversion: '1.0', id, source, type: testType, subject: name.id, time },
    ...{ datacontenttype: 'application/json', data: {} },
  };
  const message = { id, type: testType, subject: name.id, time, body: JSON.stringify(event) };
  await endpoints.addDelivery(name.id, message, now);
  await ports.requestDelivery(name);
}

/**
 * Has messages sent again: one, those that failed, or all since a time.
 * @throws Problem not-found, invalid-webhook-endpoint
 */
export async function replay(
  name: EndpointName,
  { what, message, since }: ReplayRequest,
  ports: ManageEndpointsPorts = production(),
): Promise<{ readonly replayed: number; readonly next?: string }> {
  const { endpoints, clock } = ports;
  await demandEndpoint(name, ports);
  if (what === 'MESSAGE' && message === undefined) throw invalid('#/message', 'name the message that is sent again');
  if (what === 'ALL' && since === undefined) throw invalid('#/since', 'say since when all are sent again');
  let replayed = 0;
  let next: string | undefined;
  for await (const delivery of endpoints.deliveries(name.id)) {
    if (since !== undefined && delivery.time < new Date(since).toISOString()) break;
    const isWanted = what === 'MESSAGE' ? delivery.id === message : what === 'ALL' || delivery.state === 'FAILED';
    if (!isWanted || delivery.state === 'PENDING') continue;
    if (replayed === mostReplayed) {
      next = delivery.time;
      break;
    }
    if (await endpoints.replay(name.id, delivery, clock())) replayed += 1;
    if (what === 'MESSAGE') break;
  }
  if (replayed > 0) await ports.requestDelivery(name);
  return { replayed, ...(next !== undefined && { next }) };
}

/** Whether an endpoint is one of as many as a storefront may have: others may have been registered at the same moment. */
async function isAmongFirst({ storefront, id }: EndpointName, { endpoints }: ManageEndpointsPorts): Promise<boolean> {
  const orderOf = (endpoint: WebhookEndpoint) => `${endpoint.createdAt} ${endpoint.id}`;
  const all = [...(await endpoints.endpointsOf(storefront))].sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  return all.findIndex((endpoint) => endpoint.id === id) < mostEndpoints;
}

function tooMany(): Problem {
  return new Problem(tooManyWebhookEndpoints, `A storefront may have ${mostEndpoints}; remove one first.`);
}

async function demandReachable(url: string, { reach, canBeReached }: ManageEndpointsPorts): Promise<void> {
  const { protocol, hostname } = new URL(url);
  const isLoopback = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  if (protocol === 'http:' && !(reach === 'loopback' && isLoopback)) throw invalid('#/url', 'must be an https URL');
  if (!(await canBeReached(url, reach))) {
    throw invalid('#/url', 'its host has no address in the public Internet, or one that is not');
  }
}

function invalid(pointer: string, detail: string): Problem {
  return new Problem(invalidWebhookEndpoint, detail, { errors: [{ pointer, detail }] });
}
