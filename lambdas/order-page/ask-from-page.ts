import { createHash } from 'node:crypto';
import type { HelpTopic } from '../notifications/locales/texts.ts';
import {
  type RecipientLimit,
  type RecipientLimitTable,
  recipientLimitTable,
} from '../notifications/recipient-limit-table.ts';
import { pageTextsOf } from '../notifications/texts.ts';
import { hearCustomer } from '../tickets/answer-ticket.ts';
import { changeTicket, ticketPorts } from '../tickets/change-ticket.ts';
import { customerHash } from '../tickets/customer-hash.ts';
import { type OpenTicketPorts, openTicket } from '../tickets/open-ticket.ts';
import { longestText, Ticket, type TicketCategory } from '../tickets/ticket.ts';
import { judged } from '../tickets/ticket-changes.ts';
import type { GrantedRecord } from './find-granted.ts';
import type { Outcome } from './page-form.ts';

/** What asking from the page touches. */
export interface AskFromPagePorts extends OpenTicketPorts {
  readonly limits: Pick<RecipientLimitTable, 'take'>;
}

const production = (): AskFromPagePorts => ({ ...ticketPorts(), customerHash, limits: recipientLimitTable() });

/** Whoever has the link can write: so much about an order a day. */
export const messagesADay: RecipientLimit = { name: 'page-messages', max: 20, days: 1 };

/** What the topics of the page are to the shop's team. */
const categories: Readonly<Record<HelpTopic, TicketCategory>> = {
  arrival: 'ARRIVAL',
  address: 'ADDRESS',
  payment: 'PAYMENT',
  refund: 'REFUND',
  damaged: 'DAMAGED',
  return: 'RETURN',
  other: 'OTHER',
};

const isTopic = (topic: string): topic is HelpTopic => Object.hasOwn(categories, topic);

/**
 * Opens a ticket about the order, as its customer; sent twice from the same page, once.
 * @returns nothing where it is taken; what to say where it is not
 */
export async function askFromPage(
  { order, content }: Pick<GrantedRecord, 'order' | 'content'>,
  form: URLSearchParams,
  ports: AskFromPagePorts = production(),
): Promise<Outcome | undefined> {
  const text = textIn(form);
  const topic = form.get('topic') ?? '';
  if (text === undefined || !isTopic(topic) || content === undefined) return 'not-taken';
  const key = keyOf(form, topic, text);
  if (!(await mayWrite(order.id, key, ports))) return 'not-taken';
  await openTicket(
    {
      ...{ opener: `page ${order.id}`, key, channel: 'PAGE', category: categories[topic], severity: 'NORMAL' },
      ...{ subject: pageTextsOf(content.locale).helpTopics[topic], locale: content.locale },
      ...{ orderId: order.id, storefront: order.storefront },
      message: { text, from: 'CUSTOMER' },
    },
    ports,
  );
  return undefined;
}

/**
 * Writes more in a ticket about the order, or says whether it is solved: by who may see where the order goes, as they
 * see the ticket.
 * @returns nothing where it is taken; what to say where it is not
 */
export async function answerFromPage(
  { order, isProven }: Pick<GrantedRecord, 'order' | 'isProven'>,
  form: URLSearchParams,
  ports: AskFromPagePorts = production(),
): Promise<Outcome | undefined> {
  if (!isProven) return 'not-proven';
  const { data: ticketId } = Ticket.shape.id.safeParse(form.get('ticket'));
  const ticket = ticketId === undefined ? undefined : await ports.tickets.findTicket(ticketId);
  if (ticketId === undefined || ticket === undefined || ticket.orderId !== order.id || ticket.erasedAt !== undefined)
    return 'not-taken';
  const solved = form.get('solved');
  if (solved !== null) {
    await changeTicket(ticketId, (current) => judged(current, solved === 'yes', ports.clock()), ports);
    return undefined;
  }
  const text = textIn(form);
  if (text === undefined) return 'not-taken';
  const key = keyOf(form, ticketId, text);
  if (!(await mayWrite(order.id, key, ports))) return 'not-taken';
  await hearCustomer(ticketId, { key, text, channel: 'PAGE' }, ports);
  return undefined;
}

function mayWrite(orderId: string, key: string, { limits, clock }: AskFromPagePorts): Promise<boolean> {
  return limits.take({ address: orderId }, messagesADay, key, clock());
}

/** What was written; undefined where that is nothing, or more than anybody reads. */
function textIn(form: URLSearchParams): string | undefined {
  const text = (form.get('text') ?? '').replaceAll('\r\n', '\n').toWellFormed().trim();
  return text === '' || text.length > longestText ? undefined : text;
}

/** The same of what is sent twice from one page, and another once something was written since. */
function keyOf(form: URLSearchParams, ...of: readonly string[]): string {
  return createHash('sha256')
    .update(JSON.stringify([form.get('seen') ?? '', ...of]))
    .digest('base64url');
}
