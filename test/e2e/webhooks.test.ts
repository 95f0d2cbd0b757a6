import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventTypeOf, isTold, type OrderEvent } from '../../lambdas/order-events/order-event.ts';
import { anOrderOf, onSale } from './catalogue.ts';
import { eventually } from './eventually.ts';
import { type Answer, accepted, accessToken, call, ended, type ShownOrder } from './storefront.ts';

/** How many orders go through a receiver that fails; more at night. */
const orders = Number(process.env.WEBHOOK_ORDERS ?? 12);

/** Answers of the receiver, one after the other, over and over: it fails, cuts the line, and takes some twice. */
const moods = ['ok', 'ok', 500, 'ok', 'cut', 'ok', 503, 'ok'] as const;

interface Receiver {
  readonly url: string;
  readonly server: Server;
  readonly seen: { readonly id: string; readonly headers: Record<string, string>; readonly body: string }[];
}

async function openReceiver(answers: readonly (typeof moods)[number][]): Promise<Receiver> {
  const seen: Receiver['seen'] = [];
  let calls = 0;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const mood = answers[calls++ % answers.length];
    const headers = request.headers as Record<string, string>;
    // Whoever fails may have taken it all the same.
    seen.push({ id: headers['webhook-id'] ?? '', headers, body: Buffer.concat(chunks).toString() });
    if (mood === 'cut') return request.socket.destroy();
    response.statusCode = mood === 'ok' || mood === undefined ? 204 : mood;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, server, seen };
}

