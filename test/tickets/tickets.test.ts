import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod/mini';
import { EmailEvent } from '../../lambdas/email-feedback/email-event.ts';
import { NotSent, RecipientRefused } from '../../lambdas/notifications/notice-errors.ts';
import { logger } from '../../lambdas/runtime/logger.ts';
import { count } from '../../lambdas/runtime/metrics.ts';
import { answerTicket, hearCustomer } from '../../lambdas/tickets/answer-ticket.ts';
import { changeTicket } from '../../lambdas/tickets/change-ticket.ts';
import { type NewTicket, openTicket } from '../../lambdas/tickets/open-ticket.ts';
import { openWantedTicket } from '../../lambdas/tickets/open-wanted-ticket.ts';
import { type RunErrandsPorts, runErrands } from '../../lambdas/tickets/run-errands.ts';
import { takeAnswerFeedback } from '../../lambdas/tickets/take-answer-feedback.ts';
import { type TendTicketsPorts, tendTickets } from '../../lambdas/tickets/tend-tickets.ts';
import { ticketStates, ticketTransitions } from '../../lambdas/tickets/ticket.ts';
import { changed, judged } from '../../lambdas/tickets/ticket-changes.ts';
import { anOrder, anOrderContent, anOrderId, noon } from '../builders.ts';
import { aBounce, aComplaint, aDelivery, aRejection } from '../email-feedback/an-email-event.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';
import { aShop } from '../shop/a-brand.ts';
import { aTicket } from './a-ticket.ts';
import { type TestClock, ticketPortsInMemory } from './ticket-ports.ts';

vi.mock('../../lambdas/runtime/metrics.ts', () => ({ count: vi.fn() }));

const clock: TestClock = { now: new Date() };
let db: InMemoryDynamoDb;
let ports: ReturnType<typeof ticketPortsInMemory>;
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  vi.mocked(count).mockClear();
  clock.now = new Date('2026-11-23T12:00:00Z');
  ports = ticketPortsInMemory(clock);
});

const orderId = anOrderId();
const asked: NewTicket = {
  ...{ opener: 'page', key: 'first', channel: 'PAGE', category: 'DAMAGED', severity: 'NORMAL', locale: 'en' },
  ...{ subject: 'A cup is broken', orderId, storefront: 'north-lane' },
  message: { text: 'One of the cups came broken.', from: 'CUSTOMER' },
};
const open = (more: Partial<NewTicket> = {}) => openTicket({ ...asked, ...more }, ports);
const ada = { subject: 'ada', name: 'Ada Byron', key: 'answer-1' };
const answer = { text: 'Another is on its way.', isInternal: false, state: 'WAITING_FOR_CUSTOMER' } as const;
const stored = async (id: string) => {
  const record = await ports.tickets.find(id);
  if (record === undefined) throw new Error('there is no such ticket');
  return record;
};

