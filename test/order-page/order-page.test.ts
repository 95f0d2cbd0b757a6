import { createHash, randomBytes } from 'node:crypto';
import { DescribeExecutionCommand, SFNClient } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { pageTextsOf } from '../../lambdas/notifications/texts.ts';
import { notCancellable } from '../../lambdas/order-cancellation/problems.ts';
import { cancelFromPage } from '../../lambdas/order-page/cancel-from-page.ts';
import { findGrantedSnapshot } from '../../lambdas/order-page/find-granted.ts';
import { handler } from '../../lambdas/order-page/get-order-page.handler.ts';
import { instructFromPage } from '../../lambdas/order-page/instruct-from-page.ts';
import { handler as submitForm } from '../../lambdas/order-page/page-forms.handler.ts';
import { handler as revoke } from '../../lambdas/order-page/revoke-status-url.handler.ts';
import { handler as waitFromPage } from '../../lambdas/order-page/wait-from-page.handler.ts';
import { locales } from '../../lambdas/orders/locale.ts';
import type { Order, OrderContent } from '../../lambdas/orders/order.ts';
import { linkDays, pageTokenOf } from '../../lambdas/orders/page-link.ts';
import { Problem } from '../../lambdas/runtime/problem.ts';
import { exampleShop } from '../../local/example-shop.ts';
import {
  aCaller,
  aContext,
  anHttpRequest,
  anOrder,
  anOrderContent,
  anOrderId,
  anOrderItem,
  anOrderLine,
  aPayment,
  noon,
} from '../builders.ts';
import { aPolicy } from '../delivery-promise/a-policy.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';
import { aShop } from '../shop/a-brand.ts';

