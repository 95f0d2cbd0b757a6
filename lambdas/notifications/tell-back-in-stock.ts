import { requestBackInStockNotices } from '../inventory/back-in-stock-queue.ts';
import { type BackInStockRequest, type BackInStockTable, backInStockTable } from '../inventory/back-in-stock-table.ts';
import { type StockTable, stockTable } from '../inventory/stock-table.ts';
import { type ProductTable, productTable } from '../products/product-table.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { environment } from '../runtime/environment.ts';
import { logger } from '../runtime/logger.ts';
import { renderBackInStock } from './back-in-stock-email.ts';
import { sendEmail } from './ses.ts';
import { isRefusal } from './tell-once.ts';

/** What telling shoppers touches. */
export interface TellBackInStockPorts {
  readonly stock: Pick<StockTable, 'find' | 'clearAwaited'>;
  readonly requests: Pick<BackInStockTable, 'findWaiting' | 'claim' | 'giveBack' | 'remove'>;
  readonly products: Pick<ProductTable, 'findProducts'>;
  readonly sendEmail: typeof sendEmail;
  readonly requestBackInStockNotices: typeof requestBackInStockNotices;
  readonly clock: Clock;
}

const production = (): TellBackInStockPorts => ({
  stock: stockTable(),
  requests: backInStockTable(),
  products: productTable(),
  sendEmail,
  requestBackInStockNotices,
  clock: systemClock,
});

/** Well before the function's timeout it hands over to its next call. */
const mostSeconds = 15;

/** A shopper whose mail is refused so often is forgotten. */
const mostRefusals = 5;

/**
 * Tells the shoppers who asked for a SKU that it is back in stock, each once, in the order of asking. A shopper of whom nobody
 * knows whether the mail went out gets no other: better none than two. Safe to run twice, and beside itself.
 * @throws Error when a mail was refused; worth a retry
 */
export async function tellBackInStock(sku: string, ports: TellBackInStockPorts = production()): Promise<void> {
  const { stock, requests, products, clock } = ports;
  const started = clock();
  const now = await stock.find(sku);
  const mark = now?.main.awaited;
  if (now === undefined || mark === undefined || now.available === 0) return;
  const waiting = await requests.findWaiting(sku, started);
  const product = (await products.findProducts([sku])).get(sku);
  let refused = 0;
  for (const request of waiting) {
    if (clock().getTime() - started.getTime() > mostSeconds * 1000) return ports.requestBackInStockNotices(sku);
    if (!(await toldOnce(request, product?.name ?? sku, ports))) refused++;
  }
  if (refused > 0) throw new Error(`${refused} shoppers could not be told that ${sku} is back in stock`);
  await stock.clearAwaited(sku, mark);
}

/** Claim, send, forget. @returns false when SES said no */
async function toldOnce(
  request: BackInStockRequest,
  name: string,
  { requests, sendEmail: send, clock }: TellBackInStockPorts,
): Promise<boolean> {
  const { sku, email, locale, refusals } = request;
  const rendered = renderBackInStock({ sku, name, locale, shopName: environment('SHOP_NAME') });
  if (!(await requests.claim(request, clock().toISOString()))) return true;
  try {
    await send(email, rendered, { event: 'back-in-stock' });
  } catch (error) {
    // SES quotes the address in what it says: only the name of its error may be logged.
    const cause = error instanceof Error ? error.name : 'unknown';
    if (!isRefusal(error)) {
      logger.error('nobody knows whether a shopper was told', { sku, cause });
      return true;
    }
    logger.warn('a shopper could not be told', { sku, cause });
    if (refusals + 1 < mostRefusals) {
      await requests.giveBack(request);
      return false;
    }
  }
  await requests.remove(request);
  return true;
}