describe('a ticket', () => {
  it('is opened once, however often it is asked for under the same key', async () => {
    const opened = await Promise.all(Array.from({ length: 20 }, () => open()));

    expect(opened.filter(({ isNew }) => isNew)).toHaveLength(1);
    const [first] = opened;
    expect(await stored(first?.ticket.id ?? '')).toMatchObject({
      ticket: { state: 'OPEN', version: 1, orderId },
      messages: [{ from: 'CUSTOMER', text: asked.message.text }],
    });
    expect(await ports.tickets.ofOrder(orderId)).toEqual([first?.ticket.id]);
    await expect(open({ message: { text: 'another', from: 'CUSTOMER' } })).rejects.toMatchObject({
      kind: 'idempotency-key-reused',
    });
  });

  it('is the customer’s once it is answered, and ours again when they write; each message once', async () => {
    const { ticket } = await open();
    await answerTicket(ticket.id, ada, answer, ports);
    const twice = await answerTicket(ticket.id, ada, answer, ports);
    expect(twice).toMatchObject({ state: 'WAITING_FOR_CUSTOMER', sla: {} });
    await expect(answerTicket(ticket.id, ada, { ...answer, text: 'other' }, ports)).rejects.toMatchObject({
      kind: 'idempotency-key-reused',
    });

    const words = { key: 'reply-1', text: 'Thank you!', channel: 'PAGE' as const };
    await Promise.all(Array.from({ length: 5 }, () => hearCustomer(ticket.id, words, ports)));

    const { ticket: after, messages } = await stored(ticket.id);
    expect(after).toMatchObject({ state: 'OPEN', sla: { left: 480, runningSince: '2026-11-23T12:00:00.000Z' } });
    expect(messages.map(({ from }) => from).toSorted()).toEqual(['CUSTOMER', 'CUSTOMER', 'STAFF']);
  });

  it('loses no message of many who write at once', async () => {
    const { ticket } = await open();
    const all = Array.from({ length: 12 }, (_, index) =>
      hearCustomer(ticket.id, { key: `k${index}`, text: `${index}`, channel: 'PAGE' }, ports).catch((error) => error),
    );
    const outcomes = await Promise.all(all);

    const { messages } = await stored(ticket.id);
    const refused = outcomes.filter((outcome) => outcome instanceof Error);
    expect(refused.every(({ name }) => name === 'TicketContention')).toBe(true);
    expect(messages).toHaveLength(1 + outcomes.length - refused.length);
  });

  it('keeps what is for the team from changing how it stands', async () => {
    const { ticket } = await open();
    const noted = await answerTicket(ticket.id, ada, { ...answer, isInternal: true }, ports);
    expect(noted).toMatchObject({ state: 'OPEN', version: 2, errands: [] });
    expect((await stored(ticket.id)).messages.find(({ from }) => from === 'STAFF')).toMatchObject({ isInternal: true });
  });

  it('is changed as it was seen, and not by who has seen an earlier version', async () => {
    const { ticket } = await open();
    const change = (version: number, more: object) =>
      changeTicket(ticket.id, (now) => changed(now, { version, ...more }, clock.now, ports.calendar), ports);

    await change(1, { owner: 'ada', severity: 'URGENT' });
    await expect(change(1, { owner: 'bob' })).rejects.toMatchObject({ kind: 'ticket-changed', status: 409 });
    expect((await stored(ticket.id)).ticket).toMatchObject({ owner: 'ada', severity: 'URGENT', sla: { left: 60 } });
    await change(2, { owner: null });
    expect((await stored(ticket.id)).ticket.owner).toBeUndefined();
  });

  it('is about one order at a time: the one that staff put it to, with which it is shown and erased', async () => {
    const { ticket } = await open();
    const other = anOrderId(7);
    await changeTicket(
      ticket.id,
      (now) => changed(now, { version: 1, orderId: other }, clock.now, ports.calendar),
      ports,
    );
    expect([await ports.tickets.ofOrder(orderId), await ports.tickets.ofOrder(other)]).toEqual([[], [ticket.id]]);
    await answerTicket(ticket.id, ada, answer, ports);
    expect(await ports.tickets.ofOrder(other)).toEqual([ticket.id]);
  });

  it('is erased with what its customer writes at that moment', async () => {
    const { ticket } = await open();
    let isFirst = true;
    db.intercept = async ({ name }, commit) => {
      const isNow = isFirst && name === 'UpdateCommand';
      if (isNow) isFirst = false;
      if (isNow) await hearCustomer(ticket.id, { key: 'late', text: 'I live in Lane 1.', channel: 'PAGE' }, ports);
      return commit();
    };

    await ports.tickets.erase(ticket.id, noon);

    const { ticket: erased, messages } = await stored(ticket.id);
    expect(erased).toMatchObject({ state: 'CLOSED', erasedAt: noon });
    expect(messages.map(({ text }) => text)).toEqual(['(erased)', '(erased)']);
  });

  it('goes only where its table of states lets it', () => {
    for (const from of ticketStates) {
      for (const to of ticketStates) {
        const isAllowed = from === to || (ticketTransitions[from] as readonly string[]).includes(to);
        const change = () => changed(aTicket({ state: from }), { version: 1, state: to }, clock.now, ports.calendar);
        if (isAllowed) expect(change().ticket.state).toBe(to);
        else expect(change).toThrow(`A ticket that is ${from} cannot become ${to}.`);
      }
    }
  });

  it('is solved when its customer says so, and open again when they say not', () => {
    expect(judged(aTicket({ state: 'WAITING_FOR_CUSTOMER', sla: {} }), true, clock.now)?.ticket).toMatchObject({
      state: 'SOLVED',
      sla: {},
    });
    expect(judged(aTicket({ state: 'SOLVED', sla: {} }), false, clock.now)?.ticket).toMatchObject({
      state: 'OPEN',
      sla: { left: 480 },
    });
    expect(judged(aTicket({ state: 'SOLVED', sla: {} }), true, clock.now)).toBeUndefined();
  });
});

