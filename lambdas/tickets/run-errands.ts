import { NotSent, RecipientRefused } from '../notifications/notice-errors.ts';
import { sendThreadEmail } from '../notifications/ses.ts';
import { shopsOrderPage } from '../notifications/shops-order-page.ts';
import { type SuppressionTable, suppressionTable } from '../notifications/suppression-table.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { pageUrlOf } from '../orders/page-link.ts';
import { environment } from '../runtime/environment.ts';
import { logger } from '../runtime/logger.ts';
import { count } from '../runtime/metrics.ts';
import { brandOf } from '../shop/brand.ts';
import type { ShopProfile } from '../shop/shop-profile.ts';
import { stageShop } from '../shop/stage-shop.ts';
import { changeTicket, type TicketPorts, ticketPorts } from './change-ticket.ts';
import type { Helpdesk } from './helpdesk/helpdesk.ts';
import { stageHelpdesk } from './helpdesk/stage-helpdesk.ts';
import { replyAddress } from './reply-address.ts';
import { ticketTextsOf } from './texts.ts';
import { threadHash } from './thread-hash.ts';
import type { Errand, TicketMessage } from './ticket.ts';
import { postponed, withoutErrand } from './ticket-changes.ts';
import { renderTicketEmail } from './ticket-email.ts';
import type { TicketRecord } from './ticket-table.ts';

/** What running errands touches. */
export interface RunErrandsPorts extends TicketPorts {
  readonly orders: Pick<OrderTable, 'find'>;
  readonly suppressions: Pick<SuppressionTable, 'among'>;
  readonly sendEmail: typeof sendThreadEmail;
  readonly pageUrlOf: typeof pageUrlOf;
  readonly replyAddress: typeof replyAddress;
  readonly shop: ShopProfile;
  readonly helpdesk: Helpdesk | undefined;
}

const production = (): RunErrandsPorts => ({
  ...ticketPorts(),
  orders: orderTable(),
  suppressions: suppressionTable(),
  sendEmail: sendThreadEmail,
  pageUrlOf,
  replyAddress,
  shop: stageShop(),
  helpdesk: stageHelpdesk(),
});

/** How an errand ended: it is over, or is to be tried again later. */
type Ending = 'over' | 'later';

/** Whoever claimed a mail so long ago, in milliseconds, has long ended: whether it went out, nobody knows. */
const claimMilliseconds = 10 * 60_000;

/** So often an errand is tried before somebody is called. */
const patientTries = 6;

/** After so many milliseconds no further errand is begun: a helpdesk that hangs takes its time with each message. */
const longestMilliseconds = 10_000;

/**
 * Runs what is still to be done for a ticket: sends answers as mails, which wait for no helpdesk, and hands messages to
 * that. Each once; what does not go now, or in time, is tried again by the clock. Safe to run twice, and beside itself.
 */
export async function runErrands(ticketId: string, ports: RunErrandsPorts = production()): Promise<void> {
  const record = await ports.tickets.find(ticketId);
  if (record === undefined) return;
  const latest = ports.clock().getTime() + longestMilliseconds;
  const { MAIL: mails = [], HELPDESK: messages = [] } = Object.groupBy(record.ticket.errands, ({ to }) => to);
  for (const errand of [...mails, ...messages]) {
    const message = record.messages.find(({ id }) => id === errand.messageId);
    const isLate = ports.clock().getTime() >= latest;
    const ending = message === undefined ? 'over' : isLate ? 'later' : await run(errand, message, record, ports);
    if (ending === 'later' && errand.tries === patientTries) count('TicketErrandLate');
    await changeTicket(
      ticketId,
      (ticket) =>
        ticket.errands.some(({ messageId, to }) => messageId === errand.messageId && to === errand.to)
          ? { ticket: ending === 'over' ? withoutErrand(ticket, errand) : postponed(ticket, errand, ports.clock()) }
          : undefined,
      ports,
    );
  }
}

