import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { OrderEvent } from '../../lambdas/order-events/order-event.ts';
import { freePorts } from '../local/free-ports.ts';
import { here, type RunningReceiver, startReceiver } from '../webhooks/example-receivers.ts';
import { anOrderOf, onSale } from './catalogue.ts';
import { eventually } from './eventually.ts';
import { emailsTo } from './mailbox.ts';
import { type Answer, accepted, accessToken, call, ended, placing } from './storefront.ts';
import { openReceiver, type WebhookReceiver } from './webhook-receiver.ts';

const client = 'storefront-b';
async function asClient(method: string, path: string, body?: unknown): Promise<Answer> {
  return call(method, path, {
    token: await accessToken(client),
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}
async function register(url: string, how: { types?: readonly string[]; contactEmail?: string } = {}) {
  const { status, body } = await asClient('POST', '/webhook-endpoints', { url, ...how });
  if (status !== 201) throw new Error(`refused: ${JSON.stringify(body)}`);
  return { id: String(body.id), secret: String(body.secret) };
}

let receiver: WebhookReceiver;

beforeAll(async () => {
  receiver = await openReceiver(() => 'ok');
});
afterAll(async () => {
  const { body } = await asClient('GET', '/webhook-endpoints');
  for (const { id } of body.endpoints as { id: string }[]) await asClient('DELETE', `/webhook-endpoints/${id}`);
  await receiver.close();
});

describe('a storefront with webhook endpoints', () => {
  it('is told by the example receivers what its orders have come to, and only of what it wants to hear', async () => {
    const { id: refunds } = await register(receiver.url, { types: ['refund.requested'] });
    const examples: RunningReceiver[] = [];
    for (const language of here) {
      const port = await freePorts();
      const { secret } = await register(`http://127.0.0.1:${port}/`);
      const example = await startReceiver(language, [secret], port);
      onTestFinished(example.stop);
      examples.push(example);
    }
    const sku = await onSale({ stock: 1 });
    const token = await accessToken(client);
    const placed = await call('POST', '/orders', { ...placing(anOrderOf(sku), randomUUID()), token });
    const orderId = String(placed.body.id);
    for (const { orders } of examples) {
      await eventually(`the end of order ${orderId} to be known`, async () => {
        const known = orders().find(({ id }) => id === orderId);
        // As many as there are places up to the last: none is missing.
        return known?.status === 'CONFIRMED' && known.events === Number(known.sequence);
      });
    }
    expect(examples.length).toBeGreaterThan(1);
    const { body } = await asClient('GET', `/webhook-endpoints/${refunds}/deliveries`);
    expect(body).toEqual({ deliveries: [] });
  });

  it('tells its owner by e-mail, once, that an endpoint is disabled', async () => {
    const contactEmail = `${randomUUID()}@shop.example`;
    const gone = await openReceiver(() => 410);
    const { id } = await register(gone.url, { types: ['refund.requested'], contactEmail });
    await asClient('POST', `/webhook-endpoints/${id}/test`);
    const [mail] = await eventually('the e-mail to the owner', async () => {
      const mails = await emailsTo(contactEmail);
      return mails.length > 0 && mails;
    });
    expect(mail?.subject).toBe(`Webhooks to ${new URL(gone.url).host} are disabled`);
    expect(mail?.text).toContain(`PATCH /webhook-endpoints/${id}`);
    const { body } = await asClient('GET', `/webhook-endpoints/${id}`);
    expect(body).toMatchObject({ status: 'DISABLED', disabledBecause: 'GONE', contactEmail });
    await asClient('POST', `/webhook-endpoints/${id}/test`);
    await gone.close();
    expect(await emailsTo(contactEmail)).toHaveLength(1);
  });

  it('changes its secret without losing a message, tries it, sees what was sent, and has it sent again', async () => {
    const { id, secret } = await register(receiver.url, { types: ['refund.requested'] });
    const { body: rotated } = await asClient('POST', `/webhook-endpoints/${id}/secret`);
    expect((await asClient('POST', `/webhook-endpoints/${id}/test`)).status).toBe(202);
    const message = await eventually('the test event', async () => receiver.received[0]);
    expect(message.headers['webhook-signature']?.split(' ')).toHaveLength(2);
    for (const valid of [secret, String(rotated.secret)]) {
      expect(new Webhook(valid).verify(message.body, { ...message.headers })).toMatchObject({ type: 'webhook.test' });
    }
    const [delivery] = await eventually('the delivery', async () => {
      const { body } = await asClient('GET', `/webhook-endpoints/${id}/deliveries`);
      const { deliveries } = body as { deliveries: { id: string; state: string; attempts: { status: number }[] }[] };
      return deliveries[0]?.state === 'DELIVERED' && deliveries;
    });
    expect(delivery).toMatchObject({ id: message.event.id, attempts: [{ status: 204 }] });

    const again = { what: 'MESSAGE', message: message.event.id };
    expect((await asClient('POST', `/webhook-endpoints/${id}/replay`, again)).body).toEqual({ replayed: 1 });
    await eventually(
      'the message again',
      async () => receiver.received.filter(({ event }) => event.id === message.event.id).length > 1,
    );
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
    const { id } = await register(receiver.url, { types: ['refund.requested'] });
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
