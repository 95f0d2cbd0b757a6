import { Webhook } from 'standardwebhooks';
import { beforeEach, describe, expect, it } from 'vitest';
import { tryWrite } from '../../lambdas/runtime/dynamodb-write.ts';
import { deliverDue } from '../../lambdas/webhooks/deliver-due.ts';
import type { Receipt } from '../../lambdas/webhooks/post-webhook.ts';
import { patienceMilliseconds } from '../../lambdas/webhooks/retry-schedule.ts';
import { newSecret, signedHeaders } from '../../lambdas/webhooks/signature.ts';
import { type WebhookEndpoint, webhookTable } from '../../lambdas/webhooks/webhook-table.ts';
import { noon } from '../builders.ts';
import { inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const name = { storefront: 'north-lane', id: 'endpoint-1' };
const secret = newSecret();

let now: number;
let answer: (url: string, body: string) => Receipt | Promise<Receipt>;
let posted: string[];
let asked: number[];
let counted: string[];

beforeEach(async () => {
  stubServiceEnvironment();
  inMemoryDynamoDb();
  now = Date.parse(noon);
  answer = () => ({ status: 204, milliseconds: 5 });
  [posted, asked, counted] = [[], [], []];
  const endpoint: WebhookEndpoint = {
    ...name,
    url: 'https://shop.example/hook',
    createdAt: noon,
    requestHash: '',
    secrets: [{ secret }],
    failures: 0,
  };
  await tryWrite(webhookTable().addEndpointWrite(endpoint));
});

const ports = () => ({
  table: webhookTable(),
  post: async (url: string, _headers: object, body: string) => {
    posted.push(body);
    return answer(url, body);
  },
  requestDelivery: async (_: object, seconds = 0) => {
    asked.push(seconds);
  },
  count: (metric: string) => counted.push(metric),
  clock: () => new Date(now),
  dice: () => 0.5,
});
const deliver = () => deliverDue(name, ports());
const add = (body: string, subject = 'order') =>
  webhookTable().addDelivery(
    name.id,
    { id: body, type: 'order.changed', subject, time: new Date(now).toISOString(), body },
    new Date(now),
  );
const states = async () => {
  const found: string[] = [];
  for await (const { state, attempts } of webhookTable().deliveries(name.id)) found.push(`${state} ${attempts.length}`);
  return found;
};
const endpoint = () => webhookTable().findEndpoint(name);

describe('what is due at an endpoint', () => {
  it('is sent once, however often it was added or is looked for', async () => {
    await add('a');
    await add('a');
    await Promise.all([deliver(), deliver()]);
    await deliver();
    expect(posted).toEqual(['a']);
    expect(await states()).toEqual(['DELIVERED 1']);
  });

  it('is sent in the order of what it is about, although more comes while it is', async () => {
    await add('a-1');
    await add('a-2');
    answer = async () => {
      if (posted.length === 1) {
        await add('a-3');
        await deliver();
      }
      return { status: 200, milliseconds: 5 };
    };
    await deliver();
    expect(posted).toEqual(['a-1', 'a-2', 'a-3']);
  });

  it('is tried again by and by for three days, and given up then', async () => {
    answer = () => ({ status: 500, milliseconds: 5 });
    await add('a');
    let runs = 0;
    for (; runs < 400 && (await states())[0]?.startsWith('PENDING'); runs++) {
      await deliver();
      now += 15 * 60 * 1000;
      await webhookTable().changeEndpoint(name, { pausedUntil: undefined, failingSince: undefined });
    }
    const [state = ''] = await states();
    expect(state).toMatch(/^FAILED 1[0-9]$/);
    expect(posted.length).toBeLessThan(20);
  });

  it('is not lost where the one who sent it was cut off before it was noted', async () => {
    await add('a');
    answer = () => {
      throw new Error('killed');
    };
    await expect(deliver()).rejects.toThrow('killed');
    answer = () => ({ status: 204, milliseconds: 5 });
    await deliver();
    expect(posted).toEqual(['a']);

    now += 61_000;
    await deliver();
    expect(posted).toEqual(['a', 'a']);
    expect(await states()).toEqual(['DELIVERED 1']);
  });
});

describe('an endpoint that fails', () => {
  it('is left alone after five failures, and tried with one message before it gets the others', async () => {
    answer = () => ({ error: 'Timeout', milliseconds: 10_000 });
    for (let index = 0; index < 8; index++) await add(`${index}`, `order-${index}`);
    await deliver();
    expect(posted).toHaveLength(8);
    expect((await endpoint())?.pausedUntil).toBeDefined();

    const before = posted.length;
    await deliver();
    expect(posted).toHaveLength(before);
    now = Date.parse((await endpoint())?.pausedUntil ?? '') + 1;
    await deliver();
    expect(posted).toHaveLength(before + 1);

    answer = () => ({ status: 200, milliseconds: 5 });
    now += 3_600_000;
    await deliver();
    expect(await endpoint()).toMatchObject({ failures: 0 });
    expect(new Set(await states())).toEqual(new Set(['DELIVERED 2', 'DELIVERED 3']));
  });

  it('has the queue come again soon, and the clock in any case', async () => {
    answer = () => ({ status: 503, milliseconds: 5 });
    await add('a');
    await deliver();
    expect(asked).toEqual([5]);
    expect(await webhookTable().waiting(new Date(now).toISOString())).toEqual([]);
    expect(await webhookTable().waiting(new Date(now + 5_000).toISOString())).toEqual([name]);
    answer = () => ({ status: 200, milliseconds: 5 });
    now += 5_001;
    await deliver();
    expect(await webhookTable().waiting(new Date(now + 9_999_999).toISOString())).toEqual([]);
  });

  it('for three days is disabled, and an operator hears of it', async () => {
    answer = () => ({ status: 500, milliseconds: 5 });
    await add('a');
    await deliver();
    now += patienceMilliseconds + 1;
    await add('b');
    await deliver();
    expect(await endpoint()).toMatchObject({ disabledBecause: 'FAILING' });
    expect(counted).toEqual(['WebhookEndpointDisabled']);
    const { length } = posted;
    now += 86_400_000;
    await deliver();
    expect(posted).toHaveLength(length);
  });

  it('that says that nobody is there any more is disabled at once', async () => {
    answer = () => ({ status: 410, milliseconds: 5 });
    await add('a');
    await deliver();
    expect(await endpoint()).toMatchObject({ disabledBecause: 'GONE' });
  });
});

describe('a signature', () => {
  const former = newSecret();
  const body = '{"type":"order.confirmed"}';

  it('is what the reference implementation takes, by the new secret and, for a while, by the former', () => {
    const at = new Date();
    const until = new Date(at.getTime() + 1_000).toISOString();
    const headers = signedHeaders('a', body, [{ secret }, { secret: former, until }], at);
    for (const valid of [secret, former]) expect(new Webhook(valid).verify(body, headers)).toBeDefined();
    expect(() => new Webhook(newSecret()).verify(body, headers)).toThrow();
    expect(() => new Webhook(secret).verify(`${body} `, headers)).toThrow();
    const later = signedHeaders('a', body, [{ secret }, { secret: former, until }], new Date(until));
    expect(() => new Webhook(former).verify(body, later)).toThrow();
  });
});