const id = anOrderId();
const machine = mockClient(SFNClient);
let db: InMemoryDynamoDb;
beforeEach(() => {
  stubServiceEnvironment();
  machine.reset();
  db = inMemoryDynamoDb();
  vi.useFakeTimers({ now: new Date(noon), toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('GET /o/{token}', () => {
  it.each(locales)('shows the order in the language of its customer: %s', async (locale) => {
    stored({ status: 'CONFIRMED', payment: undefined, total: 0 }, { locale, timeZone: 'Europe/London' });

    const { statusCode, headers, body } = await get(await aToken());

    expect(statusCode).toBe(200);
    expect(headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'content-language': locale });
    expect(body).toContain(`<html lang="${locale}">`);
    expect(body).toContain('K7Q-4XW-2R9');
    expect(body).toContain(pageTextsOf(locale).stations.received);
  });

  it('hides where the order goes and whom we write to, unless the link proves its bearer', async () => {
    stored({});
    const personal = ['Ada Example', '12 Sample Street', 'N1 9ZZ', 'ada@example.com', '+447400123456'];

    const shown = (await get(await aToken({ isProven: true }))).body;
    const hidden = (await get(await aToken({ isProven: false }))).body;

    for (const text of personal) expect(shown).toContain(text);
    for (const text of personal) expect(hidden).not.toContain(text);
  });

  it('tells the browser to keep it nowhere, to tell nobody of it and to run nothing but its script', async () => {
    stored({});
    const { headers = {}, body = '' } = await get(await aToken());

    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-robots-tag': 'noindex, nofollow',
    });
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(body).not.toMatch(/<[^>]+ (?:on\w+|style)=/);
    expect(body).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  });

  it('says who answers, and that it is theirs', async () => {
    vi.stubGlobal('STAGE_SHOP', exampleShop);
    stored({}, { locale: 'zh-CN' });
    const { body = '' } = await get(await aToken());

    const [{ logo, colours, legal, support, site } = {}] = exampleShop.brands;
    expect(body).toContain(`aria-hidden="true">${logo}</span>`);
    expect(body).toContain('href="mailto:help@northlane.example?subject=K7Q-4XW-2R9"');
    expect(body).toContain('href="tel:+442079460000"');
    for (const text of [support?.hours?.['zh-CN'], ...(legal?.['zh-CN'] ?? []), `href="${site}"`]) {
      expect(body).toContain(text);
    }
    for (const { accent, onAccent } of Object.values(colours ?? {})) {
      expect(body).toContain(`--accent:${accent};--on-accent:${onAccent}`);
    }
  });

  it('says no more than its brand has', async () => {
    vi.stubGlobal('STAGE_SHOP', exampleShop);
    stored({}, { storefront: 'storefront-b' });
    const { body } = await get(await aToken());

    expect(body).toContain('Harbour &amp; Daughters');
    expect(body).toContain('href="mailto:service@harbour.example?subject=K7Q-4XW-2R9"');
    for (const text of ['northlane', 'North Lane', 'tel:', '<footer', '>undefined', '>false']) {
      expect(body).not.toContain(text);
    }
  });

  it.each([
    ['of the first brand', undefined, true],
    ['of a storefront’s brand', 'storefront-b', true],
    ['in place of an order', undefined, false],
  ])('has just the style and the script that the browser is told of: %s', async (_page, storefront, isFound) => {
    vi.stubGlobal('STAGE_SHOP', exampleShop);
    stored({}, storefront === undefined ? {} : { storefront });
    const { headers = {}, body = '' } = await get(isFound ? await aToken() : 'none');

    const hashes = (element: string) =>
      [...body.matchAll(new RegExp(`<${element}>(.*?)</${element}>`, 'gs'))].map(
        ([, text = '']) => `${element}-src 'sha256-${createHash('sha256').update(text).digest('base64')}'`,
      );
    const policy = String(headers['content-security-policy']).split('; ');
    expect(hashes('style')).toHaveLength(1);
    expect(policy).toEqual(expect.arrayContaining(hashes('style')));
    expect(hashes('script')).toHaveLength(isFound ? 1 : 0);
    expect(policy).toEqual(expect.arrayContaining(hashes('script')));
  });

  it('is told apart by its entity tag, which changes with the order', async () => {
    stored({});
    const token = await aToken();
    const { etag } = (await get(token)).headers ?? {};

    expect((await get(token, { 'if-none-match': String(etag) })).statusCode).toBe(304);
    stored({ status: 'CANCELLED', cancellation: { by: 'CUSTOMER', at: noon, reason: 'CHANGED_MIND' } });
    expect((await get(token, { 'if-none-match': String(etag) })).statusCode).toBe(200);
  });

  it('stays under 60 KB with 675 lines of long names, and says what it leaves out', async () => {
    const lines = Array.from({ length: 675 }, (_, index) =>
      anOrderLine({ sku: `${20_000 + index}B`, name: `圣诞复古彩旗 <${'&'.repeat(100)}> ${index}` }),
    );
    const legal = { en: Array.from({ length: 10 }, () => '法'.repeat(300)) };
    vi.stubGlobal('STAGE_SHOP', { brands: aShop.brands.map((brand) => ({ ...brand, legal })) });
    stored({}, { lines });

    const { body = '' } = await get(await aToken());

    expect(Buffer.byteLength(body)).toBeLessThan(60_000);
    expect(body).toMatch(/and \d+ more items/);
    expect(body).not.toContain('<&');
  });

  it('says that a fault of ours delays the order, and until when', async () => {
    stored({ status: 'RESERVED', failedAt: noon });
    machine.on(DescribeExecutionCommand).resolves({ status: 'FAILED' });

    expect((await get(await aToken())).body).toContain('A technical problem on our side delays your order');
  });
});

describe('an order that ended while nobody knew whether it was paid', () => {
  const ended = { status: 'REJECTED', rejection: { reason: 'HOLD_EXPIRED', at: noon } } as const;

  it('says what its mail does: should a payment have gone through, it goes back', async () => {
    // Its provider was asked, and did not answer: nothing is stored of a payment.
    stored({ ...ended, timeline: [{ at: noon, event: 'INVENTORY_RESERVED' }] });

    const { body } = await get(await aToken());

    expect(body).toContain('Should a payment for this order have gone through');
    expect(body).not.toContain('You have not been charged');
  });

  it('says that nothing was taken where no provider can have been asked', async () => {
    stored({ ...ended, timeline: [{ at: noon, event: 'ORDER_ACCEPTED' }] });

    expect((await get(await aToken())).body).toContain('You have not been charged');
  });
});

describe('a payment that failed', () => {
  it('leads to the page of the order at the shop, where another way to pay can be chosen', async () => {
    vi.stubGlobal('STAGE_SHOP', exampleShop);
    const failed = { status: 'RESERVED', paymentTries: 2 } as const;
    stored(failed, { storefront: 'storefront-b' });
    db.put('payments', { ...aPayment({ orderId: id, status: 'DECLINED' }), pk: `ORDER#${id}`, sk: 'PAYMENT' });

    const { body } = await get(await aToken());

    expect(body).toContain('<a class="button" href="https://www.harbour.example/account/orders/K7Q-4XW-2R9">');
  });
});

describe('a link that is not, or no longer, one to the page', () => {
  it('is answered alike, and after the same look into the tables, whatever is wrong with it', async () => {
    stored({});
    const good = await aToken();
    const revoked = await aToken({ pageVersion: 0 });
    const looks: (readonly string[])[] = [];
    const look = async (token: string) => {
      const calls: string[] = [];
      db.intercept = async ({ name }, commit) => {
        calls.push(name);
        return commit();
      };
      const answer = await get(token);
      looks.push(calls);
      return answer;
    };
    const answers = [
      await look('none'),
      await look(''),
      await look(`${good.slice(0, -1)}A`),
      await look(await aToken({ number: 'ANOTHER-1', id: anOrderId(1) })),
    ];
    stored({ pageVersion: 1 });
    answers.push(await look(revoked));
    stored({ pageVersion: 0 });
    vi.setSystemTime(Date.parse(noon) + (linkDays + 1) * 86_400_000);
    answers.push(await look(good));

    // Of the order and of its payment, at the same time.
    expect(looks).toEqual(answers.map(() => ['QueryCommand', 'GetCommand']));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(answers.map(() => 404));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.body).not.toContain('K7Q-4XW-2R9');
  });

  it('is each of ten thousand guesses: one answer, after one and the same look', async () => {
    stored({});
    // As tokens are made: by the number of an order, or its id; the first of them with the head of a true one.
    const head = Buffer.from(await aToken(), 'base64url').subarray(0, 7);
    const seen = new Set<string>();
    for (let guess = 0; guess < 10_000; guess++) {
      const bytes = guess < 1_000 ? Buffer.concat([head, randomBytes(12)]) : randomBytes(guess % 2 === 0 ? 19 : 30);
      const before = db.counts.reads;
      const refusal = await findGrantedSnapshot(bytes.toString('base64url')).catch((error: Problem) => error.kind);
      seen.add(`${refusal} after ${db.counts.reads - before} reads`);
    }
    expect([...seen]).toEqual(['not-found after 2 reads']);
  });

  it('leads to who answers all the same', async () => {
    vi.stubGlobal('STAGE_SHOP', exampleShop);
    const { body } = await get('none');
    expect(body).toContain('href="mailto:help@northlane.example"');
    expect(body).toContain('href="tel:+442079460000"');
  });

  it('is said in the language that the browser asks for', async () => {
    expect((await get('none', { 'accept-language': 'zh-Hans;q=0.9, en' })).body).toContain('此链接无法打开');
    expect((await get('none', { 'accept-language': 'xx, en-GB' })).body).toContain('This link does not work');
  });

  it('is every one that was there before staff revoked them, and none that is made since', async () => {
    stored({});
    const before = await aToken();
    const request = anHttpRequest({ pathParameters: { orderId: id }, scope: 'orders:staff' });

    expect((await revoke(request, aContext())).statusCode).toBe(204);

    expect((await get(before)).statusCode).toBe(404);
    expect((await get(await aToken({ pageVersion: 1 }))).statusCode).toBe(200);
  });

  it('may be of an order of which nothing but its content is stored yet', async () => {
    contentStored({});
    const before = await aToken();

    await revoke(anHttpRequest({ pathParameters: { orderId: id }, scope: 'orders:staff' }), aContext());

    expect((await get(before)).statusCode).toBe(404);
    expect((await get(await aToken({ pageVersion: 1 }))).statusCode).toBe(200);
  });
});

