import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { NotSent, RecipientRefused } from '../notifications/notice-errors.ts';
import type { RenderedEmail } from '../notifications/rendered-email.ts';
import { sendListEmail } from '../notifications/ses.ts';
import { type SuppressionTable, suppressionTable } from '../notifications/suppression-table.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { logger } from '../runtime/logger.ts';
import { count } from '../runtime/metrics.ts';
import { type BackInStockRequest, type BackInStockTable, backInStockTable } from './back-in-stock-table.ts';
import { unsubscribeLink } from './unsubscribe-link.ts';

/** What writing to shoppers touches. */
export interface WriteToShoppersPorts {
  readonly requests: BackInStockTable;
  readonly suppressions: Pick<SuppressionTable, 'isUnsubscribed' | 'offerUnsubscribe'>;
  readonly sendEmail: typeof sendListEmail;
  readonly clock: Clock;
  readonly pause: (milliseconds: number) => Promise<unknown>;
}

/** What writing to shoppers touches in production. */
export const writeToShoppersPorts = (): WriteToShoppersPorts => ({
  requests: backInStockTable(),
  suppressions: suppressionTable(),
  sendEmail: sendListEmail,
  clock: systemClock,
  pause: setTimeout,
});

/** An e-mail to a shopper: how it is claimed, so that nobody else writes it, and what is noted once it was sent. */
export interface ShoppersMail {
  readonly event: string;
  /** The mail, with the link by which the shopper gets no more such mails. */
  readonly render: (unsubscribeLink: string) => RenderedEmail;
  /** @returns false when another writes it, or did */
  readonly claim: (at: string) => Promise<boolean>;
  readonly sent: (at: Date) => Promise<void>;
}

/** Well before the function's timeout it hands over to its next call. */
const maxSeconds = 15;

/** Between two tries of a mail that SES did not take: its rate is counted by the second. */
const pauseMilliseconds = 1_000;

/**
 * Writes to each of these shoppers once, in this order, at the rate that SES allows. A shopper of whom nobody knows
 * whether the mail went out gets no other: better none than two.
 * @returns false when the time was over before all were written to
 * @throws NotSent when SES took no mail in all this time; worth a retry
 */
export async function writeToShoppers(
  shoppers: readonly BackInStockRequest[],
  mailTo: (shopper: BackInStockRequest) => ShoppersMail,
  ports: WriteToShoppersPorts,
): Promise<boolean> {
  const started = ports.clock();
  const isTimeOver = () => ports.clock().getTime() - started.getTime() > maxSeconds * 1000;
  for (const [index, shopper] of shoppers.entries()) {
    let link: string | undefined;
    for (let refusal: NotSent | undefined; ; ) {
      if (isTimeOver()) {
        if (index === 0 && refusal !== undefined) throw refusal;
        return false;
      }
      link ??= await unsubscribeLinkFor(shopper, ports);
      refusal = await writeTo(shopper, link, mailTo(shopper), ports);
      if (refusal === undefined) break;
      await ports.pause(pauseMilliseconds);
    }
  }
  return true;
}

/** The link by which a shopper gets no more such mails, whatever product they are about. */
async function unsubscribeLinkFor(
  { email, locale }: BackInStockRequest,
  { suppressions, clock }: WriteToShoppersPorts,
): Promise<string> {
  const token = randomBytes(16).toString('base64url');
  await suppressions.offerUnsubscribe(email, token, clock().toISOString());
  return unsubscribeLink(token, locale);
}

/** Claim, send, note. @returns why it was not sent and the shopper still waits; nothing when that is settled */
async function writeTo(
  shopper: BackInStockRequest,
  link: string,
  { event, render, claim, sent }: ShoppersMail,
  { requests, suppressions, sendEmail: send, clock }: WriteToShoppersPorts,
): Promise<NotSent | undefined> {
  const { sku, email } = shopper;
  if (await suppressions.isUnsubscribed(email, clock())) {
    logger.warn('a shopper gets no more e-mails', { sku });
    await requests.remove(shopper);
    return undefined;
  }
  const rendered = render(link);
  if (!(await claim(clock().toISOString()))) return undefined;
  try {
    await send(email, rendered, { event }, link);
  } catch (error) {
    if (error instanceof NotSent) {
      logger.warn('a shopper could not be written to yet', { sku, reason: error.reason });
      await requests.giveBack(shopper);
      return error;
    }
    if (error instanceof RecipientRefused) {
      logger.warn('a shopper was refused', { sku, reason: error.reason });
      count('NoticeRefused');
      await requests.remove(shopper);
      return undefined;
    }
    // SES may quote the address in what it says: only the name of its error may be logged.
    const cause = error instanceof Error ? error.name : 'unknown';
    logger.error('nobody knows whether a shopper was written to', { sku, cause });
    return undefined;
  }
  await sent(clock());
  return undefined;
}
