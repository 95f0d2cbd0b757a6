import { v4 as uuid } from 'uuid';
import * as z from 'zod/mini';
import { StockContention } from '../inventory/stock-contention.ts';
import { type StockTable, stockTable } from '../inventory/stock-table.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { transact } from '../runtime/dynamodb.ts';
import { Problem } from '../runtime/problem.ts';
import { notFound } from '../runtime/problems.ts';
import { type BackInStockTable, backInStockTable, inDays, keptDays } from './back-in-stock-table.ts';

/** The body of `POST /products/{sku}/back-in-stock-confirmations`: what stood in the link of the e-mail. */
export const ConfirmBackInStock = z.strictObject({
  token: z.string().check(z.regex(/^[\w-]{1,100}$/, 'must be the token of the link')),
});
export type ConfirmBackInStock = Readonly<z.output<typeof ConfirmBackInStock>>;

/** What confirming touches. */
export interface ConfirmBackInStockPorts {
  readonly requests: Pick<BackInStockTable, 'findByToken' | 'confirmWrite'>;
  readonly stock: Pick<StockTable, 'awaitWrite'>;
  readonly transact: typeof transact;
  readonly clock: Clock;
}

const production = (): ConfirmBackInStockPorts => ({
  requests: backInStockTable(),
  stock: stockTable(),
  transact,
  clock: systemClock,
});

/**
 * Takes down that a shopper has confirmed by the link in the e-mail to them: they are told once the SKU is back in
 * stock, soon where it is already. Confirming twice is confirming once.
 * @throws Problem not-found when no request waits for this token, any more or ever
 * @throws StockContention worth a retry
 */
export async function confirmBackInStock(
  sku: string,
  { token }: ConfirmBackInStock,
  { requests, stock, transact: write, clock }: ConfirmBackInStockPorts = production(),
): Promise<void> {
  const now = clock();
  const request = await requests.findByToken(sku, token, now);
  if (request === undefined) throw new Problem(notFound, 'No request waits for this confirmation; ask again.');
  if (!request.unconfirmed) return;
  const refusals = await write([requests.confirmWrite(request, inDays(keptDays, now)), stock.awaitWrite(sku, uuid())]);
  if (refusals?.some(({ kind }) => kind === 'contention')) throw new StockContention(`SKU ${sku}`);
}
