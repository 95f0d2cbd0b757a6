import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { proveRecipient } from '../../lambdas/order-page/prove-recipient.ts';
import { guideSentences } from '../../lambdas/order-return-pages/return-guide.ts';
import { handler } from '../../lambdas/order-return-pages/return-pages.handler.ts';
import { returnTextsOf } from '../../lambdas/order-return-pages/texts.ts';
import { findForWithdrawal } from '../../lambdas/order-return-pages/withdrawal-search.ts';
import { locales } from '../../lambdas/orders/locale.ts';
import type { Order, OrderContent, OrderId } from '../../lambdas/orders/order.ts';
import { orderIdOf, orderNumberFor } from '../../lambdas/orders/order-id.ts';
import { writtenOrderNumber } from '../../lambdas/orders/order-number.ts';
import { type OrderTable, orderTable } from '../../lambdas/orders/order-table.ts';
import { pageTokenOf } from '../../lambdas/orders/page-link.ts';
import { statutoryPolicy } from '../../lambdas/return-policy/shop-policy.ts';
import { exampleShop } from '../../local/example-shop.ts';
import { aContext, anHttpRequest, anOrder, anOrderContent, anOrderItem, anOrderLine, noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const notices = vi.hoisted(() => [] as unknown[]);
vi.mock('../../lambdas/orders/order-effects-queue.ts', async (original) => ({
  ...(await original<object>()),
  requestNotice: async (notice: unknown) => {
    notices.push(notice);
  },
}));

const number = orderNumberFor({ storefront: 'builders', idempotencyKey: 'returns' });
const id = orderIdOf(number);
const written = writtenOrderNumber(number);
const lines = [anOrderLine({ sku: 'TEA', quantity: 3 }), anOrderLine({ sku: 'CUP', quantity: 2 })];
let db: InMemoryDynamoDb;

beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  vi.useFakeTimers({ now: new Date(noon), toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the page of returns', () => {
  it.each(locales)('has the button of the law, and what may be asked for until when, in %s', async (locale) => {
    await stored({ status: 'SHIPPED', shipments: 1 }, { locale });
    const { statusCode, headers, body = '' } = await get();

    const { withdrawal, kinds } = returnTextsOf(locale);
    expect(statusCode).toBe(200);
    expect(headers?.['content-security-policy']).toContain("default-src 'none'");
    expect(body).toContain(`<summary>${withdrawal.button}</summary>`);
    expect(body).toContain(kinds.CLAIM);
    expect(body).not.toContain('undefined');
  });

  it('hides the name of the customer from who has not shown that it is they', async () => {
    await stored({ status: 'SHIPPED', shipments: 1 });

    expect((await get()).body).not.toContain('Ada Example');
    expect((await get(true)).body).toContain('Ada Example');
    expect((await get()).body).toContain('a***@example.com');
  });

  it('asks to confirm what is withdrawn from, and takes it once, however often the button is pressed', async () => {
    await stored({ status: 'SHIPPED', shipments: 1 });
    const asked = await send({ do: 'withdraw', all: 'yes', name: 'Ada <Example>', seen: '1' });

    expect(asked).toMatchObject({ statusCode: 200 });
    expect(asked.body).toContain('<button>Confirm withdrawal</button>');
    expect(asked.body).toContain('Ada &lt;Example&gt;');
    expect((await orderTable().find(id)).cases).toEqual([]);
    const confirm = { do: 'confirm', name: 'Ada <Example>', seen: '1', 'line-1': '3', 'line-2': '2' };
    for (const _click of [1, 2]) {
      expect(await send(confirm)).toMatchObject({ statusCode: 303, headers: { location: 'returns?said=taken' } });
    }

    expect((await orderTable().find(id)).cases).toMatchObject([
      {
        ...{ kind: 'WITHDRAWAL', state: 'REQUESTED', declaredBy: 'Ada <Example>' },
        lines: [
          { line: 1, quantity: 3 },
          { line: 2, quantity: 2 },
        ],
      },
    ]);
    expect(notices).toContainEqual({
      ...{ orderId: id, event: 'withdrawal-received' },
      about: (await orderTable().find(id)).cases[0]?.id,
    });
    expect((await get()).body).toContain('We have received it');
  });

  it('takes a complaint with its reason and words, and lets it be called off', async () => {
    await stored({ status: 'SHIPPED', shipments: 1 });
    await send({ do: 'CLAIM', seen: '1', 'line-1': '1', 'line-2': '0', reason: 'BROKEN', text: 'Cracked' });

    const [one] = (await orderTable().find(id)).cases;
    expect(one).toMatchObject({ kind: 'CLAIM', reason: 'BROKEN', text: 'Cracked', lines: [{ line: 1, quantity: 1 }] });
    await send({ do: 'call-off', case: one?.id ?? '' });
    expect((await orderTable().find(id)).cases).toMatchObject([{ state: 'CANCELLED' }]);
  });

  it('takes ten wishes a day, each a mail to the customer, but a withdrawal always', async () => {
    await stored({ status: 'SHIPPED', shipments: 1 });
    const wish = async (text: string) => {
      const { headers } = await send({ do: 'CLAIM', seen: '1', 'line-1': '1', reason: 'BROKEN', text });
      const one = (await orderTable().find(id)).cases.find(({ state }) => state === 'REQUESTED');
      await send({ do: 'call-off', case: one?.id ?? '' });
      return headers?.location;
    };
    for (let wishes = 0; wishes < 10; wishes++) expect(await wish(`${wishes}`)).toBe('returns?said=taken');

    expect(await wish('one more')).toBe('returns?said=refused');
    expect((await orderTable().find(id)).cases).toHaveLength(10);
    const withdrawal = { do: 'confirm', name: 'Ada Example', seen: '1', 'line-1': '3', 'line-2': '2' };
    expect(await send(withdrawal)).toMatchObject({ headers: { location: 'returns?said=taken' } });
  });

  it.each<[string, Record<string, string>]>([
    ['more than there is', { do: 'CLAIM', seen: '1', 'line-1': '4', reason: 'BROKEN' }],
    ['no line', { do: 'CLAIM', seen: '1', reason: 'BROKEN' }],
    ['what the shop does not offer', { do: 'RETURN', seen: '1', 'line-1': '1', reason: 'CHANGED_MIND' }],
    ['a move of the shop', { do: 'receive', case: 'x' }],
    ['a case that there is not', { do: 'sent', case: 'x' }],
    ['a withdrawal by nobody', { do: 'withdraw', all: 'yes', name: ' ', seen: '1' }],
    ['nothing', {}],
  ])('refuses %s, and says so', async (_what, form) => {
    vi.stubGlobal('STAGE_SHOP', { brands: [{ ...exampleShop.brands[0], returns: undefined }] });
    await stored({ status: 'SHIPPED', shipments: 1 });

    expect(await send(form)).toMatchObject({ statusCode: 303, headers: { location: 'returns?said=refused' } });
    expect((await orderTable().find(id)).cases).toEqual([]);
  });

  it('is not for another site, nor for a token that grants nothing', async () => {
    await stored({ status: 'SHIPPED', shipments: 1 });

    expect(await send({ do: 'CLAIM' }, { 'sec-fetch-site': 'cross-site' })).toMatchObject({ statusCode: 403 });
    expect(await ask('GET /o/{token}/returns', { pathParameters: { token: 'nonsense' } })).toMatchObject({
      statusCode: 404,
    });
  });
});

describe('the form without a link', () => {
  it('leads who knows number and address to the page, however they write them', async () => {
    await stored({ status: 'CONFIRMED' });

    const { statusCode, headers } = await search({ number: written.toLowerCase(), contact: ' ADA@example.com' });

    expect(statusCode).toBe(303);
    const token = /^o\/([^/]+)\/returns$/.exec(String(headers?.location))?.[1] ?? '';
    const { body } = await ask('GET /o/{token}/returns', { pathParameters: { token } });
    expect(body).toContain('Ada Example');
  });

  it('answers a wrong address, an unknown number and nonsense alike, and looks at five answers a day', async () => {
    await stored({ status: 'CONFIRMED' });
    const unknown = writtenOrderNumber(orderNumberFor({ storefront: 'builders', idempotencyKey: 'none' }));

    const wrong = await search({ number: written, contact: 'somebody@else.example' });
    expect(wrong.statusCode).toBe(200);
    for (const number of [unknown, 'nonsense', '']) {
      const { body, statusCode } = await search({ number, contact: 'ada@example.com' });
      expect([statusCode, body]).toEqual([200, wrong.body]);
    }
    for (const guess of ['a', 'b', 'c', 'd', 'e']) await search({ number: written, contact: `${guess}@example.com` });
    expect((await search({ number: written, contact: 'ada@example.com' })).statusCode).toBe(200);
  });

  it('looks at ten numbers of an address a day, however that is written', async () => {
    await stored({ status: 'CONFIRMED' }, { contact: { phone: '+447400123456' } });
    const ways = ['+447400123456', '+44 7400 123456', '0044 (7400) 123-456'];
    for (let guess = 0; guess < 10; guess++)
      await search({ number: `${1000 + guess}`, contact: ways[guess % 3] ?? '' });

    expect((await search({ number: written, contact: '+447400123456' })).statusCode).toBe(200);
    vi.setSystemTime(new Date(Date.parse(noon) + 86_400_000));
    expect((await search({ number: written, contact: '+447400123456' })).statusCode).toBe(303);
  });

  it('reads and writes as much for a number that there is as for one that there is not', async () => {
    const unknown = writtenOrderNumber(orderNumberFor({ storefront: 'builders', idempotencyKey: 'none' }));
    await stored({ status: 'CONFIRMED' });
    const [finds, answers] = [vi.fn<OrderTable['find']>(), vi.fn(async () => false)];
    const look = async (number: string, own: readonly OrderId[]) => {
      finds.mockClear().mockImplementation((orderId) => orderTable().find(orderId));
      answers.mockClear();
      const form = new URLSearchParams({ number, contact: 'ada@example.com' });
      const limits = { take: async () => true };
      const orders = { find: finds, findByOwnNumber: async () => own };
      await findForWithdrawal(form, { orders, limits, proveRecipient: answers, clock: () => new Date(noon) });
      return [finds.mock.calls.length, answers.mock.calls.length];
    };

    for (const number of [written, unknown, 'A-1042', 'nonsense', '']) expect(await look(number, [])).toEqual([2, 2]);
    expect(await look('A-1042', [id])).toEqual([2, 2]);
  });

  it('looks at no more of what strangers send than a number and an address have', async () => {
    const taken: string[] = [];
    const limits = {
      take: async ({ address }: { readonly address: string }, _limit: object, thing: string) => {
        taken.push(address, thing);
        return true;
      },
    };
    const looked = async (number: string, contact: string) => {
      const form = new URLSearchParams({ number, contact });
      const orders = { ...orderTable(), findByOwnNumber: async () => [] };
      const proving = (...[content, sent]: Parameters<typeof proveRecipient>) =>
        proveRecipient(content, sent, { limits, clock: () => new Date(noon) });
      await findForWithdrawal(form, { orders, limits, proveRecipient: proving, clock: () => new Date(noon) });
      return taken.splice(0);
    };

    for (const contact of ['+', '\u0301\u0316'].map((sign) => sign.repeat(40_000))) {
      const [address] = await looked(written, contact);
      expect(address?.length).toBeLessThanOrEqual(320);
    }
    expect(await looked(written.padEnd(250_000, '-'), 'ada@example.com')).toEqual(
      await looked(written.padEnd(40, '-'), 'ada@example.com'),
    );
  });
});

describe('the guide', () => {
  it.each(locales)('says of the policy what customers need to know, each sentence from it, in %s', (locale) => {
    const full = {
      ...{ ...statutoryPolicy, returnDays: 45, exchanges: true, postage: 'SHOP' as const },
      ...{ standardDelivery: { GBP: 395 }, returnFee: { GBP: 120 }, keepBelow: { GBP: 500 } },
    };
    const [least, most] = [guideSentences(statutoryPolicy, locale), guideSentences(full, locale)];

    expect(least.join(' ')).toMatch(/14.*24/s);
    for (const figure of ['45', '3.95', '1.20', '5.00']) {
      expect(most.join(' ')).toContain(figure);
      expect(least.join(' ')).not.toContain(figure);
    }
    expect(guideSentences({ ...statutoryPolicy, withdrawalDays: 0 }, locale)).not.toContain(least[0]);
  });

  it('is in the language of its reader, of the brand that is asked for', async () => {
    const { body } = await ask('GET /returns-guide', { queryStringParameters: { locale: 'ja' } });

    expect(body).toContain('<html lang="ja">');
    expect(body).toContain('ここから契約を撤回する');
  });
});

async function stored(order: Partial<Order>, content: Partial<OrderContent> = {}): Promise<void> {
  await orderTable().addContent(
    anOrderContent({ id, number: written, lines, contact: { email: 'ada@example.com' }, ...content }),
  );
  const timeline = [{ at: noon, event: 'ORDER_SHIPPED' as const }];
  db.put('orders', anOrderItem(anOrder({ id, number: written, timeline, ...order })));
}

function ask(routeKey: string, request: Parameters<typeof anHttpRequest>[0] = {}) {
  return handler(anHttpRequest({ routeKey, ...request }), aContext());
}

async function get(isProven = false) {
  const token = await pageTokenOf({ id, number: written }, { isProven });
  return ask('GET /o/{token}/returns', { pathParameters: { token } });
}

async function send(form: Record<string, string>, headers: Record<string, string> = {}) {
  const token = await pageTokenOf({ id, number: written }, { isProven: false });
  return ask('POST /o/{token}/returns', {
    pathParameters: { token },
    headers: { 'sec-fetch-site': 'same-origin', ...headers },
    body: new URLSearchParams(form).toString(),
  });
}

function search(form: Record<string, string>) {
  return ask('POST /withdrawal', {
    headers: { 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams(form).toString(),
  });
}