const client = 'storefront-b';
async function asClient(method: string, path: string, body?: unknown): Promise<Answer> {
  return call(method, path, {
    token: await accessToken(client),
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}
async function register(url: string, types?: readonly string[]) {
  const { status, body } = await asClient('POST', '/webhook-endpoints', { url, ...(types && { types }) });
  if (status !== 201) throw new Error(`refused: ${JSON.stringify(body)}`);
  return { id: String(body.id), secret: String(body.secret) };
}

let faulty: Receiver;
let calm: Receiver;

beforeAll(async () => {
  faulty = await openReceiver(moods);
  calm = await openReceiver(['ok']);
});
afterAll(async () => {
  const { body } = await asClient('GET', '/webhook-endpoints');
  for (const { id } of body.endpoints as { id: string }[]) await asClient('DELETE', `/webhook-endpoints/${id}`);
  for (const { server } of [faulty, calm]) {
    server.closeAllConnections();
    server.close();
  }
});

describe('a storefront with webhook endpoints', () => {
  it('is told of every change of its orders, of nothing else, in an unbroken sequence, although its receiver fails', async () => {
    const [endpoint, { id: refunds }] = [await register(faulty.url), await register(calm.url, ['refund.requested'])];
    const sku = await onSale({ stock: orders });
    const token = await accessToken(client);
    const ids = await Promise.all(
      Array.from({ length: orders }, async () => {
        const { body } = await call('POST', '/orders', {
          token,
          headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
          body: JSON.stringify(anOrderOf(sku)),
        });
        return String(body.id);
      }),
    );
    const webhook = new Webhook(endpoint.secret);
    for (const id of ids) {
      const { told, events } = await eventually(`all events of ${id}`, async () => {
        const { body } = await call('GET', `/orders/${id}`, { token });
        const { timeline } = body as unknown as ShownOrder;
        const isOver = ['NOTICE_SENT', 'PAYMENT_CAPTURED'].every((last) =>
          timeline.some(({ event }) => event === last),
        );
        const told = timeline.filter(({ event }) => isTold(event as 'ORDER_ACCEPTED'));
        const events = eventsOf(faulty, webhook, id);
        return (
          isOver && events.filter(({ type }) => type !== 'order.changed').length >= told.length && { told, events }
        );
      });
      expect(events.map(({ sequence }) => Number(sequence))).toEqual(events.map((_, index) => index + 1));
      expect(
        events
          .filter(({ type }) => type !== 'order.changed')
          .map(({ type, time }) => `${time} ${type}`)
          .sort(),
      ).toEqual(told.map(({ event, at }) => `${at} ${eventTypeOf(event as 'ORDER_ACCEPTED')}`).sort());
    }
    expect(calm.seen).toEqual([]);
    const { body } = await asClient('GET', `/webhook-endpoints/${refunds}/deliveries`);
    expect(body).toEqual({ deliveries: [] });
  });

  it('changes its secret without losing a message, tries it, sees what was sent, and has it sent again', async () => {
    const { id, secret } = await register(calm.url, ['refund.requested']);
    const { body: rotated } = await asClient('POST', `/webhook-endpoints/${id}/secret`);
    expect((await asClient('POST', `/webhook-endpoints/${id}/test`)).status).toBe(202);
    const message = await eventually('the test event', async () => calm.seen[0]);
    expect(message.headers['webhook-signature']?.split(' ')).toHaveLength(2);
    for (const valid of [secret, String(rotated.secret)]) {
      expect(new Webhook(valid).verify(message.body, message.headers)).toMatchObject({ type: 'webhook.test' });
    }
    const [delivery] = await eventually('the delivery', async () => {
      const { body } = await asClient('GET', `/webhook-endpoints/${id}/deliveries`);
      const { deliveries } = body as { deliveries: { id: string; state: string; attempts: { status: number }[] }[] };
      return deliveries[0]?.state === 'DELIVERED' && deliveries;
    });
    expect(delivery).toMatchObject({ id: message.id, attempts: [{ status: 204 }] });

    const again = { what: 'MESSAGE', message: message.id };
    expect((await asClient('POST', `/webhook-endpoints/${id}/replay`, again)).body).toEqual({ replayed: 1 });
    await eventually('the message again', async () => calm.seen.filter((one) => one.id === message.id).length > 1);
  });

  it('cannot have anything sent where only the cloud itself gets to', async () => {
    for (const url of [
      'http://shop.example/hook',
      'https://169.254.169.254/latest/meta-data',
      'https://10.0.0.1/',
      'https://0x0a000001/',
      'https://[::ffff:10.0.0.1]/',
      'https://user:secret@shop.example/',
    ]) {
      const { status, body } = await asClient('POST', '/webhook-endpoints', { url });
      expect([url, status]).toEqual([url, 422]);
      expect(body.errors).toMatchObject([{ pointer: '#/url' }]);
    }
  });

  it('is nobody else’s: another storefront does not find its endpoint', async () => {
    const { id } = await register(calm.url, ['refund.requested']);
    for (const [method, path] of [
      ['GET', ''],
      ['DELETE', ''],
      ['POST', '/secret'],
      ['GET', '/deliveries'],
    ] as const) {
      expect((await call(method, `/webhook-endpoints/${id}${path}`)).status).toBe(404);
    }
  });
});

describe('a storefront without an endpoint', () => {
  it('reads its events itself, from when it first asked', async () => {
    const first = await call('GET', '/events');
    expect(first.status).toBe(200);
    const sku = await onSale({ stock: 5 });
    const id = await accepted(anOrderOf(sku));
    await ended(id);
    // Those of the other tests' orders come between: the storefront is one.
    let { next } = first.body;
    const types: string[] = [];
    await eventually('the events to be listed', async () => {
      const { body } = await call('GET', `/events?limit=200&after=${encodeURIComponent(String(next))}`);
      const { events } = body as unknown as { events: OrderEvent[] };
      next = body.next;
      types.push(...events.filter(({ subject }) => subject === id).map(({ type }) => type));
      return types.includes('order.confirmed');
    });
    expect(types.slice(0, 2)).toEqual(['order.accepted', 'inventory.reserved']);
  });
});

/** The events of an order that a receiver has seen, verified, each once, in their order. */
function eventsOf({ seen }: Receiver, webhook: Webhook, orderId: string): readonly OrderEvent[] {
  const events = seen
    .filter(({ body }) => body.includes(orderId))
    .map(({ body, headers, id }) => {
      const event = webhook.verify(body, headers) as OrderEvent;
      expect(event.id).toBe(id);
      return event;
    });
  const byId = new Map(events.map((event) => [event.id, event]));
  return [...byId.values()].sort((a, b) => (a.sequence < b.sequence ? -1 : 1));
}