describe('an answer', () => {
  const content = anOrderContent({ id: orderId });
  const sendEmail = vi.fn<RunErrandsPorts['sendEmail']>();
  const errandPorts = (): RunErrandsPorts => ({
    ...ports,
    orders: { find: async () => ({ order: anOrder({ id: orderId }), content }) as never },
    suppressions: { among: async () => [] },
    sendEmail,
    pageUrlOf: async () => 'https://api.test/o/token',
    replyAddress: async () => 'help+token@support.shop.example',
    shop: aShop,
    helpdesk: undefined,
  });
  const delivery = async (id: string) => (await stored(id)).messages.find(({ from }) => from === 'STAFF')?.delivery;
  beforeEach(() => {
    sendEmail.mockReset().mockResolvedValue('0100');
  });
  const answeredTicket = async (more: Partial<NewTicket> = {}) => {
    const { ticket } = await open(more);
    await answerTicket(ticket.id, ada, answer, ports);
    return ticket.id;
  };

  it('goes to the customer of the order by mail, once, and answers to the ticket', async () => {
    const id = await answeredTicket();
    expect(ports.requestErrands).toHaveBeenCalledWith(id);
    await Promise.all([runErrands(id, errandPorts()), runErrands(id, errandPorts())]);
    await runErrands(id, errandPorts());

    expect(sendEmail).toHaveBeenCalledOnce();
    const [to, mail] = sendEmail.mock.calls[0] ?? [];
    expect(to).toBe('ada@example.com');
    expect(mail).toMatchObject({
      replyTo: 'help+token@support.shop.example',
      subject: expect.stringContaining('K7Q-4XW-2R9'),
    });
    expect(mail?.text).toContain('Another is on its way.');
    expect(mail?.html).toContain('https://api.test/o/token');
    expect(await stored(id)).toMatchObject({ ticket: { errands: [] } });
    expect(await delivery(id)).toBe('SENT');
  });

  it('is tried again when SES takes no mail now', async () => {
    const id = await answeredTicket();
    sendEmail.mockRejectedValueOnce(new NotSent('Throttling'));
    await runErrands(id, errandPorts());
    expect(await delivery(id)).toBe('PENDING');
    expect((await stored(id)).ticket.errands).toMatchObject([{ to: 'MAIL', tries: 1 }]);

    clock.now = new Date(clock.now.getTime() + 3_600_000);
    await tendTickets(() => true, { ...ports, recorded: vi.fn(), latestOrderOf: async () => undefined });
    expect(ports.requestErrands).toHaveBeenLastCalledWith(id);
    await runErrands(id, errandPorts());
    expect(await delivery(id)).toBe('SENT');
  });

  it.each([
    ['REFUSED', new RecipientRefused('MessageRejected')],
    ['UNKNOWN', new Error('socket hang up')],
  ])('that came to nothing is shown as %s, and sent no second time', async (state, error) => {
    const id = await answeredTicket();
    sendEmail.mockRejectedValueOnce(error);
    for (let look = 0; look < 3; look++) {
      await runErrands(id, errandPorts());
      clock.now = new Date(clock.now.getTime() + 3_600_000);
    }
    expect(sendEmail).toHaveBeenCalledOnce();
    expect(await delivery(id)).toBe(state);
    expect((await stored(id)).ticket.errands).toEqual([]);
    expect(count).toHaveBeenCalledExactlyOnceWith('TicketAnswerUnsent');
  });

  it('calls somebody once when it could not be sent for hours, and is tried on', async () => {
    const id = await answeredTicket();
    sendEmail.mockRejectedValue(new NotSent('Throttling'));
    for (let look = 0; look < 9; look++) {
      await runErrands(id, errandPorts());
      clock.now = new Date(clock.now.getTime() + 3_600_000);
    }
    expect(count).toHaveBeenCalledExactlyOnceWith('TicketErrandLate');

    sendEmail.mockReset();
    await runErrands(id, errandPorts());
    expect(await delivery(id)).toBe('SENT');
  });

  it('waits for no helpdesk that hangs, however much there is to be handed to it', async () => {
    const { ticket } = await openTicket(asked, { ...ports, hasHelpdesk: true });
    for (const text of ['And a saucer.', 'And a spoon.', 'And a fork.']) {
      await hearCustomer(ticket.id, { key: text, text, channel: 'PAGE' }, { ...ports, hasHelpdesk: true });
    }
    await answerTicket(ticket.id, ada, answer, { ...ports, hasHelpdesk: true });
    const handOver = vi.fn(async () => {
      clock.now = new Date(clock.now.getTime() + 10_000);
      throw new Error('TimeoutError');
    });
    const begun = clock.now.getTime();

    await runErrands(ticket.id, { ...errandPorts(), helpdesk: { handOver } });

    // The function has 30 seconds.
    expect(clock.now.getTime() - begun).toBeLessThanOrEqual(20_000);
    expect(await delivery(ticket.id)).toBe('SENT');
    const left = (await stored(ticket.id)).ticket.errands;
    expect(left.length).toBeGreaterThan(3);
    expect(left.every(({ to, tries }) => to === 'HELPDESK' && tries === 1)).toBe(true);
  });

  it('of a ticket about no order goes to who has asked, in the thread of their mail', async () => {
    const id = await answeredTicket({
      ...{ orderId: undefined, channel: 'MAIL', requester: { email: 'bob@example.com' } },
      message: { ...asked.message, mailId: 'abc@example.com' },
    });
    await runErrands(id, errandPorts());
    expect(sendEmail).toHaveBeenCalledWith(
      'bob@example.com',
      expect.objectContaining({ subject: 'Re: A cup is broken' }),
      expect.objectContaining({ event: 'ticket-answer', ticketId: id }),
      ['abc@example.com'],
    );
  });

  /** What SES tells of the answer that was sent last, as it was tagged. */
  const fedBack = (event: ReturnType<typeof aBounce>) => {
    const sent: Readonly<Record<string, string>> = sendEmail.mock.calls.at(-1)?.[2] ?? {};
    const { ticketId = '', messageId = '' } = sent;
    const { mail, ...detail } = event.detail;
    const tags = { ...mail.tags, ticketId: [ticketId], messageId: [messageId] };
    return takeAnswerFeedback(z.parse(EmailEvent, { ...event, detail: { ...detail, mail: { ...mail, tags } } }), ports);
  };

  it.each([
    ['bounced', aBounce({})],
    ['bounced as the mailbox was full', aBounce({}, { type: 'Transient', subType: 'MailboxFull' })],
    ['was refused for a virus', aRejection({})],
  ])('that %s says so to the team, once, and its ticket is ours again', async (_what, event) => {
    const id = await answeredTicket();
    await runErrands(id, errandPorts());
    await Promise.all([fedBack(event), fedBack(event)]);
    await fedBack(event);

    const { ticket, messages } = await stored(id);
    expect(ticket).toMatchObject({ state: 'OPEN', sla: { left: 480 } });
    expect(await delivery(id)).toBe('BOUNCED');
    expect(messages.filter(({ from }) => from === 'SERVICE')).toMatchObject([
      { isInternal: true, text: expect.stringContaining('came back') },
    ]);
    expect(count).toHaveBeenCalledExactlyOnceWith('TicketAnswerUnsent');
  });

  it('that bounced ahead of its record, or of a claim that was cut off, was sent for all that', async () => {
    const id = await answeredTicket();
    sendEmail.mockImplementationOnce(async () => {
      await fedBack(aBounce({}));
      return '0100';
    });
    await runErrands(id, errandPorts());
    expect(await delivery(id)).toBe('BOUNCED');
    expect((await stored(id)).ticket.errands).toEqual([]);
  });

  it.each([aDelivery({}), aComplaint({})])(
    'that arrived stays as it was, whatever else is said of it',
    async (event) => {
      const id = await answeredTicket();
      await runErrands(id, errandPorts());
      await fedBack(event);
      expect(await delivery(id)).toBe('SENT');
      expect((await stored(id)).ticket.state).toBe('WAITING_FOR_CUSTOMER');
    },
  );

  it('that bounced once its ticket was erased leaves that as it is', async () => {
    const id = await answeredTicket();
    await runErrands(id, errandPorts());
    await ports.tickets.erase(id, noon);
    const { ticket, messages } = await stored(id);

    await fedBack(aBounce({}));

    const after = await stored(id);
    expect(after.ticket).toEqual(ticket);
    expect(after.messages).toHaveLength(messages.length);
  });

  it('writes no address and no word of a customer into the log', async () => {
    const error = vi.spyOn(logger, 'error');
    const id = await answeredTicket();
    sendEmail.mockRejectedValueOnce(new Error('550 ada@example.com'));
    await runErrands(id, errandPorts());
    expect(JSON.stringify(error.mock.calls)).not.toContain('ada@example.com');
  });
});

