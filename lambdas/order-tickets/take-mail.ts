import { createHash } from 'node:crypto';
import {
  type RecipientLimit,
  type RecipientLimitTable,
  recipientLimitTable,
} from '../notifications/recipient-limit-table.ts';
import { sendThreadEmail } from '../notifications/ses.ts';
import { type SuppressionTable, suppressionTable } from '../notifications/suppression-table.ts';
import { EmailAddress } from '../orders/email-address.ts';
import { defaultLocale, type Locale } from '../orders/locale.ts';
import { logger } from '../runtime/logger.ts';
import { count } from '../runtime/metrics.ts';
import { brandOf } from '../shop/brand.ts';
import type { ShopProfile } from '../shop/shop-profile.ts';
import { stageShop } from '../shop/stage-shop.ts';
import { hearCustomer } from '../tickets/answer-ticket.ts';
import { ticketPorts } from '../tickets/change-ticket.ts';
import { customerHash } from '../tickets/customer-hash.ts';
import { cut } from '../tickets/cut.ts';
import { type IncomingMail, readMail } from '../tickets/mail/read-mail.ts';
import { type OpenTicketPorts, openTicket } from '../tickets/open-ticket.ts';
import { replyAddress, supportMail, ticketIdIn } from '../tickets/reply-address.ts';
import { ticketTextsOf } from '../tickets/texts.ts';
import { threadHash } from '../tickets/thread-hash.ts';
import type { Ticket, TicketMessage } from '../tickets/ticket.ts';
import { renderTicketEmail } from '../tickets/ticket-email.ts';
import { findOrderMeant, type OrderMeant, type Said } from './find-order-meant.ts';

/** What taking a mail in touches. */
export interface TakeMailPorts extends OpenTicketPorts {
  readonly findOrderMeant: (said: Said) => Promise<OrderMeant>;
  readonly ticketIdIn: typeof ticketIdIn;
  readonly replyAddress: typeof replyAddress;
  /** Where the stage's customers write to. */
  readonly supportMail: string | undefined;
  readonly limits: Pick<RecipientLimitTable, 'take'>;
  readonly suppressions: Pick<SuppressionTable, 'among'>;
  readonly sendEmail: typeof sendThreadEmail;
  readonly shop: ShopProfile;
}

const production = (): TakeMailPorts => ({
  ...ticketPorts(),
  ...{ customerHash, findOrderMeant, ticketIdIn, replyAddress },
  supportMail: supportMail(),
  limits: recipientLimitTable(),
  suppressions: suppressionTable(),
  sendEmail: sendThreadEmail,
  shop: stageShop(),
});

/** An address is told so often a day that a mail came in: two automata that write to each other end there. */
const receipts: RecipientLimit = { name: 'mail-receipts', max: 2, days: 1 };

/**
 * Takes in a mail, once: into the ticket that it answers to, or else as a new one. None is lost: one that cannot be read
 * is a ticket as it came, and one that nobody wrote is kept without asking anybody for an answer.
 * @param key where it lies in the bucket of mails
 * @throws Error worth a retry
 */
export async function takeMail(raw: Uint8Array, key: string, ports: TakeMailPorts = production()): Promise<void> {
  const mail = await readMail(raw);
  const mailHash = hashOf(mail, raw);
  const { ticket, isNew } = (await addToTicket(mail, mailHash, key, ports)) ?? (await open(mail, mailHash, key, ports));
  logger.info('a mail was taken in', { ticketId: ticket.id, kind: mail.kind, isNew, isMalformed: mail.isMalformed });
  if (mail.isMalformed) count('MailMalformed');
  if (mail.mailId !== undefined) await ports.tickets.addThread(threadHash(mail.mailId), ticket.id);
  if (isNew) await confirmReceipt(mail, ticket, ports);
}

/**
 * Tells a mail from others. Its Message-ID alone would not do: some programs give two mails the same, and each is to be
 * read; what only the way here has added, such as by another copy, does not count.
 */
function hashOf({ mailId, from, subject, text, quoted, isMalformed }: IncomingMail, raw: Uint8Array): string {
  const hash = createHash('sha256');
  if (isMalformed) return hash.update(raw).digest('base64url');
  return hash
    .update(JSON.stringify([mailId ?? '', from?.address ?? '', subject, text, quoted ?? '']))
    .digest('base64url');
}

interface Taken {
  readonly ticket: Ticket;
  readonly isNew: boolean;
}

/** Adds it to the ticket that it answers to; undefined where it is of none. */
async function addToTicket(
  mail: IncomingMail,
  mailHash: string,
  key: string,
  ports: TakeMailPorts,
): Promise<Taken | undefined> {
  const { tickets } = ports;
  const known = await tickets.ticketOfMail(mailHash);
  const ticket = known === undefined ? await ticketAnswered(mail, ports) : await tickets.findTicket(known);
  if (ticket === undefined || (known === undefined && ticket.erasedAt !== undefined)) return undefined;
  if (known !== undefined) return { ticket, isNew: false };
  const words = { key: mailHash, channel: 'MAIL' as const, mailHash, ...messageOf(mail, key) };
  return { ticket: (await hearCustomer(ticket.id, words, ports)).ticket, isNew: false };
}

