import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { OrderId } from '../orders/order.ts';
import { dynamodb, query, transact } from '../runtime/dynamodb.ts';
import { read, readTogether } from '../runtime/dynamodb-read.ts';
import { absent, oneOf, type Put, present, tryWrite, writesTo } from '../runtime/dynamodb-write.ts';
import { environment } from '../runtime/environment.ts';
import { utcDay } from '../runtime/local-day.ts';
import { type Delivery, Ticket, TicketMessage, type TicketState } from './ticket.ts';

/** The index of tickets by their state, and that of those which the clock has to see to. */
const statesIndex = 'tickets-of-states';
const clockIndex = 'tickets-for-the-clock';

/**
 * The Tickets table:
 * - `TICKET#<id>` / `TICKET`, and `MESSAGE#<id of a message>` for each of its messages
 * - `ORDER#<id>` / `TICKET#<id>`, and `CUSTOMER#<hash>` / `TICKET#<id>`: whose tickets there are
 * - `DAY#<day>` / `TICKET#<id>`: the tickets that were opened on a day (UTC) by somebody who waits for an answer
 * - `MAIL#<hash>` / `MAIL`: a mail that was taken in, once
 * - `THREAD#<hash>` / `THREAD`: the ticket of the mails that have this Message-ID
 */
const keys = {
  partition: (id: string) => `TICKET#${id}`,
  ticket: (id: string) => ({ pk: keys.partition(id), sk: 'TICKET' }),
  message: (ticketId: string, id: string) => ({ pk: keys.partition(ticketId), sk: `MESSAGE#${id}` }),
  ofOrder: (orderId: string) => `ORDER#${orderId}`,
  ofCustomer: (hash: string) => `CUSTOMER#${hash}`,
  ofDay: (day: string) => `DAY#${day}`,
  pointer: (pk: string, id: string) => ({ pk, sk: `TICKET#${id}` }),
  mail: (hash: string) => ({ pk: `MAIL#${hash}`, sk: 'MAIL' }),
  thread: (hash: string) => ({ pk: `THREAD#${hash}`, sk: 'THREAD' }),
} as const;

/** When the queue wants a ticket to be seen to, and when the clock does; what no clock sees to is in neither. */
export interface Positions {
  /** Within its state, ISO 8601 UTC. */
  readonly queuedAt: string;
  /** ISO 8601 UTC. */
  readonly clockAt?: string | undefined;
}

/** What is written at once. */
export interface TicketWrite {
  readonly before: Ticket | undefined;
  readonly after: Omit<Ticket, 'revision'>;
  readonly positions: Positions;
  readonly message?: TicketMessage | undefined;
  /** By which its customer is found, where it is of no order. */
  readonly customerHash?: string | undefined;
  /** Of the mail that this takes in. */
  readonly mailHash?: string | undefined;
}

const Pointer = z.object({ sk: z.string() });
const MailPointer = z.object({ ticketId: z.string() });
const Position = z.object({ pk: z.string(), queuedAt: z.optional(z.string()), clockAt: z.optional(z.string()) });

/** A ticket with its places in the indexes. */
type StoredTicket = Ticket & {
  readonly queue: TicketState;
  readonly queuedAt: string;
  readonly clock?: 'CLOCK';
  readonly clockAt?: string;
};

/** A ticket with all that was said in it, in the order of time. */
export interface TicketRecord {
  readonly ticket: Ticket;
  readonly messages: readonly TicketMessage[];
}

/** The functions of the Tickets table. */
export type TicketTable = ReturnType<typeof ticketTable>;