describe('POST /o/{token}/proof', () => {
  it.each([
    ['K7Q-4XW-2R9', 'Ada@Example.com '],
    ['k7q 4xw 2r9', '+44 7400 123456'],
    ['K7Q4XW2R9', '0044 7400-123456'],
  ])('leads to the page that shows where the order goes: %s %s', async (number, contact) => {
    stored({});

    const { statusCode, headers } = await proof({ number, contact });

    expect(statusCode).toBe(303);
    expect(headers?.location).toBe(`../${await aToken({ isProven: true })}`);
  });

  it.each([
    ['K7Q-4XW-2R9', 'eve@example.com'],
    ['K7Q-4XW-2R9', ''],
    ['K7Q-4XW-2R8', 'ada@example.com'],
    ['', ''],
    ['K7Q-4XW-2R9', 'undefined'],
  ])('leads back with one answer, whatever is wrong: %s %s', async (number, contact) => {
    stored({});

    const answer = await proof({ number, contact });

    expect(answer.headers?.location).toBe(`../${await aToken()}?said=not-proven`);
    const page = await handler(
      anHttpRequest({ pathParameters: { token: await aToken() }, queryStringParameters: { said: 'not-proven' } }),
      aContext(),
    );
    expect(page.body).toContain(pageTextsOf('en').said['not-proven']);
  });

  it('looks at five different answers a day, then at none, not even the right one', async () => {
    stored({});
    for (let guess = 0; guess < 5; guess++)
      await proof({ number: 'K7Q-4XW-2R9', contact: `guess-${guess}@example.com` });

    const { headers } = await proof({ number: 'K7Q-4XW-2R9', contact: 'ada@example.com' });

    expect(headers?.location).toContain('?said=not-proven');
  });

  it.each(['cross-site', 'same-site', 'none'])('takes no form of another page: %s', async (site) => {
    stored({});

    const { statusCode } = await proof(
      { number: 'K7Q-4XW-2R9', contact: 'ada@example.com' },
      { 'sec-fetch-site': site },
    );

    expect(statusCode).toBe(403);
  });

  async function proof(fields: Record<string, string>, headers: Record<string, string> = {}) {
    return submitForm(
      anHttpRequest({
        routeKey: 'POST /o/{token}/proof',
        pathParameters: { token: await aToken() },
        headers: { 'sec-fetch-site': 'same-origin', ...headers },
        body: Buffer.from(String(new URLSearchParams(fields))).toString('base64'),
        isBase64Encoded: true,
      }),
      aContext(),
    );
  }
});

