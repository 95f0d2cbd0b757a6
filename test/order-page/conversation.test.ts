import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { routeKey } from '../../lambdas/api/route.ts';
import { ticketRoutes } from '../../lambdas/api/routes/tickets.ts';
import { messagesADay } from '../../lambdas/order-page/ask-from-page.ts';
import { handler as getPage } from '../../lambdas/order-page/get-order-page.handler.ts';
import { actions, handler as sendForm } from '../../lambdas/order-page/ticket-forms.handler.ts';
import { ratingTextsOf } from '../../lambdas/order-ratings/texts.ts';
import { locales } from '../../lambdas/orders/locale.ts';
import type { OrderContent } from '../../lambdas/orders/order.ts';
import { pageTokenOf } from '../../lambdas/orders/page-link.ts';
import { queues } from '../../lambdas/runtime/sqs.ts';
import { answerTicket } from '../../lambdas/tickets/answer-ticket.ts';
import { ticketTextsOf } from '../../lambdas/tickets/texts.ts';
import { aContext, anHttpRequest, anOrder, anOrderContent, anOrderId, anOrderItem, noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';
import { aShop } from '../shop/a-brand.ts';
import { ticketPortsInMemory } from '../tickets/ticket-ports.ts';

const id = anOrderId();
const sendMessage = vi.spyOn(queues, 'sendMessage');
let db: InMemoryDynamoDb;
let ports: ReturnType<typeof ticketPortsInMemory>;
beforeEach(() => {
  stubServiceEnvironment();
  vi.stubEnv('AFTER_SALES', 'on');
  sendMessage.mockReset().mockResolvedValue();
  db = inMemoryDynamoDb();
  ports = ticketPortsInMemory();
  vi.useFakeTimers({ now: new Date(noon), toFake: ['Date'] });
  stored();
});
afterEach(() => {
  vi.useRealTimers();
});

function stored(content: Partial<OrderContent> = {}, orderId = id): void {
  db.put('orders', anOrderItem({ id: orderId, status: 'SHIPPED', total: 0 }));
  db.put('orders', { pk: `ORDER#${orderId}`, sk: 'CONTENT#000', ...anOrderContent({ id: orderId, ...content }) });
}

const token = (isProven = true, orderId = id) => pageTokenOf(anOrder({ id: orderId }), { isProven });
async function page(isProven = true): Promise<string> {
  const pathParameters = { token: await token(isProven) };
  return String((await getPage(anHttpRequest({ pathParameters }), aContext())).body);
}
async function send(
  form: 'tickets' | 'messages' | 'rating',
  fields: Record<string, string>,
  { isProven = true, headers = { 'sec-fetch-site': 'same-origin' } as Record<string, string> } = {},
) {
  const routeKey = `POST /o/{token}/${form}`;
  const pathParameters = { token: await token(isProven) };
  const body = String(new URLSearchParams(fields));
  return sendForm(anHttpRequest({ routeKey, pathParameters, headers, body }), aContext());
}
const question = { seen: '0', topic: 'damaged', text: 'One cup came <b>broken</b>.\r\nWhat now?' };
const ticketIds = () => ports.tickets.ofOrder(id);

describe('asking from the page of an order', () => {
  it('has a form for each route of it', () => {
    const routes = [ticketRoutes.askFromPage, ticketRoutes.answerFromPage, ticketRoutes.rateFromPage].map(routeKey);
    expect(Object.keys(actions)).toEqual(routes);
  });

  it.each(locales)(
    'opens a ticket, and shows it and what is answered in the customer’s language: %s',
    async (locale) => {
      stored({ locale });
      const texts = ticketTextsOf(locale).page;
      expect(await page()).toContain(texts.write);

      expect(await send('tickets', question)).toMatchObject({ statusCode: 303 });
      const [ticketId = ''] = await ticketIds();
      const answer = { text: 'Another is on its way.', isInternal: false, state: 'WAITING_FOR_CUSTOMER' } as const;
      await answerTicket(ticketId, { subject: 'ada', name: 'Ada', key: '1' }, answer, ports);
      await answerTicket(
        ticketId,
        { subject: 'ada', name: 'Ada', key: '2' },
        { ...answer, text: 'Packed badly', isInternal: true },
        ports,
      );

      const html = await page();
      expect(html).toContain('One cup came &lt;b&gt;broken&lt;/b&gt;.<br>What now?');
      expect(html).toContain('Another is on its way.');
      expect(html).toContain(texts.states.answered);
      expect(html).not.toContain('Packed badly');
    },
  );

  it('takes what is sent twice from one page once, and the same words later anew', async () => {
    await Promise.all([send('tickets', question), send('tickets', question)]);
    expect(await ticketIds()).toHaveLength(1);
    await send('tickets', { ...question, seen: '1' });
    expect(await ticketIds()).toHaveLength(2);
  });

  it.each(['', 'nonsense', 'A'.repeat(3_000), '鍵'])('takes no answer to what is no ticket', async (ticket) => {
    const { statusCode, headers } = await send('messages', { ticket, seen: '1', text: 'Hello' });
    expect([statusCode, headers?.location]).toEqual([303, expect.stringContaining('said=not-taken')]);
  });

  it('shows nothing of what was said to who has not shown who they are, who may ask all the same', async () => {
    await send('tickets', question, { isProven: false });
    expect(await ticketIds()).toHaveLength(1);
    const html = await page(false);
    expect(html).not.toContain('What now?');
    expect(html).toContain(ticketTextsOf('en').page.hidden);
    const [ticket = ''] = await ticketIds();
    const { headers } = await send('messages', { ticket, seen: '1', text: 'Hello' }, { isProven: false });
    expect(headers?.location).toContain('said=not-proven');
  });

  it.each([
    ['nothing', { ...question, text: ' \r\n ' }],
    ['too much', { ...question, text: 'x'.repeat(20_001) }],
    ['about what nobody can ask', { ...question, topic: 'toString' }],
  ])('takes no message that says %s, and says so', async (_, fields) => {
    const { headers } = await send('tickets', fields);
    expect(headers?.location).toContain('said=not-taken');
    expect(await ticketIds()).toEqual([]);
  });

  it('takes so many messages a day', async () => {
    for (let seen = 0; seen <= messagesADay.max; seen++) await send('tickets', { ...question, seen: String(seen) });
    expect(await ticketIds()).toHaveLength(messagesADay.max);
  });

  it('lets the customer rate what has arrived, once, where the shop asks for it', async () => {
    const arrived = { at: '2026-11-10T12:00:00.000Z', event: 'ORDER_SHIPPED' } as const;
    db.put('orders', anOrderItem({ id, status: 'SHIPPED', total: 0, timeline: [arrived] }));
    const texts = ratingTextsOf('en').page;
    expect(await page()).not.toContain(texts.title);
    vi.stubGlobal('STAGE_SHOP', {
      ...aShop,
      brands: aShop.brands.map((brand) => ({ ...brand, ratings: { afterDays: 7 } })),
    });
    expect(await page()).toContain(texts.title);
    expect((await send('rating', { stars: '6' })).headers?.location).toContain('said=not-taken');
    expect((await send('rating', { stars: '2', text: 'Broken' })).headers?.location).not.toContain('said');
    await send('rating', { stars: '5' });
    expect(await page()).toContain(texts.thanks(2));
    const [ticketId = ''] = await ticketIds();
    expect((await ports.tickets.findTicket(ticketId))?.category).toBe('RATING');
  });

  it('lets the customer say more, and whether it is solved', async () => {
    await send('tickets', question);
    const [ticket = ''] = await ticketIds();
    await send('messages', { ticket, seen: '1', text: 'And the other one too.' });
    await send('messages', { ticket, solved: 'yes' });
    expect(await ports.tickets.find(ticket)).toMatchObject({
      ticket: { state: 'SOLVED' },
      messages: [{}, { text: 'And the other one too.' }],
    });
    expect(await page()).toContain(ticketTextsOf('en').page.states.solved);
  });

  it('writes in no ticket of another order', async () => {
    const other = anOrderId(7);
    await send('tickets', question);
    const [ticket = ''] = await ticketIds();
    stored({}, other);
    const pathParameters = { token: await token(true, other) };
    const answer = await sendForm(
      anHttpRequest({
        ...{ routeKey: 'POST /o/{token}/messages', pathParameters },
        headers: { 'sec-fetch-site': 'same-origin' },
        body: String(new URLSearchParams({ ticket, seen: '1', text: 'Hello' })),
      }),
      aContext(),
    );
    expect(answer.headers?.location).toContain('said=not-taken');
    expect((await ports.tickets.find(ticket))?.messages).toHaveLength(1);
  });

  it('takes no form of another site', async () => {
    expect(await send('tickets', question, { headers: { 'sec-fetch-site': 'cross-site' } })).toMatchObject({
      statusCode: 403,
    });
    expect(await ticketIds()).toEqual([]);
  });

  it('is by e-mail where the stage takes no questions', async () => {
    vi.stubEnv('AFTER_SALES', 'off');
    const html = await page();
    expect(html).toContain('href="mailto:');
    expect(html).not.toContain('/tickets"');
  });
});
