import { beforeEach, describe, expect, it } from 'vitest';
import { NotSent, RecipientRefused } from '../../lambdas/notifications/notice-errors.ts';
import { suppressionTable } from '../../lambdas/notifications/suppression-table.ts';
import { askForRatings } from '../../lambdas/order-ratings/ask-for-ratings.ts';
import { openTicketOf } from '../../lambdas/order-ratings/low-rating-ticket.ts';
import { planRating } from '../../lambdas/order-ratings/plan-rating.ts';
import { rateOrder } from '../../lambdas/order-ratings/rate-order.ts';
import { longestWord } from '../../lambdas/order-ratings/rating.ts';
import { meanOf, showRatings } from '../../lambdas/order-ratings/rating-overview.ts';
import { ratingTable } from '../../lambdas/order-ratings/rating-table.ts';
import { type Locale, locales } from '../../lambdas/orders/locale.ts';
import type { OrderContent, OrderId } from '../../lambdas/orders/order.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import type { StoredReturnCase } from '../../lambdas/orders/return-case.ts';
import { paymentTable } from '../../lambdas/payments/payment-table.ts';
import { ticketTable } from '../../lambdas/tickets/ticket-table.ts';
import { anOrderContent, anOrderId, anOrderItem, aPayment } from '../builders.ts';
import { cutOffAnywhere } from '../cut-off.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';
import { aShop } from '../shop/a-brand.ts';
import { aTicket } from '../tickets/a-ticket.ts';
import { ticketPortsInMemory } from '../tickets/ticket-ports.ts';

const id = anOrderId();
const delivered = '2026-11-10T10:00:00.000Z';
const shop = { ...aShop, brands: aShop.brands.map((brand) => ({ ...brand, ratings: { afterDays: 7 } })) };
let db: InMemoryDynamoDb;
let now: Date;
let sent: { to: string; subject: string; text: string; link: string }[];
/** What SES does with a mail: it delivers it, or not. */
let send: (deliver: () => void) => Promise<string>;
const delivers: typeof send = async (deliver) => {
  deliver();
  return 'message';
};

beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  now = new Date('2026-11-17T11:00:00.000Z');
  sent = [];
  send = delivers;
  stored();
});

/** An order that was delivered. */
function stored(order: object = {}, content: Partial<OrderContent> = {}, parcel: object = {}): void {
  db.put('orders', anOrderItem({ id, status: 'SHIPPED', shipments: 1, ...order }));
  db.put('orders', { pk: `ORDER#${id}`, sk: 'CONTENT#000', ...anOrderContent({ id, ...content }) });
  db.put('orders', {
    ...{ pk: `ORDER#${id}`, sk: 'SHIPMENT#s1', id: 's1', at: '2026-11-08T10:00:00.000Z', requestHash: 'hash' },
    ...{ carrier: 'DHL', lines: [{ line: 1, quantity: 6 }] },
    parcel: { state: 'DELIVERED', since: delivered, at: delivered, scans: [], ...parcel },
  });
}

const plan = async () => planRating(await orderTable().find(id), { ratings: ratingTable(), shop, clock: () => now });
const ticketPorts = () => ticketPortsInMemory({ now });
const ports = () => ({
  ...{ ratings: ratingTable(), orders: orderTable(), payments: paymentTable(), tickets: ticketTable(), shop },
  suppressions: suppressionTable(),
  openTicketOf: (...[rating, content]: Parameters<typeof openTicketOf>) => openTicketOf(rating, content, ticketPorts()),
  pageUrlOf: async () => 'https://api.test/o/token',
  sendEmail: (to: string, { subject, text }: { subject: string; text: string }, _: object, link: string) =>
    send(() => sent.push({ to, subject, text, link })),
  clock: () => now,
});
const ask = () => askForRatings(() => true, ports());
const tomorrow = () => {
  now = new Date(now.getTime() + 86_400_000);
};
const rate = async (stars: number, text = '') => rateOrder(await orderTable().find(id), { stars, text }, ports());
const due = async (day: string) => {
  const found: OrderId[] = [];
  for await (const { orderId } of ratingTable().dueOn(day)) found.push(orderId);
  return found;
};

