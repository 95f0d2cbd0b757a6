import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { recipientLimitTable } from '../../lambdas/notifications/recipient-limit-table.ts';
import type { SearchTable } from '../../lambdas/order-search/search-table.ts';
import { findOrderMeant } from '../../lambdas/order-tickets/find-order-meant.ts';
import { latestOrderOf } from '../../lambdas/order-tickets/latest-order.ts';
import { type TakeMailPorts, takeMail } from '../../lambdas/order-tickets/take-mail.ts';
import { linkDays, pageTokenOf } from '../../lambdas/orders/page-link.ts';
import { count } from '../../lambdas/runtime/metrics.ts';
import { answerTicket } from '../../lambdas/tickets/answer-ticket.ts';
import { readMail } from '../../lambdas/tickets/mail/read-mail.ts';
import { replyAddress, ticketIdIn } from '../../lambdas/tickets/reply-address.ts';
import { type TendTicketsPorts, tendTickets } from '../../lambdas/tickets/tend-tickets.ts';
import { threadHash } from '../../lambdas/tickets/thread-hash.ts';
import { ticketStates } from '../../lambdas/tickets/ticket.ts';
import type { TicketRecord } from '../../lambdas/tickets/ticket-table.ts';
import { anOrder, anOrderContent, anOrderId } from '../builders.ts';
import { histories } from '../histories.ts';
import { inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';
import { aShop } from '../shop/a-brand.ts';
import { type TestClock, ticketPortsInMemory } from '../tickets/ticket-ports.ts';
import { aMail, realMails } from './mails.ts';

vi.mock('../../lambdas/runtime/metrics.ts', () => ({ count: vi.fn() }));

const clock: TestClock = { now: new Date() };
const order = anOrder();
const content = anOrderContent({ id: order.id, number: order.number });
const sendEmail = vi.fn<TakeMailPorts['sendEmail']>();
const findByEmail = vi.fn<SearchTable['newest']>(async () => [{ orderId: order.id, position: '' }]);
const records = new Map<string, object>();
let placedBy: TendTicketsPorts['latestOrderOf'];
let ports: TakeMailPorts & Omit<TendTicketsPorts, 'recorded' | 'latestOrderOf'>;
beforeEach(() => {
  stubServiceEnvironment();
  inMemoryDynamoDb();
  clock.now = new Date('2026-11-23T12:00:00Z');
  sendEmail.mockReset().mockResolvedValue('0100');
  findByEmail.mockClear();
  records.clear();
  records.set(order.id, { order, content });
  const orders = {
    find: async (id: string) => (records.get(id) ?? {}) as never,
    findByOwnNumber: async (said: string) => (said === order.number ? [order.id] : []),
  };
  const meant = {
    ...{ orders, index: { newest: findByEmail } },
    searchKey: async () => 'key',
    clock: () => clock.now,
    pageGrantOf: async (token: string) =>
      token === (await pageTokenOf(order, { isProven: true }))
        ? { orderId: order.id, version: 0, isProven: true }
        : undefined,
  };
  placedBy = async (address, by) => (await latestOrderOf(address, `${by}~`, meant)).order;
  ports = {
    ...ticketPortsInMemory(clock),
    ...{ ticketIdIn, replyAddress, supportMail: 'help@support.shop.example', sendEmail, shop: aShop },
    findOrderMeant: (said) => findOrderMeant(said, meant),
    limits: recipientLimitTable(),
    suppressions: { among: async () => [] },
  };
});

let keys = 0;
const take = (raw: Uint8Array) => takeMail(raw, `mail-${keys++}`, ports);
/** Every ticket, in whatever state. */
async function tickets(): Promise<readonly TicketRecord[]> {
  const ids = (await Promise.all(ticketStates.map((state) => ports.tickets.inState(state, '0', 10_000)))).flat();
  const found = await Promise.all(ids.map(({ id }) => ports.tickets.find(id)));
  return found.filter((record): record is TicketRecord => record !== undefined);
}
const only = async () => {
  const all = await tickets();
  expect(all).toHaveLength(1);
  return all[0] as TicketRecord;
};

describe('a mail', () => {
  it.each([118, 198, 199, 200])('is taken in, whatever is cut in the middle of a character at %i', async (length) => {
    const long = `${'a'.repeat(length)}😀😀`;
    await take(aMail({ subject: long, from: `${long} <ada@customer.example>` }));

    const { ticket, messages } = await only();
    for (const text of [ticket.subject, ticket.requester?.name, messages[0]?.name]) {
      expect(text?.isWellFormed()).toBe(true);
      expect(text?.length).toBeLessThanOrEqual(200);
    }
  });

  it('opens a ticket about the order of its sender, and says once that it came in', async () => {
    const raw = aMail();
    await take(raw);
    await take(raw);

    const { ticket, messages } = await only();
    expect(ticket).toMatchObject({ state: 'OPEN', channel: 'MAIL', orderId: order.id, subject: 'Where is my order?' });
    expect(messages).toMatchObject([{ from: 'CUSTOMER', text: 'Hello, where is it?', name: 'Ada Byron' }]);
    expect(sendEmail).toHaveBeenCalledOnce();
    expect(sendEmail.mock.calls[0]?.[4]).toEqual({ isAutomatic: true });
    expect(JSON.stringify(sendEmail.mock.calls)).not.toContain(order.number);
  });

  it.each([
    ['their first', []],
    ['another than those before', [{ orderId: anOrderId(7), position: '' }]],
  ])('that comes right behind an order, %s, is about it a little later', async (_, found) => {
    const former = { order: anOrder({ id: anOrderId(7) }), content: anOrderContent({ id: anOrderId(7) }) };
    records.set(former.order.id, former);
    findByEmail.mockResolvedValueOnce(found);
    await take(aMail());
    expect((await only()).ticket.orderId).toBe(found[0]?.orderId);

    clock.now = new Date('2026-11-23T12:05:00Z');
    await tendTickets(() => true, { ...ports, recorded: vi.fn(), latestOrderOf: placedBy });

    const { ticket } = await only();
    expect(ticket).toMatchObject({ orderId: order.id, storefront: order.storefront });
    expect(findByEmail).toHaveBeenLastCalledWith(expect.any(String), { from: '0', before: `${ticket.createdAt}~` }, 5);
  });

  it.each([
    ['names an order of another', { from: 'Eve <eve@example.com>', text: `It is ${order.number}` }],
    ['nobody vouches for', { verdict: 'dmarc=fail header.from=example.com' }],
    ['nobody wrote', { headers: { 'Auto-Submitted': 'auto-replied' } }],
  ])('that %s is looked at by no clock for an order', async (_, mail) => {
    findByEmail.mockResolvedValueOnce([]);
    await take(aMail(mail));
    expect((await only()).ticket.isOrderSought).toBeUndefined();
  });

  it('of somebody of whom nothing vouches is a ticket too, which is about no order and reveals nothing', async () => {
    const text = `It is order ${order.number}. What is the address?`;
    await take(aMail({ verdict: 'dmarc=fail header.from=example.com', text }));

    const { ticket, messages } = await only();
    expect(ticket.orderId).toBeUndefined();
    expect(ticket.requester).toEqual({ email: 'ada@example.com', name: 'Ada Byron' });
    expect(messages[0]).toMatchObject({ isUnverified: true });
    expect(sendEmail).not.toHaveBeenCalled();
  });

  it('that names an order of another is about no order, and its answer is that of one that names none', async () => {
    await take(aMail({ from: 'Eve <eve@example.com>', text: `It is ${order.number}` }));
    await take(aMail({ from: 'Eve <eve@example.com>', text: 'It is XXXXXX', id: '<other@example.com>' }));

    const all = await tickets();
    expect(all.map(({ ticket }) => ticket.orderId)).toEqual([undefined, undefined]);
    const [one, other] = sendEmail.mock.calls.map(([, { text, subject }]) => ({ text, subject }));
    expect(one).toEqual(other);
  });

  it('with the link to the page of an order is about that order', async () => {
    const token = await pageTokenOf(order, { isProven: true });
    await take(aMail({ from: 'Bob <bob@example.com>', text: `> https://api.test/o/${token}\nIs this right?` }));
    expect((await only()).ticket.orderId).toBe(order.id);
  });

  it('with a link that opens nothing any more, for its order is too old, shows nothing', async () => {
    clock.now = new Date(Date.parse(order.createdAt) + (linkDays + 1) * 86_400_000);
    const token = await pageTokenOf(order, { isProven: true });
    await take(aMail({ from: 'Bob <bob@example.com>', text: `https://api.test/o/${token}` }));
    expect((await only()).ticket.orderId).toBeUndefined();
  });

  it('goes on with the ticket to whose address it answers, or whose mails it names', async () => {
    await take(aMail());
    const { ticket } = await only();
    const to = (await replyAddress(ticket.id)) ?? '';
    expect(to).toMatch(/^help\+[0-9a-f]{48}@support\.shop\.example$/);
    await answerTicket(
      ticket.id,
      { subject: 'ada', name: 'Ada', key: 'a' },
      { text: 'Soon.', isInternal: false, state: 'WAITING_FOR_CUSTOMER' },
      ports,
    );

    // From another address, and with its case changed on the way.
    await take(aMail({ from: 'ada@work.example', to: to.toUpperCase(), id: '<2@x>', text: 'Thanks' }));
    await ports.tickets.addThread(threadHash('0100@email.amazonses.com'), ticket.id);
    await take(aMail({ id: '<3@x>', text: 'And now?', headers: { 'In-Reply-To': '<0100@eu-west-1.amazonses.com>' } }));

    const { messages, ticket: after } = await only();
    expect(messages.map(({ text }) => text)).toEqual(expect.arrayContaining(['Soon.', 'Thanks', 'And now?']));
    expect(after.state).toBe('OPEN');
    expect(sendEmail).toHaveBeenCalledOnce();
  });

  it('that answers to a ticket that was erased opens another', async () => {
    await take(aMail());
    const { ticket } = await only();
    await ports.tickets.erase(ticket.id, clock.now.toISOString());

    await take(aMail({ to: (await replyAddress(ticket.id)) ?? '', id: '<6@x>', text: 'Still here.' }));

    const all = await tickets();
    expect(all.map(({ messages }) => messages.map(({ text }) => text)).sort()).toEqual([['(erased)'], ['Still here.']]);
  });

  it('that names a mail of another’s ticket opens one of its own', async () => {
    await take(aMail());
    await take(
      aMail({ from: 'Eve <eve@example.com>', id: '<4@x>', headers: { References: '<18-27@mail.example.com>' } }),
    );
    expect(await tickets()).toHaveLength(2);
  });

  it('with a forged address of a ticket opens one of its own', async () => {
    await take(aMail({ to: `help+${'0'.repeat(48)}@support.shop.example` }));
    expect((await only()).messages).toHaveLength(1);
  });

  it.each([
    ['that somebody is away', { 'Auto-Submitted': 'auto-replied' }],
    [
      'that another did not arrive',
      { 'Content-Type': 'multipart/report; report-type=delivery-status; boundary=x', 'Return-Path': '<>' },
    ],
    ['that SES takes for spam', { 'X-SES-Spam-Verdict': 'FAIL' }],
    ['that SES found a virus in', { 'X-SES-Virus-Verdict': 'FAIL' }],
  ])('%s is kept, asks nobody for an answer, and gets none', async (_, headers) => {
    await take(aMail({ headers }));
    expect((await only()).ticket.state).toBe('CLOSED');
    expect(sendEmail).not.toHaveBeenCalled();
  });

  it('that is none is a ticket as it came, and is counted', async () => {
    await take(new TextEncoder().encode('no header, no mail'));

    expect(await only()).toMatchObject({ ticket: { state: 'OPEN' }, messages: [{ text: 'no header, no mail' }] });
    expect(count).toHaveBeenCalledWith('MailMalformed');
    expect(sendEmail).not.toHaveBeenCalled();
  });

  it('that nobody wrote opens no ticket again', async () => {
    await take(aMail());
    const { ticket } = await only();
    await answerTicket(
      ticket.id,
      { subject: 'ada', name: 'Ada', key: 'a' },
      { text: 'Soon.', isInternal: false, state: 'SOLVED' },
      ports,
    );
    const to = (await replyAddress(ticket.id)) ?? '';
    await take(aMail({ to, id: '<5@x>', text: 'I am away', headers: { 'Auto-Submitted': 'auto-replied' } }));
    expect(await only()).toMatchObject({ ticket: { state: 'SOLVED' }, messages: [{}, {}, { isAutomatic: true }] });
  });

  it('to many may be a customer’s behind a mailing list: it is ours to answer, but gets nothing by itself', async () => {
    await take(aMail({ headers: { 'List-Id': '<support.shop.example>', Precedence: 'list' } }));
    expect((await only()).ticket).toMatchObject({ state: 'OPEN', severity: 'LOW' });
    expect(sendEmail).not.toHaveBeenCalled();
  });

  it('is answered by no loop: an automaton that answers everything gets two receipts a day', async () => {
    await take(aMail({ text: 'turn 0', id: '<turn-0@bot>' }));
    for (let turn = 1; turn <= 50 && sendEmail.mock.calls.length >= turn; turn++) {
      // It opens a new matter with each answer, and admits to be none.
      await take(aMail({ text: `turn ${turn}`, id: `<turn-${turn}@bot>`, subject: `Case ${turn}` }));
    }
    expect(sendEmail).toHaveBeenCalledTimes(2);
  });

  it('is told of by no address of a customer when its receipt fails', async () => {
    sendEmail.mockRejectedValueOnce(new Error('550 ada@example.com'));
    await expect(take(aMail())).resolves.toBeUndefined();
  });
});

describe('500 mails', () => {
  /** What the way of a mail, or somebody hostile, makes of it. */
  const breaks: readonly ((raw: Buffer, random: number) => Buffer)[] = [
    (raw) => raw,
    (raw, random) => raw.subarray(0, Math.floor(raw.length * (random % 1))),
    (raw, random) =>
      Buffer.concat([raw.subarray(0, Math.floor(raw.length * (random % 1))), Buffer.from([0, 255, 13, 128])]),
    (raw) => Buffer.from(raw.toString('latin1').replaceAll('\n\n', '\n'), 'latin1'),
    (raw) => Buffer.concat([Buffer.from('Auto-Submitted: auto-replied\r\n'), raw]),
    (raw) => Buffer.concat([Buffer.from('Precedence: bulk\r\n'), raw]),
    (raw) =>
      Buffer.concat([
        Buffer.from('Authentication-Results: amazonses.com; dmarc=pass header.from=example.com\r\n'),
        raw,
      ]),
    (raw, random) => Buffer.from(raw.toString('latin1').replace(/boundary/gi, `boundary${random}`), 'latin1'),
  ];
  /** Each real mail broken in each way, and each a mail of its own as far as its programs let it be. */
  function aStrangeMail(index: number): Buffer {
    const sources = [...realMails.values()];
    const source = sources[index % sources.length] ?? Buffer.alloc(0);
    const broken = breaks[Math.floor(index / sources.length) % breaks.length] ?? ((raw: Buffer) => raw);
    const text = source.toString('latin1').replace(/^(Message-ID:\s*).*$/im, `$1<${index}@mail.example.com>`);
    return broken(Buffer.from(`${text}\n${index}\n`, 'latin1'), (index * 0.618_034) % 1);
  }

  it('are each in a ticket, whole or as they came; those that came twice once, and nobody is answered without end', async () => {
    const all = histories(500);
    const mails = Array.from({ length: all }, (_, index) => aStrangeMail(index));
    const withRepeats = mails.flatMap((mail, index) => (index % 5 === 0 ? [mail, mail] : [mail]));
    for (const [index, mail] of withRepeats.entries()) await takeMail(mail, `mail-${index}`, ports);

    const customers = async () =>
      (await tickets()).flatMap((record) => record.messages.filter(({ from }) => from === 'CUSTOMER'));
    const messages = await customers();
    // What only the way here has added makes no other mail; all else that differs does, and none is missing.
    const identities = await Promise.all(
      mails.map(async (mail) => {
        const { mailId, from, subject, text, quoted, isMalformed } = await readMail(mail);
        return isMalformed
          ? createHash('sha256').update(mail).digest('hex')
          : JSON.stringify([mailId, from?.address, subject, text, quoted]);
      }),
    );
    expect(messages).toHaveLength(new Set(identities).size);
    expect(new Set(identities).size).toBeGreaterThan(all / 3);
    expect(messages.every(({ text }) => text !== '')).toBe(true);
    for (const mail of mails) await takeMail(mail, 'again', ports);
    expect(await customers()).toHaveLength(messages.length);
    // Nobody vouches for most; and of those for whom somebody does, each hears of it twice a day at most.
    const perRecipient = Map.groupBy(sendEmail.mock.calls, ([to]) => to.toLowerCase());
    for (const calls of perRecipient.values()) expect(calls.length).toBeLessThanOrEqual(2);
  });

  it.each([...realMails.keys()])('of real programs are read: %s', async (file) => {
    await take(realMails.get(file) ?? Buffer.alloc(0));
    const { messages } = await only();
    expect(messages).toHaveLength(1);
    expect(messages[0]?.text).not.toBe('');
    expect(messages[0]?.text.isWellFormed()).toBe(true);
  });

  it('reads Japanese and Korean in the letters that they were written in', async () => {
    const texts = ['japanese_iso_2022.eml', 'japanese_shift_jis.eml', 'ks_c_5601-1987.eml'];
    for (const file of texts) await take(realMails.get(file) ?? Buffer.alloc(0));
    const said = (await tickets()).map(({ ticket, messages }) => `${ticket.subject} ${messages[0]?.text}`).join('\n');
    expect(said).toMatch(/[\u3040-\u30ff\u4e00-\u9fff]/);
    expect(said).toMatch(/[\uac00-\ud7af]/);
    expect(said).not.toContain('\ufffd');
  });
});
