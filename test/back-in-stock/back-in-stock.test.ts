import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { handler as askRoute } from '../../lambdas/back-in-stock/ask-back-in-stock.handler.ts';
import { askBackInStock } from '../../lambdas/back-in-stock/ask-back-in-stock.ts';
import { askToConfirm } from '../../lambdas/back-in-stock/ask-to-confirm.ts';
import { renderBackInStock, renderConfirmBackInStock } from '../../lambdas/back-in-stock/back-in-stock-email.ts';
import { backInStockTable } from '../../lambdas/back-in-stock/back-in-stock-table.ts';
import { handler as confirmRoute } from '../../lambdas/back-in-stock/confirm-back-in-stock.handler.ts';
import { confirmBackInStock } from '../../lambdas/back-in-stock/confirm-back-in-stock.ts';
import { handler as pageRoute } from '../../lambdas/back-in-stock/get-unsubscribe-page.handler.ts';
import { type TellBackInStockPorts, tellBackInStock } from '../../lambdas/back-in-stock/tell-back-in-stock.ts';
import { handler as unsubscribeRoute } from '../../lambdas/back-in-stock/unsubscribe.handler.ts';
import { stockTable } from '../../lambdas/inventory/stock-table.ts';
import { NotSent, RecipientRefused } from '../../lambdas/notifications/notice-errors.ts';
import { recipientLimitTable } from '../../lambdas/notifications/recipient-limit-table.ts';
import { suppressionTable } from '../../lambdas/notifications/suppression-table.ts';
import { type Locale, locales } from '../../lambdas/orders/locale.ts';
import { productTable } from '../../lambdas/products/product-table.ts';
import { transact } from '../../lambdas/runtime/dynamodb.ts';
import { aContext, anHttpRequest, aProduct, noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';
import { aBrand, aShop } from '../shop/a-brand.ts';

vi.mock('../../lambdas/runtime/metrics.ts', () => ({ count: vi.fn() }));

const sku = '85123A';
const ada = 'ada@example.com';
const li = 'li@example.com';
const unsubscribeUrl = 'https://api.test/unsubscribe/abc?locale=en';

let db: InMemoryDynamoDb;
let now: number;
let sent: { to: string; subject: string; text: string; link: string }[];
let page: string | undefined;
let again: string[];
let send: (to: string) => Promise<string>;
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  now = Date.parse(noon);
  sent = [];
  again = [];
  page = undefined;
  send = async () => 'message';
  db.put('products', { pk: `SKU#${sku}`, sk: 'PRODUCT', ...aProduct({ sku }) });
  inStock(0);
});

describe('asking to be told', () => {
  it('is kept for 180 days, with the address nowhere but in the item itself', async () => {
    await ask(ada);

    const hash = createHash('sha256').update(ada).digest('hex');
    expect(requests()).toEqual([
      {
        ...{
          pk: `SKU#${sku}`,
          sk: `SHOPPER#${hash}`,
          sku,
          email: ada,
          locale: 'en',
          storefront: 'storefront-a',
          askedAt: noon,
        },
        expiresAt: now / 1000 + 180 * 86_400,
      },
    ]);
  });

  it('twice is asking once, at the first place', async () => {
    await ask(ada);
    now += 1_000;
    await ask('ADA@example.com');

    expect(requests()).toMatchObject([{ askedAt: noon }]);
  });

  it('is answered with 202, with 404 for an unknown product, and with 422 without an address', async () => {
    const post = async (path: string, body: object) =>
      (await askRoute(anHttpRequest({ pathParameters: { sku: path }, json: body }), aContext())).statusCode;
    expect(await post(sku, { email: ada, locale: 'zh-CN' })).toBe(202);
    expect(await post('NONE', { email: ada })).toBe(404);
    expect(await post(sku, { email: 'nobody' })).toBe(422);
    expect(requests()).toHaveLength(1);
  });

  it('for what is in stock is answered with that, and nobody is written to', async () => {
    inStock(1);
    const { statusCode, body } = await askRoute(
      anHttpRequest({ pathParameters: { sku }, json: { email: ada } }),
      aContext(),
    );
    expect(statusCode).toBe(409);
    expect(JSON.parse(body ?? '')).toMatchObject({ type: 'urn:order-confirmation:problem:stock-conflict' });
    expect(requests()).toEqual([]);
    expect(item()).not.toHaveProperty('awaited');
  });

  it('with one address is possible for ten products in a month, however it is written', async () => {
    const skus = Array.from({ length: 40 }, (_, index) => `S-${index}`);
    for (const each of skus) inStock(0, each);
    const refusals: unknown[] = [];
    for (const [index, each] of skus.entries()) {
      await ask(index % 2 === 0 ? ada : `Ada+${index}@Example.com`, 'en', each).catch((error) => refusals.push(error));
    }
    expect(requests()).toHaveLength(10);
    expect(refusals).toHaveLength(30);
    expect(new Set(refusals.map((refusal) => (refusal as { kind?: string }).kind))).toEqual(
      new Set(['too-many-requests']),
    );

    await ask(ada, 'en', 'S-0');
    await ask(li, 'en', 'S-0');
    now += 30 * 86_400_000;
    await ask(ada, 'en', 'S-39');
    expect(requests()).toHaveLength(12);
  });
});