async function run(
  errand: Errand,
  message: TicketMessage,
  record: TicketRecord,
  ports: RunErrandsPorts,
): Promise<Ending> {
  if (errand.to === 'MAIL') return sendAnswer(message, record, ports);
  if (ports.helpdesk === undefined) return 'over';
  try {
    const helpdeskId = await ports.helpdesk.handOver(record.ticket, message);
    await changeTicket(
      record.ticket.id,
      (ticket) => (ticket.helpdeskId === helpdeskId ? undefined : { ticket: { ...ticket, helpdeskId } }),
      ports,
    );
    return 'over';
  } catch (error) {
    logger.warn('not handed over to the helpdesk', { ticketId: record.ticket.id, error: error as Error });
    return 'later';
  }
}

/** Neither SES nor SNS takes an idempotency key. So: claim, send, record. A claim without a record is shown, never repeated. */
async function sendAnswer(
  message: TicketMessage,
  { ticket, messages }: TicketRecord,
  ports: RunErrandsPorts,
): Promise<Ending> {
  const { tickets, orders, suppressions, clock, shop } = ports;
  const { id: ticketId, locale, orderId, storefront } = ticket;
  const became = (from: TicketMessage['delivery'], to: NonNullable<TicketMessage['delivery']>, mailId?: string) =>
    tickets.recordDelivery(ticketId, message.id, {
      ...{ from: from === undefined ? [] : [from], to, at: clock().toISOString() },
      ...(mailId !== undefined && { mailId }),
    });
  if (message.delivery === 'SENDING') {
    if (clock().getTime() - Date.parse(message.deliveryAt ?? message.at) < claimMilliseconds) return 'later';
    if (await became('SENDING', 'UNKNOWN')) count('TicketAnswerUnsent');
    return 'over';
  }
  if (message.delivery !== 'PENDING') return 'over';

  const known = orderId === undefined ? undefined : await orders.find(orderId);
  const to = known === undefined ? ticket.requester?.email : known.content?.contact.email;
  if (to === undefined || (await suppressions.among([to], clock())).length > 0) {
    if (await became('PENDING', 'REFUSED')) count('TicketAnswerUnsent');
    return 'over';
  }
  const brand = brandOf(shop, storefront, locale);
  const order = known?.order;
  const pageUrl = order && (shopsOrderPage(brand, order.number) ?? (await ports.pageUrlOf(order, { isProven: true })));
  const thread = messages.flatMap(({ mailId, at }) => (mailId === undefined || at > message.at ? [] : [mailId]));
  const rendered = renderTicketEmail({
    ...{ locale, shop: brand, text: message.text, pageUrl, replyTo: await ports.replyAddress(ticketId) },
    subject:
      ticket.channel === 'MAIL'
        ? replyTo(ticket.subject)
        : ticketTextsOf(locale).mail.subject({ shop: brand.name, number: order?.number }),
  });
  if (!(await became('PENDING', 'SENDING'))) return 'later';
  try {
    const tags = { event: 'ticket-answer', ticketId, messageId: message.id };
    const mailId = sentMailId(await ports.sendEmail(to, rendered, tags, thread));
    await became('SENDING', 'SENT', mailId);
    await tickets.addThread(threadHash(mailId), ticketId);
    return 'over';
  } catch (error) {
    if (error instanceof NotSent) {
      await became('SENDING', 'PENDING');
      return 'later';
    }
    if (!(error instanceof RecipientRefused)) {
      // SES may quote the address in what it says: only the name of its error may be logged.
      logger.error('nobody knows whether an answer was sent', {
        ticketId,
        cause: error instanceof Error ? error.name : 'unknown',
      });
      return 'later';
    }
    if (await became('SENDING', 'REFUSED')) count('TicketAnswerUnsent');
    return 'over';
  }
}

/** By what a mail that SES has sent is named: SES puts it into the mail itself. */
function sentMailId(messageId: string): string {
  const region = environment('AWS_REGION');
  return `${messageId}@${region === 'us-east-1' ? 'email' : region}.amazonses.com`;
}

function replyTo(subject: string): string {
  return /^re:/i.test(subject) ? subject : `Re: ${subject}`;
}
