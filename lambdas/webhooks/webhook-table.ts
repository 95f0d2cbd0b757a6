import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { dynamodb, query, type TransactionItem, transact } from '../runtime/dynamodb.ts';
import { type Read, read } from '../runtime/dynamodb-read.ts';
import { absent, atMost, type Put, present, tryWrite, type When, writesTo } from '../runtime/dynamodb-write.ts';
import { environment } from '../runtime/environment.ts';
import { type Attempt, Delivery, type Due, type WebhookMessage } from './delivery.ts';
import { type EndpointName, WebhookEndpoint } from './endpoint.ts';

/**
 * The Webhooks table:
 * - `STOREFRONT#<client>` / `ENDPOINT#<id>`: an endpoint
 * - `ENDPOINT#<id>` / `DELIVERY#<time>#<message>`: a message to it; forgotten after 30 days
 * - `ENDPOINT#<id>` / `DUE#<at>#<time>#<message>`: when that is to be sent
 * - `WAITING` / the endpoint: an endpoint for which something is to be sent later, when the clock says so
 */
const keys = {
  endpoints: (storefront: string) => `STOREFRONT#${storefront}`,
  endpoint: ({ storefront, id }: EndpointName) => ({ pk: keys.endpoints(storefront), sk: `ENDPOINT#${id}` }),
  messages: (endpointId: string) => `ENDPOINT#${endpointId}`,
  delivery: (endpointId: string, { time, id }: Pick<Due, 'time' | 'id'>) => ({
    pk: keys.messages(endpointId),
    sk: `DELIVERY#${time}#${id}`,
  }),
  due: (endpointId: string, { at, time, id }: Due) => ({
    pk: keys.messages(endpointId),
    sk: `DUE#${at}#${time}#${id}`,
  }),
  waiting: ({ storefront, id }: EndpointName) => ({ pk: 'WAITING', sk: JSON.stringify([storefront, id]) }),
} as const;

/** So long deliveries are kept, in seconds. */
const keptSeconds = 30 * 86_400;

/** The functions of the Webhooks table. */
export type WebhookTable = ReturnType<typeof webhookTable>;