describe('asking to be told, where the shop wants it confirmed', () => {
  beforeEach(() => {
    page = 'https://shop.example/confirm';
  });

  it('is followed by one e-mail with a link, however often somebody asks, and by no other without its confirmation', async () => {
    for (let time = 0; time < 12; time++) {
      await ask(ada);
      await consume();
      now += 3_600_000;
    }
    inStock(3);
    await tell();

    expect(sent).toHaveLength(1);
    expect(sent[0]?.text).toContain('Confirm within three days');
    expect(item()).not.toHaveProperty('awaited');
    expect(JSON.stringify(requests())).not.toContain(tokenTo(ada));
  });

  it('is for the next call to have confirmed when one is cut off ahead of that', async () => {
    await ask(ada);
    expect(again).toEqual([sku]);
    await ask(ada);
    expect(again).toEqual([sku, sku]);
    await Promise.all([consume(), consume(), consume()]);
    expect(sent).toHaveLength(1);
  });

  it('is told of once confirmed, in the order of asking; twice confirmed is confirmed once', async () => {
    await ask(li, 'zh-CN');
    now += 1_000;
    await ask(ada);
    await consume();
    await confirm(tokenTo(ada));
    await Promise.all([confirm(tokenTo(li)), confirm(tokenTo(li))]);
    await confirm(tokenTo(li));
    expect(requests().map(({ expiresAt }) => expiresAt)).toEqual([
      now / 1000 + 180 * 86_400,
      now / 1000 + 180 * 86_400,
    ]);
    expect(item()).toHaveProperty('awaited');
    sent = [];
    inStock(3);

    await tell();
    await tell();
    expect(sent.map(({ to }) => to)).toEqual([li, ada]);
    expect(JSON.stringify(requests())).not.toMatch(/example\.com|confirmationHash/);
  });

  it('is told of soon where it is back before it is confirmed', async () => {
    await ask(ada);
    await consume();
    inStock(3);
    await confirm(tokenTo(ada));
    expect(item()).toHaveProperty('awaited');
    await tell();
    expect(sent).toHaveLength(2);
  });

  it('takes no token but the right one of the right product, and that for three days', async () => {
    inStock(0, 'OTHER');
    await ask(ada);
    await consume();
    const token = tokenTo(ada);
    for (const [wrong, of] of [
      ['x'.repeat(22), sku],
      [token, 'OTHER'],
      [token.toLowerCase(), sku],
    ] as const) {
      await expect(confirm(wrong, of)).rejects.toMatchObject({ kind: 'not-found' });
    }
    now += 3 * 86_400_000 + 1_000;
    await expect(confirm(token)).rejects.toMatchObject({ kind: 'not-found' });

    await ask(ada);
    await consume();
    expect(sent).toHaveLength(2);
    await confirm(tokenTo(ada));
  });

  it('is asked of one address ten times in a month, however often its requests are forgotten and made again', async () => {
    now = Math.ceil(now / (30 * 86_400_000)) * 30 * 86_400_000;
    const products = ['P-1', 'P-2', 'P-3'];
    for (const product of products) inStock(0, product);
    for (let day = 0; day < 28; day += 4) {
      for (const product of products) {
        await ask(ada, 'en', product);
        await consume(product);
        await consume(product);
      }
      now += 4 * 86_400_000;
    }
    expect(sent).toHaveLength(10);
    await ask(li);
    await consume();
    expect(sent).toHaveLength(11);
  });

  it('waits for as long as SES takes no mail', async () => {
    await ask(ada);
    send = async () => {
      throw new NotSent('Throttling');
    };
    await expect(consume()).rejects.toMatchObject({ name: 'NotSent' });
    send = async () => 'message';
    await consume();
    await confirm(tokenTo(ada));
  });

  it('is not asked of those who asked before the shop wanted it', async () => {
    page = undefined;
    await ask(ada);
    page = 'https://shop.example/confirm';
    await consume();
    inStock(3);
    await tell();
    expect(sent.map(({ to, subject }) => [to, subject])).toEqual([[ada, expect.stringContaining('Back in stock')]]);
  });

  it('is answered with 202 for a token that is known, with 404 for another and 422 for what is none', async () => {
    await ask(ada);
    await consume();
    const post = async (token: string) =>
      (await confirmRoute(anHttpRequest({ pathParameters: { sku }, json: { token } }), aContext())).statusCode;
    vi.setSystemTime(now);
    expect(await post(tokenTo(ada))).toBe(202);
    expect(await post('x'.repeat(22))).toBe(404);
    expect(await post('no token')).toBe(422);
    vi.useRealTimers();
  });
});

