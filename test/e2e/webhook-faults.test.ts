import { randomUUID } from 'node:crypto';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { verifyWebhook } from 'order-confirmation-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OrderEvent } from '../../lambdas/order-events/order-event.ts';
import { eachOf } from '../../lambdas/runtime/each-of.ts';
import { deliveryBreaches, type ToldOrder } from '../webhooks/delivery-breaches.ts';
import { anOrderOf, onSale } from './catalogue.ts';
import { documents, outputs } from './cloud.ts';
import { eventually } from './eventually.ts';
import { killAtWork } from './processes.ts';
import { accessToken, call, placing, type Request } from './storefront.ts';
import { alone } from './turn.ts';
import { type Mood, openReceiver, type WebhookReceiver } from './webhook-receiver.ts';

// Functions are killed.
alone();

/** How many orders; `npm run test:webhooks` takes 200. */
const orders = Number(process.env.WEBHOOK_ORDERS ?? 10);

/** Who publishes, and how often each is killed in the middle of its work: a sender that was is waited for three minutes. */
const publishers = [
  ['FollowOrdersFunction', Math.ceil(orders / 10)],
  ['FollowInBulkFunction', Math.ceil(orders / 10)],
  ['DeliverDueFunction', Math.floor(orders / 50)],
] as const;

/** What becomes of the orders, one after the other. */
const payments = ['authorised', 'declined', 'authorised', 'delayed', 'authorised'] as const;

/** What the receiver does, one after the other; now and then it is too slow. */
const moods = ['ok', 'ok', 500, 'ok', 'cut', 'late', 503, 'ok'] as const;
const moodOf = (nth: number): Mood => (nth % 150 === 40 ? 'too late' : (moods[nth % moods.length] ?? 'ok'));

let receiver: WebhookReceiver;
let token: string;
let endpoint: { readonly id: string; readonly secret: string };

const asOwner = (method: string, path: string, body?: object): ReturnType<typeof call> => {
  const request: Request = body === undefined ? {} : placing(body, randomUUID());
  return call(method, path, { ...request, token });
};

beforeAll(async () => {
  receiver = await openReceiver(moodOf);
  token = await accessToken('storefront-b');
  const { status, body } = await asOwner('POST', '/webhook-endpoints', { url: receiver.url });
  expect(status).toBe(201);
  endpoint = { id: String(body.id), secret: String(body.secret) };
});
afterAll(async () => {
  await asOwner('DELETE', `/webhook-endpoints/${endpoint.id}`);
  await receiver.close();
});

it('tells a receiver that fails, by functions that are killed, of each change of each order, once by id, and of nothing else', async () => {
  let isOver = false;
  const killing = publishers.map(async ([name, times]) => {
    let killed = 0;
    while (killed < times && (await killAtWork(outputs[name] ?? '', () => isOver))) killed++;
    return killed;
  });
  const begun = new Date().toISOString();
  const sku = await onSale({ stock: orders });
  const ids: string[] = [];
  await eachOf([...Array(orders).keys()], 5, async (index) => {
    const payment = { provider: 'sandbox', token: `sandbox-${payments[index % payments.length]}` };
    const { body } = await asOwner('POST', '/orders', anOrderOf(sku, { payment }));
    ids.push(String(body.id));
    if (index % 7 === 3) await asOwner('POST', `/orders/${body.id}/cancellation`, { reason: 'CHANGED_MIND' });
  });
  expect(new Set(ids).size).toBe(orders);
  for (const id of ids) await wholeOf(id);
  isOver = true;
  const killed = await Promise.all(killing);

  // All of it again: nobody learns anything new by that.
  const before = receiver.received.length;
  const { body } = await asOwner('POST', `/webhook-endpoints/${endpoint.id}/replay`, { what: 'ALL', since: begun });
  await eventually('what is sent again', async () => receiver.received.length >= before + Number(body.replayed));
  const told = await Promise.all(ids.map(wholeOf));

  const events = told.reduce((sum, { recorded }) => sum + recorded.length, 0);
  const known = new Set(ids);
  expect(receiver.received.filter(({ event }) => !known.has(event.subject))).toEqual([]);
  for (const { headers, body } of receiver.received) {
    const now = new Date(Number(headers['webhook-timestamp']) * 1000);
    const { id } = await verifyWebhook({ headers, body, secret: endpoint.secret, now });
    expect(headers['webhook-id']).toBe(id);
  }
  expect(killed[0]).toBeGreaterThan(0);
  process.stdout.write(
    `${orders} orders, ${events} events, ${receiver.received.length} deliveries; killed ${killed.join(' and ')} times\n`,
  );
});

/** Waits until the receiver knows all of an order that has ended. @throws Error that says what it does not */
async function wholeOf(id: string): Promise<ToldOrder> {
  let breaches: readonly string[] = [];
  return eventually(
    `all of order ${id} to be told`,
    async () => {
      const told = await toldOf(id);
      breaches = deliveryBreaches(told);
      const isOpen = ['PENDING', 'RESERVED'].includes(String(told.shown.status));
      return !isOpen && breaches.length === 0 && told;
    },
    600,
  ).catch((error: unknown) => {
    throw new Error(`order ${id}: ${breaches.join('; ')}`, { cause: error });
  });
}

async function toldOf(id: string): Promise<ToldOrder> {
  const { body } = await asOwner('GET', `/orders/${id}`);
  const { Items = [] } = await documents.send(
    new QueryCommand({
      TableName: outputs.OrderEventsTable,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :event)',
      ExpressionAttributeValues: { ':pk': `ORDER#${id}`, ':event': 'EVENT#' },
      ConsistentRead: true,
    }),
  );
  return {
    shown: body as unknown as ToldOrder['shown'],
    recorded: Items.map(({ event }) => event as OrderEvent),
    received: receiver.received.filter(({ event }) => event.subject === id).map(({ event }) => event as OrderEvent),
  };
}
