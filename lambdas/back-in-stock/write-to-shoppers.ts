import { setTimeout } from 'node:timers/promises';
import { NotSent, RecipientRefused } from '../notifications/notice-errors.ts';
import type { RenderedEmail } from '../notifications/rendered-email.ts';
import { sendEmail } from '../notifications/ses.ts';
import { type SuppressionTable, suppressionTable } from '../notifications/suppression-table.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { logger } from '../runtime/logger.ts';
import { count } from '../runtime/metrics.ts';
import { type BackInStockRequest, type BackInStockTable, backInStockTable } from './back-in-stock-table.ts';

/** What writing to shoppers touches. */
export interface WriteToShoppersPorts {
  readonly requests: BackInStockTable;
  readonly suppressions: Pick<SuppressionTable, 'among'>;
  readonly sendEmail: typeof sendEmail;
  readonly clock: Clock;
  readonly pause: (milliseconds: number) => Promise<unknown>;
}

/** What writing to shoppers touches in production. */
export const writeToShoppersPorts = (): WriteToShoppersPorts => ({
  requests: backInStockTable(),
  suppressions: suppressionTable(),
  sendEmail,
  clock: systemClock,
  pause: setTimeout,
});

/** An e-mail to a shopper: how it is claimed, so that nobody else writes it, and what is noted once it was sent. */
export interface ShoppersMail {
  readonly event: string;
  readonly rendered: RenderedEmail;
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
    for (let refusal: NotSent | undefined; ; ) {
      if (isTimeOver()) {
        if (index === 0 && refusal !== undefined) throw refusal;
        return false;
      }
      refusal = await writeTo(shopper, mailTo(shopper), ports);
      if (refusal === undefined) break;
      await ports.pause(pauseMilliseconds);
    }
  }
  return true;
}

/** Claim, send, note. @returns why it was not sent and the shopper still waits; nothing when that is settled */
async function writeTo(
  shopper: BackInStockRequest,
  { event, rendered, claim, sent }: ShoppersMail,
  { requests, suppressions, sendEmail: send, clock }: WriteToShoppersPorts,
): Promise<NotSent | undefined> {
  const { sku, email } = shopper;
  if ((await suppressions.among([email], clock())).length > 0) {
    logger.warn('a shopper gets no more e-mails', { sku });
    await requests.remove(shopper);
    return undefined;
  }
  if (!(await claim(clock().toISOString()))) return undefined;
  try {
    await send(email, rendered, { event });
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