describe('a product that is back in stock', () => {
  it('is told of to each who asked, in the order of asking, once', async () => {
    await ask(li, 'zh-CN');
    now += 1_000;
    await ask(ada);
    inStock(3);

    await tell();
    await tell();

    expect(sent.map(({ to }) => to)).toEqual([li, ada]);
    expect(sent[0]?.subject).toContain('到货通知');
    expect(JSON.stringify(requests())).not.toMatch(/example\.com/);
    expect(item()).not.toHaveProperty('awaited');
  });

  it('is told of by several at once, to each shopper once', async () => {
    await ask(ada);
    await ask(li);
    inStock(3);

    await Promise.all([tell(), tell(), tell()]);

    expect(sent.map(({ to }) => to).sort()).toEqual([ada, li]);
  });

  it('is not told of when the units are gone again', async () => {
    await ask(ada);
    await tell();

    expect(sent).toEqual([]);
    expect(requests()).toHaveLength(1);
  });

  it('keeps the mark for a shopper who asks while the others are told', async () => {
    await ask(ada);
    inStock(3);
    send = async () => {
      inStock(0);
      await ask(li);
      inStock(3);
      return 'message';
    };
    await tell();
    expect(item()).toHaveProperty('awaited');

    send = async () => 'message';
    await tell();
    expect(sent.map(({ to }) => to)).toEqual([ada, li]);
    expect(item()).not.toHaveProperty('awaited');
  });

  it('is told of to a shopper once in three days, however often they ask and it comes back', async () => {
    for (let day = 0; day < 3; day++) {
      inStock(0);
      await ask(ada);
      inStock(3);
      await tell();
      now += 86_400_000;
    }
    expect(sent).toHaveLength(1);
    expect(item()).toHaveProperty('awaited');

    await tell();
    expect(sent).toHaveLength(2);
    expect(item()).not.toHaveProperty('awaited');
  });

  it('is not told of to a shopper whose mail is refused for good, who is forgotten; all others hear of it', async () => {
    await ask(ada);
    await ask(li);
    inStock(3);
    send = async (to) => {
      if (to === ada) throw new RecipientRefused('MessageRejected');
      return 'message';
    };
    await tell();

    expect(requests()).toMatchObject([{ toldAt: noon }]);
    expect(sent.map(({ to }) => to)).toEqual([ada, li]);
  });

  it('is not told of to a shopper who gets no more e-mails, who is forgotten; all others hear of it', async () => {
    await ask(ada);
    await ask(li);
    inStock(3);
    await suppressionTable().suppress(ada, 'COMPLAINED', noon);
    await tell();

    expect(requests()).toMatchObject([{ toldAt: noon }]);
    expect(sent.map(({ to }) => to)).toEqual([li]);
  });

  it('is told of at the rate that SES allows', async () => {
    const shoppers = Array.from({ length: 10 }, (_, index) => `${index}@example.com`);
    for (const shopper of shoppers) {
      await ask(shopper);
      now += 1;
    }
    inStock(3);
    const taken = new Map<number, string[]>();
    send = async (to) => {
      const second = taken.get(Math.floor(now / 1000)) ?? [];
      if (second.length > 0) throw new NotSent('Throttling');
      taken.set(Math.floor(now / 1000), [to]);
      return 'message';
    };
    await tell();

    expect([...taken.values()].flat()).toEqual(shoppers);
  });

  it('is told of to everybody after an outage, whatever its length, though calls go on all the while', async () => {
    const shoppers = Array.from({ length: 10 }, (_, index) => `${index}@example.com`);
    for (const shopper of shoppers) {
      await ask(shopper);
      now += 1;
    }
    inStock(3);
    send = async () => {
      throw new NotSent('SendingPausedException');
    };
    for (let call = 0; call < 200; call++) await expect(tell()).rejects.toMatchObject({ name: 'NotSent' });
    expect(requests()).toHaveLength(10);
    expect(again).toEqual([]);

    send = async () => 'message';
    sent = [];
    await tell();
    await tell();
    expect(sent.map(({ to }) => to)).toEqual(shoppers);
  });

  it('is told of to a shopper of whom an earlier version counted refusals', async () => {
    await ask(ada);
    const [request] = requests();
    db.put('back-in-stock-requests', { ...request, refusals: 4 });
    inStock(3);
    await tell();
    expect(sent.map(({ to }) => to)).toEqual([ada]);
    expect(requests()[0]).not.toHaveProperty('refusals');
  });

  it('is not told of a second time to a shopper of whom nobody knows', async () => {
    await ask(ada);
    inStock(3);
    send = async () => {
      throw new Error('socket hang up');
    };
    await tell();
    send = async () => 'message';
    await tell();

    expect(sent).toHaveLength(1);
    expect(requests()).toMatchObject([{ claimedAt: noon }]);
  });

  it('is told of by the next call where this one has too little time', async () => {
    await ask(ada);
    await ask(li);
    inStock(3);
    send = async () => {
      now += 16_000;
      return 'message';
    };
    await tell();
    expect(sent).toHaveLength(1);
    expect(again).toEqual([sku]);

    await tell();
    expect(sent).toHaveLength(2);
  });
});