describe('POST /o/{token}/delivery-instructions', () => {
  it('changes what the carrier should know, as its lines were written', async () => {
    stored({ status: 'CONFIRMED', total: 0 });
    const token = await aToken({ isProven: true });

    const { statusCode, headers } = await instruct(token, ' Ring twice.\r\n<b>Yard</b> door. ');

    expect({ statusCode, location: headers?.location }).toEqual({ statusCode: 303, location: `../${token}` });
    expect((await get(token)).body).toContain('Ring twice.</span><br><span dir="auto">&lt;b&gt;Yard&lt;/b&gt; door.');
  });

  it('takes them away when nothing is written', async () => {
    stored({ status: 'CONFIRMED', total: 0 }, { deliveryInstructions: 'Ring twice.' });
    const token = await aToken({ isProven: true });
    expect((await get(token)).body).toContain('Ring twice.');

    await instruct(token, ' ');

    expect((await get(token)).body).not.toContain('Ring twice.');
  });

  it('is for who may see where the order goes: others neither see nor change it', async () => {
    stored({ status: 'CONFIRMED', total: 0 }, { deliveryInstructions: 'Ring twice.' });
    const token = await aToken();

    const { headers } = await instruct(token, 'To my house.');

    expect(headers?.location).toBe(`../${token}?said=not-proven`);
    expect((await get(token)).body).not.toContain('Ring twice.');
    expect((await get(await aToken({ isProven: true }))).body).toContain('Ring twice.');
  });

  it('is offered as long as something is still to be shipped, and says when it was too late', async () => {
    const token = await aToken({ isProven: true });
    const { change } = pageTextsOf('en').instructions;
    stored({ status: 'CONFIRMED', total: 0, shipments: 1 });
    expect((await get(token)).body).toContain(change);
    stored({ status: 'SHIPPED', total: 0 });
    expect((await get(token)).body).not.toContain(change);

    const { headers } = await instruct(token, 'Ring twice.');

    expect(headers?.location).toBe(`../${token}?said=not-instructed`);
    const queryStringParameters = { said: 'not-instructed' };
    const { body } = await handler(anHttpRequest({ pathParameters: { token }, queryStringParameters }), aContext());
    expect(body).toContain(pageTextsOf('en').said['not-instructed']);
  });

  it('says so when they are too long; a fault of ours is none of theirs', async () => {
    const order = { order: anOrder({ id }), isProven: true };
    const form = (instructions: string) => new URLSearchParams({ instructions });
    const change = vi.fn(async () => Promise.reject(new Error('down')));

    expect(await instructFromPage(order, form('x'.repeat(501)), change)).toBe('not-instructed');
    expect(change).not.toHaveBeenCalled();
    await expect(instructFromPage(order, form('Ring twice.'), change)).rejects.toThrow('down');
  });

  function instruct(token: string, instructions: string) {
    return submitForm(
      anHttpRequest({
        routeKey: 'POST /o/{token}/delivery-instructions',
        pathParameters: { token },
        headers: { 'sec-fetch-site': 'same-origin' },
        body: String(new URLSearchParams({ instructions })),
      }),
      aContext(),
    );
  }
});

