import { setImmediate } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { listDeliveries } from '../../lambdas/order-events/list-deliveries.ts';
import { listEndpoints } from '../../lambdas/order-events/list-endpoints.ts';
import { listEvents } from '../../lambdas/order-events/list-events.ts';
import {
  changeEndpoint,
  registerEndpoint,
  removeEndpoint,
  replay,
  rotateSecret,
} from '../../lambdas/order-events/manage-endpoints.ts';
import { orderEventTable } from '../../lambdas/order-events/order-event-table.ts';
import { recordOrderEvents } from '../../lambdas/order-events/record-order-events.ts';
import { transact } from '../../lambdas/runtime/dynamodb.ts';
import { webhookTable } from '../../lambdas/webhooks/webhook-table.ts';
import { anOrder, anOrderContent, anOrderId, noon } from '../builders.ts';
import { inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const url = 'https://shop.example/hook';
const storefront = 'north-lane';
let now: Date;
let asked: number;
let reachable: boolean;

beforeEach(() => {
  stubServiceEnvironment();
  inMemoryDynamoDb();
  now = new Date(noon);
  asked = 0;
  reachable = true;
});

const ports = () => ({
  endpoints: webhookTable(),
  log: orderEventTable(),
  transact,
  requestDelivery: async () => {
    asked += 1;
  },
  reach: 'public' as const,
  canBeReached: async () => reachable,
  pause: async () => {},
  source: 'urn:order-confirmation:dev',
  clock: () => now,
});
const register = (key = 'key', request: { url: string; types?: ['order.confirmed'] } = { url }) =>
  registerEndpoint(storefront, key, request, ports());
const listeners = () => orderEventTable().listeners(now);

describe('a webhook endpoint', () => {
  it('is registered once, however often the request comes, and makes its storefront a listener', async () => {
    const first = await register();
    expect(await register()).toEqual(first);
    expect(first).toMatchObject({ url, status: 'ENABLED', secret: expect.stringMatching(/^whsec_/) });
    expect(await listeners()).toEqual([{ storefront, name: first.id, since: noon }]);
    const shown = await listEndpoints(storefront);
    expect(shown).toMatchObject([{ id: first.id }]);
    expect(JSON.stringify(shown)).not.toContain('whsec_');
    await expect(register('key', { url: `${url}/other` })).rejects.toMatchObject({ kind: 'idempotency-key-reused' });
  });

  it('is refused where it leads nowhere public, or in the clear', async () => {
    reachable = false;
    await expect(register()).rejects.toMatchObject({
      kind: 'invalid-webhook-endpoint',
      errors: [{ pointer: '#/url' }],
    });
    reachable = true;
    await expect(register('key', { url: 'http://shop.example/' })).rejects.toMatchObject({
      errors: [{ pointer: '#/url' }],
    });
    await expect(register('key', { url: 'http://127.0.0.1/' })).rejects.toMatchObject({
      errors: [{ pointer: '#/url' }],
    });
    expect(await listeners()).toEqual([]);
  });

  it('is one of ten at most, though many are registered at the same moment', async () => {
    const atOnce = { ...ports(), pause: () => setImmediate() };
    const answers = await Promise.allSettled(
      Array.from({ length: 30 }, (_, index) => registerEndpoint(storefront, `key-${index}`, { url }, atOnce)),
    );

    const given = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value.id] : []));
    expect(given).toHaveLength(10);
    expect((await listEndpoints(storefront)).map(({ id }) => id).sort()).toEqual([...given].sort());
    expect((await listeners()).map(({ name }) => name).sort()).toEqual([...given].sort());
    for (const answer of answers.filter(({ status }) => status === 'rejected')) {
      expect(answer).toMatchObject({ reason: { kind: 'too-many-webhook-endpoints' } });
    }
  });

  it('is one of ten at most', async () => {
    for (let index = 0; index < 10; index++) await register(`key-${index}`);
    await expect(register('one more')).rejects.toMatchObject({ kind: 'too-many-webhook-endpoints' });
    expect(await register('key-3')).toBeDefined();
  });

  it('is changed, disabled, enabled and removed, and nobody listens any more', async () => {
    const { id } = await register();
    const name = { storefront, id };
    await changeEndpoint(name, { types: ['order.confirmed'], enabled: false }, ports());
    expect(await listEndpoints(storefront)).toMatchObject([
      { status: 'DISABLED', disabledBecause: 'OWNER', types: ['order.confirmed'] },
    ]);
    expect(await listeners()).toMatchObject([{ types: ['order.confirmed'] }]);
    await changeEndpoint(name, { types: null, enabled: true }, ports());
    expect(await listEndpoints(storefront)).toEqual([expect.not.objectContaining({ types: expect.anything() })]);
    expect(asked).toBe(1);
    await expect(changeEndpoint({ ...name, storefront: 'other' }, {}, ports())).rejects.toMatchObject({
      kind: 'not-found',
    });
    await removeEndpoint(name, ports());
    expect(await listeners()).toEqual([]);
  });

  it('has whom to tell, until it is taken back', async () => {
    const { id } = await registerEndpoint(storefront, 'key', { url, contactEmail: 'ops@shop.example' }, ports());
    const name = { storefront, id };
    expect(await listEndpoints(storefront)).toMatchObject([{ contactEmail: 'ops@shop.example' }]);
    await changeEndpoint(name, { types: ['order.confirmed'] }, ports());
    expect(await listEndpoints(storefront)).toMatchObject([{ contactEmail: 'ops@shop.example' }]);
    await changeEndpoint(name, { contactEmail: null }, ports());
    expect((await listEndpoints(storefront))[0]).not.toHaveProperty('contactEmail');
  });

  it('that is enabled, or disabled by its owner, has nothing more to tell them', async () => {
    const { id } = await register();
    const name = { storefront, id };
    for (const enabled of [true, false]) {
      await webhookTable().changeEndpoint(name, {
        ...{ isWarned: true, ownersNews: { what: 'WARNING', lastAnswer: 'status 500' }, failingSince: noon },
      });
      await changeEndpoint(name, { enabled }, ports());
      expect(Object.keys((await webhookTable().findEndpoint(name)) ?? {})).not.toEqual(
        expect.arrayContaining([expect.stringMatching(/^(isWarned|ownersNews|failingSince)$/)]),
      );
    }
  });

  it('signs with each secret for a day after it was replaced, so that a request that is repeated costs none', async () => {
    const { id, secret } = await register();
    const name = { storefront, id };
    const second = await rotateSecret(name, ports());
    now = new Date(now.getTime() + 60_000);
    const third = await rotateSecret(name, ports());
    expect(Date.parse(third.formerUntil) - Date.parse(second.formerUntil)).toBe(60_000);
    const secrets = async () => (await webhookTable().findEndpoint(name))?.secrets;
    expect(await secrets()).toEqual([
      { secret: third.secret },
      { secret: second.secret, until: third.formerUntil },
      { secret, until: second.formerUntil },
    ]);
    now = new Date(second.formerUntil);
    const fourth = await rotateSecret(name, ports());
    expect(await secrets()).toEqual([
      { secret: fourth.secret },
      { secret: third.secret, until: fourth.formerUntil },
      { secret: second.secret, until: third.formerUntil },
    ]);
    for (let times = 0; times < 9; times++) await rotateSecret(name, ports());
    expect(await secrets()).toHaveLength(5);
  });

  it('gets one secret from two who replace it at the same moment, and both learn it', async () => {
    const { id, secret } = await register();
    const name = { storefront, id };
    const endpoints = webhookTable();
    const rotations: Awaited<ReturnType<typeof rotateSecret>>[] = [];
    // The other one comes between the look and the write of the first.
    const late = {
      ...endpoints,
      changeEndpoint: async (...change: Parameters<typeof endpoints.changeEndpoint>) => {
        rotations.push(await rotateSecret(name, ports()));
        return endpoints.changeEndpoint(...change);
      },
    };
    rotations.push(await rotateSecret(name, { ...ports(), endpoints: late }));
    const [winner, loser] = rotations;
    expect(loser).toEqual(winner);
    expect((await endpoints.findEndpoint(name))?.secrets).toEqual([
      { secret: winner?.secret },
      { secret, until: winner?.formerUntil },
    ]);
  });

  it('lists its messages page by page, and has those sent again that are asked for', async () => {
    const { id } = await register();
    const name = { storefront, id };
    const table = webhookTable();
    for (let minute = 0; minute < 5; minute++) {
      const time = new Date(now.getTime() + minute * 60_000).toISOString();
      const message = { id: `m-${minute}`, type: 'order.changed', subject: 's', time, body: '{}' };
      await table.addDelivery(id, message, now);
      const [due] = await table.due(id, '~', 1);
      if (due === undefined) throw new Error('nothing is due');
      const attempt = { at: noon, status: 500, milliseconds: 1 };
      await table.recordAttempt(id, due, { attempt, state: minute === 1 ? 'FAILED' : 'DELIVERED' }, now);
    }
    const first = await listDeliveries(id, 3, undefined);
    expect(first.deliveries.map((one) => one.id)).toEqual(['m-4', 'm-3', 'm-2']);
    const second = await listDeliveries(id, 3, first.next);
    expect(second.deliveries.map((one) => one.id)).toEqual(['m-1', 'm-0']);
    expect(second.next).toBeUndefined();

    const due = async () => (await table.due(id, '~', 10)).map((one) => one.id);
    expect(await replay(name, { what: 'FAILED' }, ports())).toEqual({ replayed: 1 });
    expect(await due()).toEqual(['m-1']);
    expect(await replay(name, { what: 'FAILED' }, ports())).toEqual({ replayed: 0 });
    expect(await replay(name, { what: 'MESSAGE', message: 'm-3' }, ports())).toEqual({ replayed: 1 });
    const since = new Date(now.getTime() + 120_000).toISOString();
    expect(await replay(name, { what: 'ALL', since }, ports())).toEqual({ replayed: 2 });
    expect((await due()).sort()).toEqual(['m-1', 'm-2', 'm-3', 'm-4']);
    await expect(replay(name, { what: 'ALL' }, ports())).rejects.toMatchObject({ errors: [{ pointer: '#/since' }] });
  });
});