/**
 * The ticket that a mail answers to: whose signed address it was sent to; or whose mails it names, from the same
 * address, for anybody can name a mail that they have seen.
 */
async function ticketAnswered(mail: IncomingMail, ports: TakeMailPorts): Promise<Ticket | undefined> {
  for (const recipient of mail.recipients) {
    const id = await ports.ticketIdIn(recipient);
    const ticket = id === undefined ? undefined : await ports.tickets.findTicket(id);
    if (ticket !== undefined) return ticket;
  }
  for (const mailId of mail.answersTo.slice(0, 20)) {
    const id = await ports.tickets.ticketOfThread(threadHash(mailId));
    const ticket = id === undefined ? undefined : await ports.tickets.findTicket(id);
    const isOfCustomer = ticket?.requester?.email.toLowerCase() === mail.from?.address.toLowerCase();
    if (ticket?.requester !== undefined && isOfCustomer) return ticket;
  }
  return undefined;
}

async function open(mail: IncomingMail, mailHash: string, key: string, ports: TakeMailPorts): Promise<Taken> {
  const { from, subject, text, quoted = '', isAuthenticated, kind } = mail;
  const said = { text: `${subject}\n${text}\n${quoted}`, address: from?.address, isAuthenticated };
  const meant: OrderMeant = mail.isMalformed ? {} : await ports.findOrderMeant(said);
  const { order, content, claimed, isByAddress } = meant;
  const { text: first, more } = messageOf(mail, key);
  return openTicket(
    {
      ...{ opener: 'mail', key: mailHash, channel: 'MAIL', category: 'OTHER', mailHash },
      severity: kind === 'PERSON' ? 'NORMAL' : 'LOW',
      subject: subject === '' ? '(no subject)' : cut(subject, 200),
      locale: content?.locale ?? localeOf(`${subject} ${text}`),
      ...{ orderId: order?.id, storefront: order?.storefront, claimedOrder: claimed, isOrderSought: isByAddress },
      // So that the next mail of the thread is known to be theirs; the order says where answers go.
      ...(from !== undefined && {
        requester: { email: from.address, ...(from.name !== '' && { name: cut(from.name, 200) }) },
      }),
      message: { ...more, text: first, from: 'CUSTOMER' },
      // Kept, but nobody waits for an answer.
      isClosed: kind === 'AUTO_REPLY' || kind === 'DELIVERY_STATUS' || mail.isSpam || mail.hasVirus,
    },
    ports,
  );
}

/** A mail as a message of a ticket. */
function messageOf(
  mail: IncomingMail,
  rawKey: string,
): Pick<TicketMessage, 'text'> & { readonly more: Partial<TicketMessage> } {
  const { from, mailId, quoted, text, hasVirus, attachments, kind, isAuthenticated } = mail;
  const said = hasVirus ? '(SES found a virus in this mail; it is not shown)' : text;
  return {
    text: said === '' ? '(no text)' : said,
    more: {
      rawKey,
      ...(from !== undefined && { name: cut(from.name || from.address, 200) }),
      ...(mailId !== undefined && { mailId: mailId.slice(0, 998) }),
      ...(quoted !== undefined && { quoted }),
      ...(attachments.length > 0 && { attachments }),
      ...((kind === 'AUTO_REPLY' || kind === 'DELIVERY_STATUS') && { isAutomatic: true }),
      ...(!isAuthenticated && { isUnverified: true }),
    },
  };
}

/** The language of somebody of whom no order says it, by its letters. */
function localeOf(text: string): Locale {
  if (/[\u3040-\u30ff]/.test(text)) return 'ja';
  return /[\u4e00-\u9fff]/.test(text) ? 'zh-CN' : defaultLocale;
}

/**
 * Tells who has opened a ticket by mail that it came in: only a person, whose domain vouches for them, so that nobody
 * makes us write to a stranger; a few times a day; and never by another way than the mail itself. Best effort: it is
 * not tried again.
 */
async function confirmReceipt(mail: IncomingMail, ticket: Ticket, ports: TakeMailPorts): Promise<void> {
  const { from, mailId, mayBeAnswered, isAuthenticated } = mail;
  const { supportMail, limits, suppressions, clock, shop, sendEmail } = ports;
  if (!mayBeAnswered || !isAuthenticated || from === undefined || supportMail === undefined) return;
  const to = from.address;
  const isOurs = domainOf(to) === domainOf(supportMail);
  if (isOurs || !EmailAddress.safeParse(to).success) return;
  if (!(await limits.take({ address: to }, receipts, ticket.id, clock()))) return;
  if ((await suppressions.among([to], clock())).length > 0) return;
  const brand = brandOf(shop, ticket.storefront, ticket.locale);
  const rendered = renderTicketEmail({
    ...{ locale: ticket.locale, shop: brand, replyTo: await ports.replyAddress(ticket.id) },
    subject: `Re: ${ticket.subject}`,
    text: ticketTextsOf(ticket.locale).mail.received(brand.name),
  });
  try {
    await sendEmail(to, rendered, { event: 'mail-receipt' }, mailId === undefined ? [] : [mailId], {
      isAutomatic: true,
    });
  } catch (error) {
    logger.warn('no receipt was sent', { ticketId: ticket.id, cause: error instanceof Error ? error.name : 'unknown' });
  }
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}