/** The Webhooks table; the only place that knows its keys and expressions. */
export function webhookTable(tableName = environment('WEBHOOKS_TABLE')) {
  const { update, put } = writesTo<WebhookEndpoint & Delivery>(tableName);
  const expiresAt = (now: Date) => Math.floor(now.getTime() / 1000) + keptSeconds;

  /** The write that registers an endpoint, unless it is. */
  function addEndpointWrite(endpoint: WebhookEndpoint): Put {
    return put({ ...keys.endpoint(endpoint), ...endpoint }, { pk: absent });
  }

  /** The write that takes an endpoint away; what was sent to it is forgotten with time. */
  function removeEndpointWrite(name: EndpointName): TransactionItem {
    return { Delete: { TableName: tableName, Key: keys.endpoint(name) } };
  }

  /** An endpoint, strongly consistent. */
  async function findEndpoint(name: EndpointName): Promise<WebhookEndpoint | undefined> {
    return read({ tableName, key: keys.endpoint(name), as: (item) => z.parse(WebhookEndpoint, item) });
  }

  /** The endpoints of a storefront. */
  async function endpointsOf(storefront: string): Promise<readonly WebhookEndpoint[]> {
    const endpoints: WebhookEndpoint[] = [];
    for await (const item of itemsOf(keys.endpoints(storefront), 'ENDPOINT#')) {
      endpoints.push(z.parse(WebhookEndpoint, item));
    }
    return endpoints;
  }

  /** The write that changes an endpoint that is there. An undefined attribute is taken away. */
  function changeEndpointWrite(
    name: EndpointName,
    changes: { readonly [Name in keyof WebhookEndpoint]?: WebhookEndpoint[Name] | undefined },
    when: When<WebhookEndpoint> = {},
  ) {
    const remove = Object.entries(changes).flatMap(([attribute, value]) => (value === undefined ? [attribute] : []));
    return update(keys.endpoint(name), {
      set: changes as Partial<WebhookEndpoint>,
      remove: remove as (keyof WebhookEndpoint)[],
      when: { ...when, pk: present } as When<WebhookEndpoint & Delivery>,
    });
  }

  /** Changes an endpoint. @returns false when it is not there, or not as it must be */
  async function changeEndpoint(...change: Parameters<typeof changeEndpointWrite>): Promise<boolean> {
    return tryWrite(changeEndpointWrite(...change));
  }

  /**
   * Takes it on oneself to send to an endpoint, until a moment.
   * @returns false when another does: it will look again before it ends
   */
  async function lease(name: EndpointName, now: string, until: string): Promise<boolean> {
    for (const free of [{ leasedUntil: undefined }, { leasedUntil: atMost(now) }]) {
      if (await changeEndpoint(name, { leasedUntil: until, isWanted: undefined }, free)) return true;
    }
    await changeEndpoint(name, { isWanted: true });
    return false;
  }

  /**
   * Adds a message for an endpoint, due at once; one that is there already stays as it is.
   * @param now since when it is tried
   */
  async function addDelivery(endpointId: string, message: WebhookMessage, now: Date): Promise<void> {
    const since = now.toISOString();
    const delivery: Delivery = { ...message, state: 'PENDING', since, attempts: [] };
    await transact([
      put({ ...keys.delivery(endpointId, message), ...delivery, expiresAt: expiresAt(now) }, { pk: absent }),
      put({ ...keys.due(endpointId, { at: since, ...message }), expiresAt: expiresAt(now) }),
    ]);
  }

  /** Has a message sent again. @returns false when it is on its way */
  async function replay(endpointId: string, delivery: Delivery, now: Date): Promise<boolean> {
    const since = now.toISOString();
    const refusals = await transact([
      update(keys.delivery(endpointId, delivery), {
        set: { state: 'PENDING', since },
        when: { state: delivery.state },
      }),
      put({ ...keys.due(endpointId, { at: since, ...delivery }), expiresAt: expiresAt(now) }),
    ]);
    return refusals === undefined;
  }

  /** What is to be sent to an endpoint until a moment, the earliest first, at most so many. */
  async function due(endpointId: string, until: string, limit: number): Promise<readonly Due[]> {
    const found: Due[] = [];
    for await (const { sk } of itemsOf(keys.messages(endpointId), 'DUE#', limit)) {
      const [, at = '', time = '', id = ''] = String(sk).split('#');
      if (at > until || found.length === limit) break;
      found.push({ at, time, id });
    }
    return found;
  }

  /** The read of a message to an endpoint. */
  function deliveryToRead(endpointId: string, name: Pick<Due, 'time' | 'id'>): Read<Delivery> {
    return { tableName, key: keys.delivery(endpointId, name), as: (item) => z.parse(Delivery, item) };
  }

  /**
   * Notes an attempt to send, and what follows. Where it is cut off in the middle, the message is sent again.
   * @param next when it is to be sent again; undefined when it is over
   */
  async function recordAttempt(
    endpointId: string,
    due: Due,
    { attempt, state, next }: { readonly attempt: Attempt; readonly state: Delivery['state']; readonly next?: string },
    now: Date,
  ): Promise<void> {
    const noted = update(keys.delivery(endpointId, due), {
      set: { state },
      append: { attempts: [attempt] },
      when: { pk: present } as When<WebhookEndpoint & Delivery>,
    });
    await tryWrite(noted);
    if (next !== undefined) {
      const Item = { ...keys.due(endpointId, { ...due, at: next }), expiresAt: expiresAt(now) };
      await dynamodb.send(new PutCommand({ TableName: tableName, Item }));
    }
    await removeDue(endpointId, due);
  }

  /** Takes back that a message is to be sent. */
  async function removeDue(endpointId: string, due: Due): Promise<void> {
    await dynamodb.send(new DeleteCommand({ TableName: tableName, Key: keys.due(endpointId, due) }));
  }

  /** Messages to an endpoint, those of the latest happenings first. @param before those before this time, or time and id, only */
  async function* deliveries(endpointId: string, before = '~'): AsyncGenerator<Delivery> {
    const found = query({
      TableName: tableName,
      // No other item of an endpoint comes before its deliveries.
      KeyConditionExpression: 'pk = :pk AND sk < :before',
      ExpressionAttributeValues: { ':pk': keys.messages(endpointId), ':before': `DELIVERY#${before}` },
      ScanIndexForward: false,
      ConsistentRead: true,
    });
    for await (const item of found) yield z.parse(Delivery, item);
  }

  /** Notes that the clock has to look at an endpoint, from a moment on. */
  async function addWaiting(name: EndpointName, at: string): Promise<void> {
    await dynamodb.send(new PutCommand({ TableName: tableName, Item: { ...keys.waiting(name), at } }));
  }

  /** Notes that it need not. */
  async function removeWaiting(name: EndpointName): Promise<void> {
    await dynamodb.send(new DeleteCommand({ TableName: tableName, Key: keys.waiting(name) }));
  }

  /** The endpoints that the clock has to look at now. */
  async function waiting(now: string): Promise<readonly EndpointName[]> {
    const names: EndpointName[] = [];
    for await (const { sk, at } of itemsOf('WAITING', '')) {
      if (String(at) > now) continue;
      const [storefront, id] = JSON.parse(String(sk)) as [string, string];
      names.push({ storefront, id });
    }
    return names;
  }

  function itemsOf(pk: string, prefix: string, Limit?: number) {
    return query({
      TableName: tableName,
      KeyConditionExpression: prefix === '' ? 'pk = :pk' : 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': pk, ...(prefix !== '' && { ':prefix': prefix }) },
      ConsistentRead: true,
      Limit,
    });
  }

  return {
    addEndpointWrite,
    removeEndpointWrite,
    findEndpoint,
    endpointsOf,
    changeEndpointWrite,
    changeEndpoint,
    lease,
    addDelivery,
    replay,
    due,
    deliveryToRead,
    recordAttempt,
    removeDue,
    deliveries,
    addWaiting,
    removeWaiting,
    waiting,
  };
}