describe('asking for help', () => {
  it.each(locales)('begins an e-mail that names the order and what it is about: %s', async (locale) => {
    stored({ status: 'SHIPPED', total: 0 }, { locale });
    const { body = '' } = await get(await aToken());

    const mails = [...body.matchAll(/href="mailto:[^?"]+\?(subject=[^"]+&amp;body=[^"]+)"/g)].map(
      ([, query = '']) => new URLSearchParams(query.replaceAll('&amp;', '&')),
    );

    expect(mails).toHaveLength(4);
    for (const mail of mails) {
      const topic = mail.get('subject')?.replace('K7Q-4XW-2R9: ', '');
      expect(Object.values(pageTextsOf(locale).helpTopics)).toContain(topic);
      expect(mail.get('body')).toMatch(new RegExp(`K7Q-4XW-2R9\\r\\n.*${topic?.replace('?', '\\?')}\\r\\n\\r\\n$`));
    }
  });
});

describe('the arrival of an order', () => {
  const expected = {
    ...{ shipBy: '2026-11-24', deliverFrom: '2026-11-25', deliverBy: '2026-11-26' },
    warehouseZone: 'Europe/London',
  };

  it('stands on its page from which day to which, with how often that is right one click away', async () => {
    vi.stubGlobal('STAGE_SHOP', { ...aShop, delivery: aPolicy() });
    stored({ status: 'CONFIRMED' }, { expected });
    const { body } = await get(await aToken());
    expect(body).toMatch(
      /25 November 2026 – 26 November 2026<details><summary>How often is this right\?<\/summary><p>Too few orders/,
    );
  });

  it('stands there as it was promised where nothing is foreseen, and then nothing is said of how often', async () => {
    stored({ status: 'CONFIRMED' }, { expected });
    const { body } = await get(await aToken());
    expect(body).toContain('25 November 2026 – 26 November 2026</dd>');
    expect(body).not.toContain('How often is this right?');
  });
});

