import { setTimeout } from 'node:timers/promises';
import { type StockTable, stockTable } from '../inventory/stock-table.ts';
import { NotSent, RecipientRefused } from '../notifications/notice-errors.ts';
import { sendEmail } from '../notifications/ses.ts';
import { type ProductTable, productTable } from '../products/product-table.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { environment } from '../runtime/environment.ts';
import { logger } from '../runtime/logger.ts';
import { count } from '../runtime/metrics.ts';
import { renderBackInStock } from './back-in-stock-email.ts';
import { requestBackInStockNotices } from './back-in-stock-queue.ts';
import { type BackInStockRequest, type BackInStockTable, backInStockTable } from './back-in-stock-table.ts';

/** What telling shoppers touches. */
export interface TellBackInStockPorts {
  readonly stock: Pick<StockTable, 'find' | 'clearAwaited'>;
  readonly requests: Pick<BackInStockTable, 'findWaiting' | 'claim' | 'giveBack' | 'fulfil' | 'remove'>;
  readonly products: Pick<ProductTable, 'findProducts'>;
  readonly sendEmail: typeof sendEmail;
  readonly requestBackInStockNotices: typeof requestBackInStockNotices;
  readonly clock: Clock;
  readonly pause: (milliseconds: number) => Promise<unknown>;
}

const production = (): TellBackInStockPorts => ({
  stock: stockTable(),
  requests: backInStockTable(),
  products: productTable(),
  sendEmail,
  requestBackInStockNotices,
  clock: systemClock,
  pause: setTimeout,
});

/** Well before the function's timeout it hands over to its next call. */
const maxSeconds = 15;

/** Between two tries of a mail that SES did not take: its rate is counted by the second. */
const pauseMilliseconds = 1_000;

/** A shopper is told of the same product once in so many days, however often they ask. */
const apartDays = 3;
const daySeconds = 86_400;

/**
 * Tells the shoppers who asked for a SKU that it is back in stock, each once, in the order of asking, at the rate that
 * SES allows. A shopper of whom nobody knows whether the mail went out gets no other: better none than two. Safe to run
 * twice, and beside itself.
 * @throws NotSent when SES took no mail in all this time; worth a retry
 */
export async function tellBackInStock(sku: string, ports: TellBackInStockPorts = production()): Promise<void> {
  const { stock, requests, products, clock } = ports;
  const started = clock();
  const now = await stock.find(sku);
  const mark = now?.main.awaited;
  if (now === undefined || mark === undefined || now.available === 0) return;
  const waiting = await requests.findWaiting(sku, started);
  const due = waiting.filter(({ toldAt }) => isLongAgo(toldAt, started));
  const product = (await products.findProducts([sku])).get(sku);
  const isTimeOver = () => clock().getTime() - started.getTime() > maxSeconds * 1000;
  let lastRefusal: NotSent | undefined;
  let told = 0;
  for (const request of due) {
    for (;;) {
      if (isTimeOver()) {
        if (told === 0 && lastRefusal !== undefined) throw lastRefusal;
        return ports.requestBackInStockNotices(sku);
      }
      lastRefusal = await tellShopper(request, product?.name ?? sku, ports);
      if (lastRefusal === undefined) break;
      await ports.pause(pauseMilliseconds);
    }
    told++;
  }
  // Whoever may not be told again yet still waits.
  if (due.length === waiting.length) await stock.clearAwaited(sku, mark);
}

function isLongAgo(toldAt: string | undefined, now: Date): boolean {
  return toldAt === undefined || now.getTime() - Date.parse(toldAt) >= apartDays * daySeconds * 1000;
}

/** Claim, send, forget. @returns why it was not sent and the shopper still waits; nothing when that is settled */
async function tellShopper(
  request: BackInStockRequest,
  name: string,
  { requests, sendEmail: send, clock }: TellBackInStockPorts,
): Promise<NotSent | undefined> {
  const { sku, email, locale } = request;
  const rendered = renderBackInStock({ sku, name, locale, shopName: environment('SHOP_NAME') });
  if (!(await requests.claim(request, clock().toISOString()))) return undefined;
  try {
    await send(email, rendered, { event: 'back-in-stock' });
  } catch (error) {
    if (error instanceof NotSent) {
      logger.warn('a shopper could not be told yet', { sku, reason: error.reason });
      await requests.giveBack(request);
      return error;
    }
    if (error instanceof RecipientRefused) {
      logger.warn('a shopper was refused', { sku, reason: error.reason });
      count('NoticeRefused');
      await requests.remove(request);
      return undefined;
    }
    // SES may quote the address in what it says: only the name of its error may be logged.
    logger.error('nobody knows whether a shopper was told', {
      sku,
      cause: error instanceof Error ? error.name : 'unknown',
    });
    return undefined;
  }
  const toldAt = clock();
  await requests.fulfil(request, toldAt.toISOString(), Math.ceil(toldAt.getTime() / 1000) + apartDays * daySeconds);
  return undefined;
}
