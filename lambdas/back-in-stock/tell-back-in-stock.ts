import { type StockTable, stockTable } from '../inventory/stock-table.ts';
import { type ProductTable, productTable } from '../products/product-table.ts';
import { brandOf } from '../shop/brand.ts';
import type { ShopProfile } from '../shop/shop-profile.ts';
import { stageShop } from '../shop/stage-shop.ts';
import { renderBackInStock } from './back-in-stock-email.ts';
import { requestBackInStockNotices } from './back-in-stock-queue.ts';
import { type BackInStockRequest, inDays } from './back-in-stock-table.ts';
import { type WriteToShoppersPorts, writeToShoppers, writeToShoppersPorts } from './write-to-shoppers.ts';

/** What telling shoppers touches. */
export interface TellBackInStockPorts extends WriteToShoppersPorts {
  readonly stock: Pick<StockTable, 'find' | 'clearAwaited'>;
  readonly products: Pick<ProductTable, 'findProducts'>;
  readonly requestBackInStockNotices: typeof requestBackInStockNotices;
  readonly shop: ShopProfile;
}

const production = (): TellBackInStockPorts => ({
  ...writeToShoppersPorts(),
  stock: stockTable(),
  products: productTable(),
  requestBackInStockNotices,
  shop: stageShop(),
});

/** A shopper is told of the same product once in so many days, however often they ask. */
const apartDays = 3;

/**
 * Tells the shoppers who asked for a SKU that it is back in stock, each once, in the order of asking. Safe to run
 * twice, and beside itself.
 * @throws NotSent when SES took no mail in all this time; worth a retry
 */
export async function tellBackInStock(sku: string, ports: TellBackInStockPorts = production()): Promise<void> {
  const { stock, requests, products, clock, shop } = ports;
  const started = clock();
  const now = await stock.find(sku);
  const mark = now?.main.awaited;
  if (now === undefined || mark === undefined || now.available === 0) return;
  const waiting = (await requests.findAsking(sku, started)).filter(({ unconfirmed }) => !unconfirmed);
  const due = waiting.filter(({ toldAt }) => isLongAgo(toldAt, started));
  const name = (await products.findProducts([sku])).get(sku)?.name ?? sku;
  const mailTo = (shopper: BackInStockRequest) => ({
    event: 'back-in-stock',
    render: (unsubscribeUrl: string) =>
      renderBackInStock({
        ...{ sku, name, locale: shopper.locale, unsubscribeUrl },
        shop: brandOf(shop, shopper.storefront, shopper.locale),
      }),
    claim: (at: string) => requests.claim(shopper, at),
    sent: (at: Date) => requests.fulfil(shopper, at.toISOString(), inDays(apartDays, at)),
  });
  if (!(await writeToShoppers(due, mailTo, ports))) return ports.requestBackInStockNotices(sku);
  // Whoever may not be told again yet still waits.
  if (due.length === waiting.length) await stock.clearAwaited(sku, mark);
}

function isLongAgo(toldAt: string | undefined, now: Date): boolean {
  return toldAt === undefined || now.getTime() - Date.parse(toldAt) >= apartDays * 86_400_000;
}