describe('a shopper who unsubscribes', () => {
  beforeEach(() => {
    // The link in their mail holds for half a year.
    vi.setSystemTime(now);
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** What a link leads to, as a browser or a mail program asks for it. */
  function request(link: string) {
    const { pathname, searchParams } = new URL(link);
    const token = /^\/unsubscribe\/([\w-]+)$/.exec(pathname)?.[1] ?? '';
    const asked = anHttpRequest({ pathParameters: { token } });
    return { ...asked, queryStringParameters: Object.fromEntries(searchParams) };
  }
  const look = (link: string) => pageRoute(request(link), aContext());
  const unsubscribe = (link: string) => unsubscribeRoute(request(link), aContext());

  /** The link in the e-mail to a shopper who was told. */
  async function linkTo(shopper: string, locale: Locale = 'en'): Promise<string> {
    inStock(0);
    await ask(shopper, locale);
    inStock(3);
    await tell();
    return sent.findLast(({ to }) => to === shopper)?.link ?? '';
  }

  it('gets no more e-mails about any product, whether they were asked for before or after; others do', async () => {
    const link = await linkTo(ada);
    inStock(0, 'OTHER');
    await ask(ada, 'en', 'OTHER');
    await ask(li, 'en', 'OTHER');
    expect(await unsubscribe(link)).toMatchObject({ statusCode: 200 });
    expect(await unsubscribe(link)).toMatchObject({ statusCode: 200 });

    sent = [];
    inStock(3, 'OTHER');
    await tellBackInStock('OTHER', { ...writing(), stock: stockTable() });
    now += 4 * 86_400_000;
    await linkTo(ada);
    expect(sent.map(({ to }) => to)).toEqual([li]);
  });

  it('is still told of orders', async () => {
    await unsubscribe(await linkTo(ada));
    expect(await suppressionTable().among([ada], new Date(now))).toEqual([]);
  });

  it('gets them again once staff have lifted that, or after 180 days', async () => {
    const link = await linkTo(ada);
    await suppressionTable().unsubscribe(new URL(link).pathname.slice(13), noon);
    const isUnsubscribed = (days: number) => suppressionTable().isUnsubscribed(ada, new Date(now + days * 86_400_000));
    expect([await isUnsubscribed(179), await isUnsubscribed(180)]).toEqual([true, false]);
    expect(await suppressionTable().lift(ada, '2099-01-01T00:00:00.000Z')).toBe(true);
    expect(await isUnsubscribed(1)).toBe(false);
  });

  it('is asked first on a page that changes nothing, whoever looks at it: programs follow the links in mails', async () => {
    const link = await linkTo(ada);
    const before = db.items('suppressions');
    const shown = await look(link);
    expect(shown).toMatchObject({ statusCode: 200, headers: { 'content-type': 'text/html; charset=utf-8' } });
    expect(shown.body).toContain('<form method="post">');
    expect(await look('https://api.test/unsubscribe/no-such?locale=en')).toEqual(shown);
    expect(db.items('suppressions')).toEqual(before);
  });

  it.each(locales)('reads it in the language of the mail: %s', async (locale) => {
    const { body } = await look(await linkTo(ada, locale));
    expect(body).toContain(`<html lang="${locale}">`);
    const { body: unknown } = await look('https://api.test/unsubscribe/abc?locale=%3Cscript%3E');
    expect(unknown).toContain('<html lang="en">');
  });

  it.each([
    ['was never made', 'never-made'],
    ['is empty', ''],
    ['is endless', 'x'.repeat(2_000)],
    ['is not even encoded', '%'],
  ])('gets one answer by a token that %s', async (_case, token) => {
    const gone = anHttpRequest({ pathParameters: { token } });
    const answer = await unsubscribeRoute(gone, aContext());
    expect(answer).toMatchObject({ statusCode: 404, headers: { 'content-type': 'text/html; charset=utf-8' } });
    expect(answer).toEqual(await unsubscribeRoute(anHttpRequest({ pathParameters: { token: 'abc' } }), aContext()));
    expect(db.items('suppressions')).toEqual([]);
  });

  it('stands nowhere with their address or the token', async () => {
    const link = await linkTo(ada);
    await unsubscribe(link);
    const stored = JSON.stringify(db.items('suppressions'));
    expect(stored).not.toContain(ada);
    expect(stored).not.toContain(new URL(link).pathname.slice(13));
  });

  it('has one link in a mail, however often SES is asked to take it', async () => {
    let tries = 0;
    send = async () => {
      tries += 1;
      if (tries < 4) throw new NotSent('Throttling');
      return 'message';
    };
    await linkTo(ada);
    expect(new Set(sent.map(({ link }) => link)).size).toBe(1);
    expect(db.items('suppressions')).toHaveLength(1);
  });
});

describe('the e-mail', () => {
  it.each(locales)('in %s says in both bodies what is back, and escapes it', (locale) => {
    const shop = aBrand();
    const { subject, html, text } = renderBackInStock({ sku, name: 'TINS <3 & more', locale, shop, unsubscribeUrl });
    expect(subject).toContain('TINS <3 & more');
    expect(text).toContain(`TINS <3 & more (`);
    expect(html).toContain('TINS &lt;3 &amp; more');
    for (const body of [html, text]) {
      expect(body).toContain(sku);
      expect(body).not.toMatch(/\{\{|undefined/);
    }
    expect(html).toContain(`lang="${locale}"`);
    expect(html.match(/href="(?!mailto:shop@example\.com)[^"]+"/g)).toEqual([expect.stringContaining('unsubscribe')]);
    expect(text).toContain(unsubscribeUrl);
  });

  it.each(locales)('in %s that asks for a confirmation has its link in both bodies, escaped', (locale) => {
    const link = 'https://shop.example/confirm?sku=A%26B&token=abc';
    const shop = aBrand();
    const { html, text } = renderConfirmBackInStock({ sku, name: 'TINS <3', locale, shop, link, unsubscribeUrl });
    expect(text).toContain(link);
    expect(html).toMatch(/href="https:(&#x2F;){2}shop\.example&#x2F;confirm\?sku&#x3D;A%26B&amp;token&#x3D;abc"/);
    for (const body of [html, text]) expect(body).not.toMatch(/\{\{|undefined/);
  });
});

function inStock(available: number, of = sku): void {
  const kept = db.item('stock', `SKU#${of}`, 'STOCK');
  db.put('stock', { ...kept, pk: `SKU#${of}`, sk: 'STOCK', sku: of, onHand: available, available, reserved: 0 });
}

function item() {
  return db.item('stock', `SKU#${sku}`, 'STOCK');
}

function requests() {
  return db.items('back-in-stock-requests');
}

function ask(email: string, locale: Locale = 'en', of = sku) {
  return askBackInStock(of, { email, locale }, 'storefront-a', {
    requests: backInStockTable(),
    stock: stockTable(),
    limits: recipientLimitTable(),
    transact,
    requestBackInStockNotices: async (more) => {
      again.push(more);
    },
    clock: () => new Date(now),
    isToBeConfirmed: page !== undefined,
  });
}

function confirm(token: string, of = sku) {
  const ports = { requests: backInStockTable(), stock: stockTable(), transact, clock: () => new Date(now) };
  return confirmBackInStock(of, { token }, ports);
}

/** What the shopper's e-mail of a request to confirm holds. */
function tokenTo(shopper: string): string {
  const text = sent.findLast(({ to }) => to === shopper)?.text ?? '';
  const link = new URL(/https:\S+/.exec(text)?.[0] ?? '');
  expect(link.href).toMatch(/^https:\/\/shop\.example\/confirm\?/);
  expect(link.searchParams.get('sku')).toBe(sku);
  return link.searchParams.get('token') ?? '';
}

function consume(of = sku) {
  return askToConfirm(of, { ...writing(), limits: recipientLimitTable(), page });
}

function tell() {
  return tellBackInStock(sku, { ...writing(), stock: stockTable() });
}

function writing(): Omit<TellBackInStockPorts, 'stock'> {
  return {
    shop: aShop,
    requests: backInStockTable(),
    suppressions: suppressionTable(),
    products: productTable(),
    sendEmail: async (to, { subject, text }, _tags, link) => {
      expect(text).toContain(link);
      sent.push({ to, subject, text, link });
      return send(to);
    },
    requestBackInStockNotices: async (more) => {
      again.push(more);
    },
    clock: () => new Date(now),
    pause: async (milliseconds) => {
      now += milliseconds;
    },
  };
}
