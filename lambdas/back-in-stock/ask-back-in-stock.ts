import { v4 as uuid } from 'uuid';
import * as z from 'zod/mini';
import { stockConflict } from '../inventory/problems.ts';
import { StockContention } from '../inventory/stock-contention.ts';
import { type StockTable, stockTable } from '../inventory/stock-table.ts';
import {
  type RecipientLimit,
  type RecipientLimitTable,
  recipientLimitTable,
} from '../notifications/recipient-limit-table.ts';
import { EmailAddress } from '../orders/email-address.ts';
import { defaultLocale, Locale } from '../orders/locale.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { transact } from '../runtime/dynamodb.ts';
import { Problem } from '../runtime/problem.ts';
import { notFound, tooManyRequests } from '../runtime/problems.ts';
import { requestBackInStockNotices } from './back-in-stock-queue.ts';
import { type BackInStockTable, backInStockTable, inDays, keptDays } from './back-in-stock-table.ts';
import { confirmPage } from './confirm-page.ts';

/** The body of `POST /products/{sku}/back-in-stock-requests`. */
export const AskBackInStock = z.strictObject({
  email: EmailAddress,
  locale: z._default(Locale, defaultLocale),
});
export type AskBackInStock = Readonly<z.output<typeof AskBackInStock>>;

/** What asking touches. */
export interface AskBackInStockPorts {
  readonly requests: Pick<BackInStockTable, 'add'>;
  readonly stock: Pick<StockTable, 'find' | 'awaitWrite'>;
  readonly limits: Pick<RecipientLimitTable, 'take'>;
  readonly transact: typeof transact;
  readonly requestBackInStockNotices: typeof requestBackInStockNotices;
  readonly clock: Clock;
  /** Whether each shopper is asked first whether it was them who asked. */
  readonly isToBeConfirmed: boolean;
}

const production = (): AskBackInStockPorts => ({
  requests: backInStockTable(),
  stock: stockTable(),
  limits: recipientLimitTable(),
  transact,
  requestBackInStockNotices,
  clock: systemClock,
  isToBeConfirmed: confirmPage() !== undefined,
});

/** So long a shopper may take to confirm, and is not asked to again. */
const unconfirmedDays = 3;

/** Anybody can ask in another's name: so many products may be asked for with one address. */
export const productsAskedFor: RecipientLimit = { name: 'back-in-stock', max: 10, days: 30 };

/**
 * Takes down that a shopper wants one e-mail once a SKU is back in stock; where the shop wants it, only once they have
 * confirmed it. Asking twice is asking once.
 * @param storefront where they ask, as access tokens name it
 * @throws Problem not-found when there is no such SKU in stock keeping, stock-conflict when it is in stock,
 * too-many-requests when the address has asked for too many products
 * @throws StockContention worth a retry
 */
export async function askBackInStock(
  sku: string,
  { email, locale }: AskBackInStock,
  storefront: string,
  ports: AskBackInStockPorts = production(),
): Promise<void> {
  const { requests, stock, limits, transact: write, clock, isToBeConfirmed } = ports;
  const now = clock();
  const current = await stock.find(sku);
  if (current === undefined) throw unknownProduct();
  if (current.available > 0) {
    throw new Problem(stockConflict, 'The product is in stock; it can be ordered now.');
  }
  if (!(await limits.take({ address: email }, productsAskedFor, sku, now))) {
    const { max, days } = productsAskedFor;
    throw new Problem(
      tooManyRequests,
      `This address has asked for ${max} products within ${days} days; ask for others later.`,
    );
  }
  const request = { sku, email, locale, storefront, askedAt: now.toISOString() };
  const gone = new Date(now.getTime() - 86_400_000).toISOString();
  if (isToBeConfirmed) {
    const expiresAt = inDays(unconfirmedDays, now);
    const refusals = await write([requests.add({ ...request, expiresAt, unconfirmed: true }, gone)]);
    if (refusals?.some(({ kind }) => kind === 'contention')) throw new StockContention(`SKU ${sku}`);
    // Of a repeat too: the call that took it down may have been cut off ahead of this.
    return ports.requestBackInStockNotices(sku);
  }
  const refusals = await write([
    requests.add({ ...request, expiresAt: inDays(keptDays, now) }, gone),
    // A new value each time: whoever has told all others knows by it that somebody came since.
    stock.awaitWrite(sku, uuid()),
  ]);
  if (refusals === undefined) return;
  const [asked, item] = refusals;
  if (item?.kind === 'condition') throw unknownProduct();
  if (asked?.kind !== 'condition') throw new StockContention(`SKU ${sku}`);
}

function unknownProduct(): Problem {
  return new Problem(notFound, 'There is no such product in stock keeping.');
}
