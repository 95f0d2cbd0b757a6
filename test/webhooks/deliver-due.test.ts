import { setImmediate } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { beforeEach, describe, expect, it } from 'vitest';
import { NotSent, RecipientRefused } from '../../lambdas/notifications/notice-errors.ts';
import { recipientLimitTable } from '../../lambdas/notifications/recipient-limit-table.ts';
import { suppressionTable } from '../../lambdas/notifications/suppression-table.ts';
import { tryWrite } from '../../lambdas/runtime/dynamodb-write.ts';
import { deliverDue } from '../../lambdas/webhooks/deliver-due.ts';
import { doesWell, type WebhookEndpoint } from '../../lambdas/webhooks/endpoint.ts';
import type { Receipt } from '../../lambdas/webhooks/post-webhook.ts';
import { patienceMilliseconds, warningMilliseconds } from '../../lambdas/webhooks/retry-schedule.ts';
import { newSecret, signedHeaders } from '../../lambdas/webhooks/signature.ts';
import { renderOwnersNews, tellOwner } from '../../lambdas/webhooks/tell-owner.ts';
import { webhookTable } from '../../lambdas/webhooks/webhook-table.ts';
import { noon } from '../builders.ts';
import { inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';
import { aShop } from '../shop/a-brand.ts';

const name = { storefront: 'north-lane', id: 'endpoint-1' };
const secret = newSecret();

let now: number;
let answer: (url: string, body: string) => Receipt | Promise<Receipt>;
let posted: string[];
let asked: number[];
let counted: string[];
let mails: string[];
let send: () => void;

beforeEach(async () => {
  stubServiceEnvironment();
  inMemoryDynamoDb();
  now = Date.parse(noon);
  answer = () => ({ status: 204, milliseconds: 5 });
  [posted, asked, counted, mails] = [[], [], [], []];
  send = () => {};
  const endpoint: WebhookEndpoint = {
    ...name,
    url: 'https://shop.example/hook',
    contactEmail: 'ops@shop.example',
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
  tellOwner: (endpoint: WebhookEndpoint) =>
    tellOwner(endpoint, {
      ...{ table: webhookTable(), suppressions: suppressionTable(), limits: recipientLimitTable() },
      ...{ shop: aShop, clock: () => new Date(now) },
      sendEmail: async (to, { subject }) => {
        send();
        mails.push(`${to}: ${subject}`);
        return 'message-1';
      },
    }),
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

  it('is sent no more once it was taken, also where it is still listed because that was cut off', async () => {
    await add('a');
    const [due] = await webhookTable().due(name.id, '~', 1);
    await deliver();
    const attempt = { at: noon, status: 204, milliseconds: 5 };
    const before = new Date(now - 1).toISOString();
    if (due)
      await webhookTable().recordAttempt(name.id, due, { attempt, state: 'DELIVERED', next: before }, new Date(now));

    await deliver();

    expect(posted).toEqual(['a']);
    expect(await webhookTable().due(name.id, '~', 1)).toEqual([]);
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

  it.each([
    ['of one order', () => 'order'],
    ['each of another order', (number: number) => `order-${number}`],
  ])('that hangs is left alone within the time of the function, whatever is due: %s', async (_, subjectOf) => {
    for (let number = 0; number < 40; number++) await add(`${number}`, subjectOf(number));
    answer = async () => {
      const timeout = now + 10_000;
      await setImmediate();
      now = Math.max(now, timeout);
      return { error: 'Timeout', milliseconds: 10_000 };
    };
    const calls: number[] = [];
    while ((await endpoint())?.pausedUntil === undefined && calls.length < 10) {
      const begun = now;
      await deliver();
      calls.push((now - begun) / 1000);
    }
    expect(Math.max(...calls)).toBeLessThan(30);
    expect((await endpoint())?.failures).toBeGreaterThanOrEqual(5);
    expect(posted.length).toBeLessThanOrEqual(10);
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

describe('the owner of an endpoint that fails', () => {
  /** Messages that come, one each hour, and fail; until so many hours are over. */
  const fail = async (hours: number, receipt: Receipt = { status: 503, milliseconds: 5 }) => {
    answer = () => receipt;
    for (let hour = 0; hour < hours; hour++) {
      await add(`${now}`);
      await deliver();
      now += 3_600_000;
      await webhookTable().changeEndpoint(name, { pausedUntil: undefined });
    }
  };
  const warning = 'ops@shop.example: Webhooks to shop.example have been failing for a day';
  const disabled = 'ops@shop.example: Webhooks to shop.example are disabled';

  it('is warned once after a day, and told once that it is disabled, whatever comes then', async () => {
    await fail(warningMilliseconds / 3_600_000 + 1);
    expect(mails).toEqual([]);
    await fail(3);
    expect(mails).toEqual([warning]);
    await fail(patienceMilliseconds / 3_600_000);
    expect(mails).toEqual([warning, disabled]);
    expect(await endpoint()).toMatchObject({ disabledBecause: 'FAILING' });
  });

  it('is warned again only once it has done well in between', async () => {
    await fail(27);
    answer = () => ({ status: 204, milliseconds: 5 });
    now += 48 * 3_600_000;
    await deliver();
    await fail(20);
    expect(mails).toEqual([warning]);
    await fail(7);
    expect(mails).toEqual([warning, warning]);
  });

  it('is told at once where nobody is there any more', async () => {
    await fail(2, { status: 410, milliseconds: 5 });
    expect(mails).toEqual([disabled]);
  });

  it('is told later where SES takes no mail, and no message waits for that', async () => {
    send = () => {
      throw new NotSent('Throttling');
    };
    await fail(1, { status: 410, milliseconds: 5 });
    expect(mails).toEqual([]);
    expect(await webhookTable().waiting(new Date(now + 3_600_000).toISOString())).toEqual([name]);
    send = () => {};
    await deliver();
    await deliver();
    expect(mails).toEqual([disabled]);
    expect(await webhookTable().waiting(new Date(now + 3_600_000).toISOString())).toEqual([]);
  });

  it('is told although the function was cut off behind the write that disabled it', async () => {
    await add('a');
    answer = () => ({ status: 410, milliseconds: 5 });
    const cutOff = { ...ports(), tellOwner: () => Promise.reject(new Error('killed')) };
    await expect(deliverDue(name, cutOff)).rejects.toThrow('killed');
    now += 61_000;
    await deliver();
    expect(mails).toEqual([disabled]);
  });

  it('is not tried again where the address is refused for good, or comes back', async () => {
    send = () => {
      throw new RecipientRefused('MessageRejected');
    };
    await fail(1, { status: 410, milliseconds: 5 });
    expect(await endpoint()).not.toHaveProperty('ownersNews');

    send = () => {};
    await suppressionTable().suppress('ops@shop.example', 'BOUNCED', new Date(now).toISOString());
    await webhookTable().changeEndpoint(name, { ownersNews: { what: 'GONE', lastAnswer: 'status 410' } });
    await deliver();
    expect([mails, (await endpoint())?.ownersNews]).toEqual([[], undefined]);
  });

  it('is told ten times a day at most, whoever names them and however often an endpoint is gone', async () => {
    const goneAgain = async () => {
      await webhookTable().changeEndpoint(name, { ...doesWell, disabledAt: undefined, disabledBecause: undefined });
      await fail(1, { status: 410, milliseconds: 5 });
    };
    for (let hour = 0; hour < 11; hour++) await goneAgain();
    expect(mails).toHaveLength(10);
    expect(await endpoint()).not.toHaveProperty('ownersNews');

    now += 24 * 3_600_000;
    await goneAgain();
    expect(mails).toHaveLength(11);
  });

  it('who gave no address is not told: the operator is', async () => {
    await webhookTable().changeEndpoint(name, { contactEmail: undefined });
    await fail(1, { status: 410, milliseconds: 5 });
    expect([mails, counted]).toEqual([[], ['WebhookEndpointDisabled']]);
    expect(await endpoint()).not.toHaveProperty('ownersNews');
  });
});

describe('what an owner reads', () => {
  const failing = {
    ...name,
    url: 'https://shop.example/hook?token=secret',
    failingSince: '2026-11-20T10:15:00.000Z',
  };

  it.each([
    ['WARNING', 'until 2026-11-23 10:15 UTC, it is disabled'],
    ['FAILING', 'PATCH /webhook-endpoints/endpoint-1 with {"enabled": true}'],
    ['GONE', 'DELETE /webhook-endpoints/endpoint-1'],
  ] as const)('of %s says what to do, in text and HTML, without what the URL keeps secret', (what, todo) => {
    const { text, html } = renderOwnersNews(failing, { what, lastAnswer: '<status 503>' }, aShop);
    expect(text).toContain(todo);
    expect(text).toContain('https://shop.example/hook ');
    expect(`${text}${html}`).not.toMatch(/token=secret|undefined|Invalid/);
    expect(html).not.toContain('<status');
    if (what !== 'GONE') expect(text).toContain('since 2026-11-20 10:15 UTC. The last attempt ended with <status 503>');
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