describe('a ticket that nobody has asked for', () => {
  const wanted = { orderId, cause: 'PARCEL_LOST', about: 'shipment-1' } as const;
  const wanting = () => ({
    ...ports,
    orders: {
      find: async () => ({ order: anOrder({ id: orderId }), content: anOrderContent({ id: orderId }) }) as never,
    },
  });

  it('is opened once for what has happened, and is the team’s until they write', async () => {
    await Promise.all([openWantedTicket(wanted, wanting()), openWantedTicket(wanted, wanting())]);
    await openWantedTicket(wanted, wanting());

    const [id = '', ...others] = await ports.tickets.ofOrder(orderId);
    expect(others).toEqual([]);
    const { ticket, messages } = await stored(id);
    expect(ticket).toMatchObject({ state: 'OPEN', severity: 'HIGH', category: 'ARRIVAL', channel: 'SERVICE', orderId });
    expect(messages).toMatchObject([{ from: 'SERVICE', isInternal: true }]);

    await openWantedTicket({ ...wanted, about: 'shipment-2' }, wanting());
    expect(await ports.tickets.ofOrder(orderId)).toHaveLength(2);
  });

  it('is not opened about an order that is no more', async () => {
    await openWantedTicket(wanted, { ...wanting(), orders: { find: async () => ({}) as never } });
    expect(await ports.tickets.ofOrder(orderId)).toEqual([]);
  });
});