describe('an order that is late', () => {
  const expected = {
    ...{ shipBy: '2026-11-21', deliverFrom: '2026-11-22', deliverBy: '2026-11-22' },
    warehouseZone: 'Europe/London',
  };
  const late = {
    expected: { ...expected, deliverFrom: '2026-11-25', deliverBy: '2026-11-26' },
    reschedulings: [
      { at: '2026-11-22T00:00:00.000Z', reason: 'NOT_SHIPPED', formerly: '2026-11-22', deliverBy: '2026-11-26' },
    ],
  } satisfies Partial<Order>;
  const wait = (token: string, headers = {}) =>
    waitFromPage(
      anHttpRequest({ pathParameters: { token }, headers: { 'sec-fetch-site': 'same-origin', ...headers } }),
      aContext(),
    );

  it('says when it comes instead, and that one may wait or cancel; once one waits, that it was noted', async () => {
    stored({ status: 'CONFIRMED', ...late }, { expected });
    const token = await aToken();
    const { body } = await get(token);
    expect(body).toContain('We said that it would arrive by 22 November 2026.');
    expect(body).toContain('25 November 2026 – 26 November 2026');
    expect(body).toContain('href="#cancel-order"');
    expect(body).toContain('I will wait');

    const answers = [await wait(token), await wait(token)];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([303, 303]);
    const { timeline = [] } = (db.item('orders', `ORDER#${id}`, 'ORDER') ?? {}) as Partial<Order>;
    expect(timeline.filter(({ event }) => event === 'DELAY_ACCEPTED')).toHaveLength(1);
    expect((await get(token)).body).toContain('Thank you for waiting.');
  });

  it('says no more that it has not left once it has', async () => {
    const notLeft = 'has not left our warehouse';
    stored({ status: 'CONFIRMED', ...late }, { expected });
    expect((await get(await aToken())).body).toContain(notLeft);

    stored({ status: 'SHIPPED', ...late }, { expected });
    const { body } = await get(await aToken());
    expect(body).not.toContain(notLeft);
    expect(body).toContain('We said that it would arrive by 22 November 2026.');
  });

  it('is waited for on its own page only', async () => {
    stored({ status: 'CONFIRMED', ...late }, { expected });
    expect((await wait(await aToken(), { 'sec-fetch-site': 'cross-site' })).statusCode).toBe(403);
    expect((await wait('nothing')).statusCode).toBe(404);
    expect(db.item('orders', `ORDER#${id}`, 'ORDER')).not.toHaveProperty('waitsSince');
  });

  it.each([
    ['that has not been said', { expected }],
    [
      'that was refused',
      {
        ...late,
        ...{
          status: 'CANCELLED' as const,
          cancellation: { by: 'CUSTOMER' as const, at: noon, reason: 'CHANGED_MIND' as const },
        },
      },
    ],
    ['that comes sooner again', { ...late, expected }],
  ])('says nothing of what is late %s', async (_name, order) => {
    stored({ status: 'CONFIRMED', ...order }, { expected });
    expect((await get(await aToken())).body).not.toContain('We said that it would arrive by');
  });
});