describe('asking for a rating', () => {
  it('is planned for so many days after all of it has arrived, and done once', async () => {
    now = new Date(delivered);
    await plan();
    await plan();
    expect(await due('2026-11-17')).toEqual([id]);

    await ask();
    expect(sent).toEqual([]);
    now = new Date('2026-11-17T11:00:00.000Z');
    await ask();
    await plan();
    await ask();
    tomorrow();
    await ask();
    expect(sent).toMatchObject([{ to: 'ada@example.com' }]);
    expect(sent[0]?.text).toContain('https://api.test/o/token#rate');
    expect(sent[0]?.text).toContain('K7Q-4XW-2R9');
    expect(await due('2026-11-17')).toEqual([]);
  });

  it.each(locales)('is written in the customer’s language, with the link that stops it: %s', async (locale: Locale) => {
    stored({}, { locale });
    await plan();
    await ask();
    expect(sent).toHaveLength(1);
    expect(sent[0]?.text).toContain(sent[0]?.link);
    expect(sent[0]?.link).toContain(`/unsubscribe/`);
    expect(sent[0]?.subject).toContain('North Lane');
  });

  it('sends once, cut off anywhere: better none than two', async () => {
    await plan();
    await cutOffAnywhere(
      db,
      async (leaving) => {
        sent = [];
        send = async (deliver) =>
          leaving(() => {
            deliver();
            return 'message';
          });
        await ask().catch((error: unknown) => {
          throw error instanceof AggregateError ? error.errors[0] : error;
        });
      },
      async (where) => {
        send = delivers;
        await ask();
        tomorrow();
        await ask();
        now = new Date(now.getTime() - 86_400_000);
        expect(sent.length, where).toBeLessThanOrEqual(1);
      },
    );
  });

  it('is tried again the next day where SES does not take it, and no more where it refuses the address', async () => {
    await plan();
    send = async () => {
      throw new NotSent('Throttling');
    };
    await ask();
    tomorrow();
    send = delivers;
    await ask();
    expect(sent).toHaveLength(1);

    db.restore(new Map());
    sent = [];
    stored();
    await plan();
    send = async () => {
      throw new RecipientRefused('MessageRejected');
    };
    await ask();
    tomorrow();
    send = delivers;
    await ask();
    expect(sent).toEqual([]);
  });

  const returned = {
    ...{ id: 'c1', kind: 'RETURN', state: 'RECEIVED', remedy: 'REFUND', keeps: false, postage: 'SHOP', version: 1 },
    ...{ requestHash: 'hash', lines: [{ line: 1, quantity: 6 }] },
    history: [{ at: delivered, state: 'APPROVED', by: 'policy' }],
  } as const satisfies StoredReturnCase;

  it.each([
    ['one that is on its way', () => stored({}, {}, { state: 'IN_TRANSIT' })],
    ['one that was cancelled', () => stored({ status: 'CANCELLED' })],
    ['one that came back whole', () => stored({ lineCounts: [{ line: 1, fulfilled: 6, returned: 6 }] })],
    ['one that is on its way back', () => db.put('orders', { pk: `ORDER#${id}`, sk: 'CASE#c1', ...returned })],
    ['one that replaces another', () => stored({}, { replacementOf: { orderId: 'other', caseId: 'c1' } })],
    [
      'one whose money went back',
      () => db.put('payments', { pk: `ORDER#${id}`, sk: 'PAYMENT', ...aPayment({ orderId: id, status: 'REFUNDED' }) }),
    ],
    ['a customer without an e-mail address', () => stored({}, { contact: { phone: '+447400123456' } })],
    [
      'a customer who wants no e-mails of deliveries',
      () => stored({}, { contact: { email: 'ada@example.com', channels: { delivery: ['sms'] } } }),
    ],
    ['a customer who has rated it', () => rate(4)],
    ['one that arrived long ago', () => stored({}, {}, { since: '2026-09-01T10:00:00.000Z' })],
  ] as const)('is left out of %s', async (_, given) => {
    await plan();
    await given();
    await ask();
    expect(sent).toEqual([]);
  });

  it('is left out of a shop that does not ask, or does not any more', async () => {
    await plan();
    await askForRatings(() => true, { ...ports(), shop: aShop });
    expect(sent).toEqual([]);
    expect(await due('2026-11-17')).toEqual([]);
  });

  it('is left out where the customer has unsubscribed', async () => {
    await plan();
    await suppressionTable().suppress('ada@example.com', 'UNSUBSCRIBED', now.toISOString());
    await ask();
    expect(sent).toEqual([]);
    expect(await due('2026-11-17')).toEqual([]);
  });

  it('waits until their question is answered', async () => {
    await plan();
    const ticket = aTicket({ orderId: id });
    await ticketTable().write({ before: undefined, after: ticket, positions: { queuedAt: delivered } });
    await ask();
    expect(sent).toEqual([]);
    await ticketTable().write({
      before: ticket,
      after: { ...ticket, state: 'SOLVED' },
      positions: { queuedAt: delivered },
    });
    tomorrow();
    await ask();
    expect(sent).toHaveLength(1);
  });

  it('ends when the time is over, and goes on with the next run', async () => {
    await plan();
    await askForRatings(() => false, ports());
    expect(sent).toEqual([]);
    await ask();
    expect(sent).toHaveLength(1);
  });
});