describe('the clock', () => {
  const recorded = vi.fn();
  const tend = async (iso: string) => {
    clock.now = new Date(iso);
    await tendTickets(() => true, { ...ports, recorded, latestOrderOf });
  };
  const latestOrderOf = vi.fn<TendTicketsPorts['latestOrderOf']>(async () => undefined);
  beforeEach(() => {
    recorded.mockClear();
    latestOrderOf.mockReset();
  });

  it('warns, and says that an answer is late, each once', async () => {
    const { ticket } = await open();
    await tend('2026-11-24T09:59:00Z');
    expect((await stored(ticket.id)).ticket.sla).toEqual({ left: 480, runningSince: '2026-11-23T12:00:00.000Z' });
    await tend('2026-11-24T10:00:00Z');
    await tend('2026-11-24T10:05:00Z');
    expect((await stored(ticket.id)).ticket.sla).toMatchObject({ warnedAt: '2026-11-24T10:00:00.000Z' });
    expect(recorded).not.toHaveBeenCalled();
    for (const minute of ['00', '05', '10']) await tend(`2026-11-24T12:${minute}:00Z`);
    expect((await stored(ticket.id)).ticket).toMatchObject({
      version: 1,
      sla: { escalatedAt: '2026-11-24T12:00:00.000Z' },
    });
    expect(recorded).toHaveBeenCalledOnce();
    expect(count).toHaveBeenCalledExactlyOnceWith('TicketLate');
    expect(await ports.tickets.dueBy(new Date('2027-01-01'))).toEqual([]);
  });

  const sought = { orderId: undefined, storefront: undefined, isOrderSought: true };
  const requester = { email: 'ada@example.com' };

  it('looks once more, a minute later, for the order of who wrote right behind it', async () => {
    const { ticket } = await open({ ...sought, requester });
    await tend('2026-11-23T12:00:59.999Z');
    expect(latestOrderOf).not.toHaveBeenCalled();

    latestOrderOf.mockResolvedValue(anOrder({ id: orderId }));
    for (const minute of ['01', '06']) await tend(`2026-11-23T12:${minute}:00Z`);

    expect(latestOrderOf).toHaveBeenCalledExactlyOnceWith(requester.email, ticket.createdAt);
    const { ticket: found } = await stored(ticket.id);
    expect(found).toMatchObject({ orderId, storefront: 'north-lane', version: 2 });
    expect(found.isOrderSought).toBeUndefined();
    expect(await ports.tickets.ofOrder(orderId)).toEqual([ticket.id]);
  });

  it('leaves a ticket as it is whose customer has placed no other order', async () => {
    const { ticket } = await open({ ...sought, orderId, requester });
    latestOrderOf.mockResolvedValue(anOrder({ id: orderId }));
    await tend('2026-11-23T12:01:00Z');
    expect((await stored(ticket.id)).ticket).toMatchObject({ orderId, version: 1 });

    const { ticket: ofNone } = await open({ ...sought, key: 'second', requester });
    latestOrderOf.mockResolvedValue(undefined);
    for (const minute of ['02', '07']) await tend(`2026-11-23T12:${minute}:00Z`);
    expect((await stored(ofNone.id)).ticket).toMatchObject({ version: 1 });
    expect(latestOrderOf).toHaveBeenCalledTimes(2);
  });

  it.each([
    ['before', 0],
    ['while it looks', 1],
  ])('puts no ticket to another order that staff have put to one %s', async (_, looks) => {
    const { ticket } = await open({ ...sought, requester });
    const sort = () =>
      changeTicket(ticket.id, (now) => changed(now, { version: 1, orderId }, clock.now, ports.calendar), ports);
    latestOrderOf.mockImplementation(async () => {
      await sort();
      return anOrder({ id: anOrderId(7) });
    });
    if (looks === 0) await sort();

    await tend('2026-11-23T12:01:00Z');

    expect(latestOrderOf).toHaveBeenCalledTimes(looks);
    expect((await stored(ticket.id)).ticket.orderId).toBe(orderId);
  });

  it('waits while the customer has the answer', async () => {
    const { ticket } = await open({ requester: { email: 'x@example.com' }, orderId: undefined });
    await answerTicket(ticket.id, ada, answer, ports);
    await tend('2026-12-30T12:00:00Z');
    expect(recorded).not.toHaveBeenCalled();
  });

  it('gives back what was put off for three days, with a clock', async () => {
    const { ticket } = await open();
    await changeTicket(
      ticket.id,
      (now) => changed(now, { version: 1, state: 'ON_HOLD' }, clock.now, ports.calendar),
      ports,
    );
    await tend('2026-11-26T11:59:00Z');
    expect((await stored(ticket.id)).ticket.state).toBe('ON_HOLD');
    await tend('2026-11-26T12:00:00Z');
    expect((await stored(ticket.id)).ticket).toMatchObject({
      state: 'OPEN',
      sla: { left: 480, runningSince: '2026-11-26T12:00:00.000Z' },
    });
  });

  it('closes what is solved after a week, and erases what is of no order once it is old', async () => {
    const { ticket } = await open({ requester: { email: 'Bob@example.com' }, orderId: undefined });
    await changeTicket(ticket.id, (now) => judged(now, true, clock.now), ports);
    await tend('2026-11-29T12:00:00Z');
    expect((await stored(ticket.id)).ticket.state).toBe('SOLVED');
    await tend('2026-11-30T12:00:00Z');
    expect((await stored(ticket.id)).ticket.state).toBe('CLOSED');
    expect(await ports.tickets.ofCustomer('hash of bob@example.com')).toEqual([ticket.id]);

    await tend('2026-12-31T12:00:00Z');
    const { ticket: old, messages } = await stored(ticket.id);
    expect(JSON.stringify({ old, messages })).not.toMatch(/bob|broken/i);
    expect(await ports.tickets.ofCustomer('hash of bob@example.com')).toEqual([]);
    expect(await ports.tickets.dueBy(new Date('2030-01-01'))).toEqual([]);
  });
});