describe('a storefront that reads its events itself', () => {
  it('gets each once, page by page, from its first call on, once none can come in between', async () => {
    const log = orderEventTable();
    const read = (after?: string, limit = 2) =>
      listEvents(storefront, after, limit, { log, pause: async () => {}, clock: () => now });
    const { events, next } = await read();
    expect(events).toEqual([]);
    expect(await listeners()).toEqual([{ storefront, name: 'feed', since: noon }]);

    for (let number = 0; number < 3; number++) {
      const id = anOrderId(number);
      now = new Date(now.getTime() + 1_000);
      const order = anOrder({ id, timeline: [{ at: now.toISOString(), event: 'ORDER_ACCEPTED' }] });
      await recordOrderEvents(id, {
        ...{ log, hasBus: false, source: 'urn:test', clock: () => now, handOver: async () => {} },
        readSnapshot: async () => ({
          ...{ order, content: anOrderContent({ id }), payment: undefined, version: 1 },
          ...{ notices: [], resends: [], shipments: [], cases: [], returns: [], formerPayments: [] },
        }),
      });
    }
    expect((await read(next)).events).toEqual([]);
    now = new Date(now.getTime() + 61_000);
    const first = await read(next);
    expect(first.events.map(({ subject }) => subject)).toEqual([anOrderId(0), anOrderId(1)]);
    const second = await read(first.next);
    expect(second.events.map(({ subject }) => subject)).toEqual([anOrderId(2)]);
    expect(await read(second.next)).toEqual({ events: [], next: second.next });
    await expect(read('nonsense')).rejects.toMatchObject({ kind: 'malformed-request' });
  });

  it('is forgotten when it has not asked for 30 days', async () => {
    const log = orderEventTable();
    const read = () => listEvents(storefront, undefined, 2, { log, pause: async () => {}, clock: () => now });
    await read();
    now = new Date(now.getTime() + 29 * 86_400_000);
    await read();
    now = new Date(now.getTime() + 29 * 86_400_000);
    expect(await listeners()).toMatchObject([{ since: noon }]);
    now = new Date(now.getTime() + 86_400_000);
    expect(await listeners()).toEqual([]);
    await read();
    expect(await listeners()).toMatchObject([{ since: now.toISOString() }]);
  });
});