describe('a rating', () => {
  it('is given once; what stands, stands', async () => {
    expect(await rate(4, '  Well packed\r\nand quick ')).toBe(true);
    expect(await rate(4)).toBe(true);
    expect(await rate(5)).toBe(false);
    expect(await ratingTable().find(id)).toEqual({
      ...{ orderId: id, at: now.toISOString(), stars: 4, text: 'Well packed\nand quick' },
    });
    expect(await ticketTable().ofOrder(id)).toEqual([]);
  });

  it('of few stars opens one ticket, though it was cut off anywhere', async () => {
    await cutOffAnywhere(
      db,
      () => rate(1, 'Broken'),
      async (where) => {
        await ask();
        const isRated = (await ratingTable().find(id)) !== undefined;
        const [ticketId, ...more] = await ticketTable().ofOrder(id);
        expect([ticketId !== undefined, more], where).toEqual([isRated, []]);
        if (ticketId === undefined) return;
        const { ticket, messages } = (await ticketTable().find(ticketId)) ?? {};
        expect(ticket).toMatchObject({ category: 'RATING', severity: 'HIGH', channel: 'SERVICE', state: 'OPEN' });
        expect(messages?.[0]?.text).toBe('★☆☆☆☆\nBroken');
      },
    );
  });

  it.each([
    ['no stars', 0, ''],
    ['six', 6, ''],
    ['a half', 2.5, ''],
    ['none at all', Number.NaN, ''],
    ['too many words', 3, 'x'.repeat(longestWord + 1)],
  ])('is not taken with %s', async (_, stars, text) => {
    expect(await rate(stars, text)).toBe(false);
    expect(await ratingTable().find(id)).toBeUndefined();
  });

  it('is not taken of what has not arrived', async () => {
    stored({}, {}, { state: 'IN_TRANSIT' });
    expect(await rate(5)).toBe(false);
  });

  it('keeps its stars and loses its words when the customer is erased', async () => {
    await rate(4, 'Ada liked it');
    await ratingTable().erase(id);
    expect(await ratingTable().find(id)).toMatchObject({ stars: 4 });
    expect(JSON.stringify(db.items('ratings'))).not.toContain('Ada');
  });
});

describe('what customers make of their orders', () => {
  it('is shown by week, product and carrier, with what the mean may be', async () => {
    await rate(4);
    const { weeks, bySku, byCarrier } = await showRatings({ ratings: ratingTable(), clock: () => now });
    expect(weeks).toHaveLength(12);
    expect(weeks.at(-1)).toMatchObject({ from: '2026-11-11', ratings: 1, mean: 4 });
    expect(weeks[0]).toMatchObject({ ratings: 0, low: 1, high: 5 });
    expect(weeks[0]?.mean).toBeUndefined();
    expect([bySku, byCarrier]).toMatchObject([[{ value: '85123A', ratings: 1 }], [{ value: 'DHL', mean: 4 }]]);
  });

  it('has an interval that is wide of few and narrow of many', () => {
    const all = (stars: number, ratings: number) => meanOf(Array.from({ length: ratings }, () => ({ stars })));
    expect(all(5, 1).low).toBeLessThan(2);
    expect(all(5, 1_000).low).toBeGreaterThan(4.98);
    expect(all(3, 10)).toMatchObject({ mean: 3 });
  });
});
