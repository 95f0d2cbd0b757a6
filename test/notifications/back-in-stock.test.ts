import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { handler as askRoute } from '../../lambdas/inventory/ask-back-in-stock.handler.ts';
import { askBackInStock } from '../../lambdas/inventory/ask-back-in-stock.ts';
import { backInStockTable } from '../../lambdas/inventory/back-in-stock-table.ts';
import { stockTable } from '../../lambdas/inventory/stock-table.ts';
import { renderBackInStock } from '../../lambdas/notifications/back-in-stock-email.ts';
import { tellBackInStock } from '../../lambdas/notifications/tell-back-in-stock.ts';
import { productTable } from '../../lambdas/products/product-table.ts';
import { transact } from '../../lambdas/runtime/dynamodb.ts';
import { aContext, anHttpRequest, aProduct, noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const sku = '85123A';
const ada = 'ada@example.com';
const li = 'li@example.com';

let db: InMemoryDynamoDb;
let now: number;
let sent: { to: string; subject: string }[];
let again: string[];
let send: (to: string) => Promise<string>;
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  now = Date.parse(noon);
  sent = [];
  again = [];
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
        ...{ pk: `SKU#${sku}`, sk: `SHOPPER#${hash}`, sku, email: ada, locale: 'en', askedAt: noon, refusals: 0 },
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
    expect(requests()).toEqual([]);
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
      await ask(li);
      return 'message';
    };
    await tell();
    expect(item()).toHaveProperty('awaited');

    send = async () => 'message';
    await tell();
    expect(sent.map(({ to }) => to)).toEqual([ada, li]);
    expect(item()).not.toHaveProperty('awaited');
  });

  it('is told of again to a shopper whose mail was refused, at most five times', async () => {
    await ask(ada);
    inStock(3);
    send = async () => {
      throw Object.assign(new Error(`refused ${ada}`), { $metadata: { httpStatusCode: 400 } });
    };
    for (let attempt = 1; attempt < 5; attempt++) await expect(tell()).rejects.toThrow('1 shoppers could not be told');
    await tell();

    expect(requests()).toEqual([]);
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

describe('the e-mail', () => {
  it.each(['en', 'zh-CN'] as const)('in %s says in both bodies what is back, and escapes it', (locale) => {
    const { subject, html, text } = renderBackInStock({ sku, name: 'TINS <3 & more', locale, shopName: 'North Lane' });
    expect(subject).toContain('TINS <3 & more');
    expect(text).toContain(`TINS <3 & more (`);
    expect(html).toContain('TINS &lt;3 &amp; more');
    for (const body of [html, text]) {
      expect(body).toContain(sku);
      expect(body).not.toMatch(/\{\{|undefined/);
    }
    expect(html).toContain(`lang="${locale}"`);
  });
});

function inStock(available: number): void {
  db.put('stock', { ...item(), pk: `SKU#${sku}`, sk: 'STOCK', sku, onHand: available, available, reserved: 0 });
}

function item() {
  return db.item('stock', `SKU#${sku}`, 'STOCK');
}

function requests() {
  return db.items('back-in-stock-requests');
}

function ask(email: string, locale: 'en' | 'zh-CN' = 'en') {
  const clock = () => new Date(now);
  return askBackInStock(sku, { email, locale }, { requests: backInStockTable(), stock: stockTable(), transact, clock });
}

function tell() {
  return tellBackInStock(sku, {
    stock: stockTable(),
    requests: backInStockTable(),
    products: productTable(),
    sendEmail: async (to, { subject }) => {
      sent.push({ to, subject });
      return send(to);
    },
    requestBackInStockNotices: async (more) => {
      again.push(more);
    },
    clock: () => new Date(now),
  });
}