/** The Tickets table; the only place that knows its keys and expressions. */
export function ticketTable(tableName = environment('TICKETS_TABLE')) {
  const tickets = writesTo<StoredTicket>(tableName);
  const messages = writesTo<TicketMessage>(tableName);
  const pointers = writesTo<Record<string, string>>(tableName);

  /**
   * Writes a ticket as it is now, with the message that changed it.
   * @returns `known` where the message, or the mail, is there already: nothing was written; `overtaken` where another
   * has changed the ticket since it was read
   */
  async function write(wanted: TicketWrite): Promise<'written' | 'known' | 'overtaken'> {
    const { before, after, positions, message, customerHash, mailHash } = wanted;
    const { id, orderId, state } = after;
    const item = { ...after, revision: (before?.revision ?? 0) + 1 };
    const indexed = {
      queue: state,
      queuedAt: `${positions.queuedAt}#${id}`,
      ...(positions.clockAt !== undefined && { clock: 'CLOCK', clockAt: `${positions.clockAt}#${id}` }),
    };
    const isUnchanged = before === undefined ? { pk: absent } : { revision: before.revision };
    // It is shown on the page of no order, and erased with none, that it is not about.
    const former = before?.orderId === orderId ? undefined : before?.orderId;
    const once: Put[] = [
      ...(message === undefined ? [] : [messages.put({ ...keys.message(id, message.id), ...message }, { pk: absent })]),
      ...(mailHash === undefined ? [] : [pointers.put({ ...keys.mail(mailHash), ticketId: id }, { pk: absent })]),
    ];
    const refusals = await transact([
      tickets.put({ ...keys.ticket(id), ...item, ...indexed }, isUnchanged),
      ...once,
      ...(former === undefined
        ? []
        : [{ Delete: { TableName: tableName, Key: keys.pointer(keys.ofOrder(former), id) } }]),
      ...(orderId === undefined ? [] : [pointers.put(keys.pointer(keys.ofOrder(orderId), id))]),
      ...(customerHash === undefined ? [] : [pointers.put(keys.pointer(keys.ofCustomer(customerHash), id))]),
      ...(before !== undefined || state === 'CLOSED'
        ? []
        : [pointers.put(keys.pointer(keys.ofDay(utcDay(after.createdAt)), id))]),
    ]);
    if (refusals === undefined) return 'written';
    const isKnown = refusals.slice(1, 1 + once.length).some(({ kind }) => kind === 'condition');
    return isKnown || (before === undefined && refusals[0]?.kind === 'condition') ? 'known' : 'overtaken';
  }

  /** A ticket as it stands. */
  async function findTicket(id: string): Promise<Ticket | undefined> {
    return read(reading(id));
  }

  const reading = (id: string) => ({ tableName, key: keys.ticket(id), as: (item: object) => z.parse(Ticket, item) });

  /** Tickets with these ids, as they stand; those that are not there are left out. */
  async function findTickets(ids: readonly string[]): Promise<readonly Ticket[]> {
    const found = await readTogether(...ids.map(reading));
    return found.filter((ticket): ticket is Ticket => ticket !== undefined);
  }

  /** A message of a ticket. */
  async function findMessage(ticketId: string, id: string): Promise<TicketMessage | undefined> {
    return read({ tableName, key: keys.message(ticketId, id), as: (item) => z.parse(TicketMessage, item) });
  }

  /** A ticket with its messages, the first first. */
  async function find(id: string): Promise<TicketRecord | undefined> {
    let ticket: Ticket | undefined;
    const said: TicketMessage[] = [];
    for await (const item of partition(keys.partition(id))) {
      if (item.sk === keys.ticket(id).sk) ticket = z.parse(Ticket, item);
      else said.push(z.parse(TicketMessage, item));
    }
    return ticket && { ticket, messages: said.sort((a, b) => (`${a.at}${a.id}` < `${b.at}${b.id}` ? -1 : 1)) };
  }

  /** The ids of the tickets about an order. */
  const ofOrder = (orderId: OrderId) => pointersIn(keys.ofOrder(orderId));
  /** The ids of the tickets of no order that somebody with this address has opened. */
  const ofCustomer = (hash: string) => pointersIn(keys.ofCustomer(hash));
  /** The ids of the tickets that were opened on a day (`2026-11-27`, UTC) by somebody who waits for an answer. */
  const openedOn = (day: string) => pointersIn(keys.ofDay(day));

  async function pointersIn(pk: string): Promise<readonly string[]> {
    const ids: string[] = [];
    for await (const item of partition(pk)) ids.push(z.parse(Pointer, item).sk.slice('TICKET#'.length));
    return ids;
  }

  function partition(pk: string) {
    return query({
      TableName: tableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pk },
      ConsistentRead: true,
    });
  }

  /** The ids of tickets in a state, those first that are due first, behind a place; a moment old. */
  async function inState(state: TicketState, behind: string, limit: number) {
    const found: { readonly id: string; readonly position: string }[] = [];
    const input = {
      TableName: tableName,
      IndexName: statesIndex,
      KeyConditionExpression: '#queue = :queue AND queuedAt > :behind',
      ExpressionAttributeNames: { '#queue': 'queue' },
      ExpressionAttributeValues: { ':queue': state, ':behind': behind },
      Limit: limit,
    };
    for await (const item of query(input)) {
      const { pk, queuedAt = '' } = z.parse(Position, item);
      found.push({ id: pk.slice(keys.partition('').length), position: queuedAt });
      if (found.length === limit) break;
    }
    return found;
  }

  /** The ids of tickets which the clock has to see to by now, the oldest first, at most so many; a moment old. */
  async function dueBy(now: Date, limit = 1_000): Promise<readonly string[]> {
    const ids: string[] = [];
    const input = {
      TableName: tableName,
      IndexName: clockIndex,
      KeyConditionExpression: '#clock = :clock AND clockAt <= :now',
      ExpressionAttributeNames: { '#clock': 'clock' },
      ExpressionAttributeValues: { ':clock': 'CLOCK', ':now': `${now.toISOString()}~` },
    };
    for await (const item of query(input)) {
      ids.push(z.parse(Position, item).pk.slice(keys.partition('').length));
      if (ids.length === limit) break;
    }
    return ids;
  }

  /** Whether a mail was taken in, and by which ticket. */
  async function ticketOfMail(hash: string): Promise<string | undefined> {
    return read({ tableName, key: keys.mail(hash), as: (item) => z.parse(MailPointer, item).ticketId });
  }

  /** The ticket of the mails that have this Message-ID. */
  async function ticketOfThread(hash: string): Promise<string | undefined> {
    return read({ tableName, key: keys.thread(hash), as: (item) => z.parse(MailPointer, item).ticketId });
  }

  /** Notes whose ticket the mails with this Message-ID are of; the first stays. */
  async function addThread(hash: string, ticketId: string): Promise<void> {
    await tryWrite(pointers.put({ ...keys.thread(hash), ticketId }, { pk: absent }));
  }

  /**
   * Notes what became of a message as a mail, where it was this before.
   * @returns false where it was not
   */
  async function recordDelivery(
    ticketId: string,
    id: string,
    { from, to, at, mailId }: { from: readonly Delivery[]; to: Delivery; at: string; mailId?: string },
  ): Promise<boolean> {
    const set = { delivery: to, deliveryAt: at, ...(mailId !== undefined && { mailId }) };
    return tryWrite(messages.update(keys.message(ticketId, id), { set, when: { delivery: oneOf(from) } }));
  }

  /** Erases who the customer of a ticket is, and what was said in it; that there was one, and how it went, stays. */
  async function erase(id: string, at: string, customerHash?: string): Promise<void> {
    let record = await find(id);
    // What is said meanwhile is erased too.
    while (record !== undefined && !(await eraseAsRead(record, at))) record = await find(id);
    if (record === undefined) return;
    if (customerHash !== undefined) {
      const Key = keys.pointer(keys.ofCustomer(customerHash), id);
      await dynamodb.send(new DeleteCommand({ TableName: tableName, Key }));
    }
  }

  /** @returns false where another has changed the ticket since it was read */
  async function eraseAsRead({ ticket: { id, revision }, messages: said }: TicketRecord, at: string): Promise<boolean> {
    const gone = '(erased)';
    for (const message of said) {
      await tryWrite(
        messages.update(keys.message(id, message.id), {
          set: { text: gone },
          remove: [
            'quoted',
            'attachments',
            'mailId',
            'rawKey',
            ...(message.from === 'CUSTOMER' ? ['name' as const] : []),
          ],
          when: { pk: present },
        }),
      );
    }
    // Only behind the messages: cut off ahead of it, all of it is done again. Nobody can answer it any more.
    return tryWrite(
      tickets.update(keys.ticket(id), {
        set: { subject: gone, erasedAt: at, state: 'CLOSED', queue: 'CLOSED', sla: {}, errands: [] },
        add: { revision: 1, version: 1 },
        remove: ['requester', 'claimedOrder', 'isOrderSought', 'clock', 'clockAt'],
        when: { revision },
      }),
    );
  }

  return {
    ...{ write, find, findTicket, findTickets, findMessage, ofOrder, ofCustomer, openedOn, inState, dueBy },
    ...{ ticketOfMail, ticketOfThread, addThread, recordDelivery, erase },
  };
}