describe('cancelling from the page', () => {
  const order = { id, storefront: 'north-lane' };

  it('cancels the order as its customer', async () => {
    const ports = { cancelOrder: vi.fn(async () => id), cancelLines: vi.fn(async () => id) };

    expect(await cancelFromPage(order, new URLSearchParams({ reason: 'TOO_SLOW' }), ports)).toBeUndefined();

    expect(ports.cancelOrder).toHaveBeenCalledExactlyOnceWith(aCaller({ scopes: [] }), id, {
      reason: 'TOO_SLOW',
    });
    expect(ports.cancelLines).not.toHaveBeenCalled();
  });

  it('cancels units of a line under a key that a second click has too, and a later form has not', async () => {
    const ports = { cancelOrder: vi.fn(async () => id), cancelLines: vi.fn(async () => id) };
    const form = (seen: string) => new URLSearchParams({ reason: 'CHANGED_MIND', line: '2', quantity: '3', seen });

    for (const seen of ['7', '7', '8']) await cancelFromPage(order, form(seen), ports);

    const asked = (ports.cancelLines.mock.calls as unknown[][]).map(([, request]) => request as { key: string });
    expect(asked.map(({ key }) => key)).toEqual([
      asked[0]?.key,
      asked[0]?.key,
      expect.not.stringMatching(`^${asked[0]?.key}$`),
    ]);
    expect(asked[0]).toMatchObject({ request: { lines: [{ line: 2, quantity: 3 }] } });
  });

  it.each([
    { reason: 'FRAUD' },
    { reason: 'OTHER' },
    {},
    { reason: 'CHANGED_MIND', line: '0' },
    { reason: 'CHANGED_MIND', line: '1.5' },
    { reason: 'CHANGED_MIND', line: '1', quantity: '-1' },
    { reason: 'CHANGED_MIND', line: '1', quantity: 'all' },
  ])('calls off nothing that the form does not offer: %j', async (fields) => {
    const ports = { cancelOrder: vi.fn(async () => id), cancelLines: vi.fn(async () => id) };

    expect(await cancelFromPage(order, new URLSearchParams(fields as Record<string, string>), ports)).toBe(
      'not-cancelled',
    );

    expect(ports.cancelOrder).not.toHaveBeenCalled();
    expect(ports.cancelLines).not.toHaveBeenCalled();
  });

  it('says that it could not be, where the order does not allow it any more; a fault of ours is none', async () => {
    const refuse = (error: Error) => ({
      cancelOrder: async () => {
        throw error;
      },
      cancelLines: vi.fn(),
    });
    const form = new URLSearchParams({ reason: 'CHANGED_MIND' });

    expect(await cancelFromPage(order, form, refuse(new Problem(notCancellable, 'It has left.')))).toBe(
      'not-cancelled',
    );
    await expect(cancelFromPage(order, form, refuse(new Error('down')))).rejects.toThrow('down');
  });

  it('is offered as long as the order allows it', async () => {
    const offers = async (order: Partial<Order>) => {
      stored(order);
      const { body = '' } = await get(await aToken());
      const { cancelOrder, cancelItem } = pageTextsOf('en').actions;
      return [body.includes(cancelOrder), body.includes(cancelItem)];
    };

    expect(await offers({ status: 'PENDING' })).toEqual([true, false]);
    expect(await offers({ status: 'RESERVED' })).toEqual([true, true]);
    expect(await offers({ status: 'CONFIRMED', total: 0 })).toEqual([true, true]);
    expect(await offers({ status: 'CONFIRMED', total: 0, shipments: 1 })).toEqual([false, true]);
    expect(await offers({ status: 'SHIPPED', total: 0 })).toEqual([false, false]);
    const at = { by: 'CUSTOMER', at: noon, reason: 'CHANGED_MIND' } as const;
    expect(await offers({ status: 'CANCELLED', cancellation: at })).toEqual([false, false]);
  });
});

function stored(order: Partial<Order>, content: Partial<OrderContent> = {}): void {
  db.put('orders', anOrderItem({ id, ...order }));
  contentStored(content);
}

function contentStored(content: Partial<OrderContent>): void {
  db.put('orders', { pk: `ORDER#${id}`, sk: 'CONTENT#000', ...anOrderContent({ id, ...content }) });
}

function aToken({
  isProven = false,
  ...order
}: Partial<Order> & { readonly isProven?: boolean } = {}): Promise<string> {
  return pageTokenOf(anOrder({ id, ...order }), { isProven });
}

function get(token: string, headers: Record<string, string> = {}) {
  return handler(anHttpRequest({ pathParameters: { token }, headers }), aContext());
}
