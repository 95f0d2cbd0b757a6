import { randomBytes } from 'node:crypto';
import {
  type RecipientLimit,
  type RecipientLimitTable,
  recipientLimitTable,
} from '../notifications/recipient-limit-table.ts';
import { type ProductTable, productTable } from '../products/product-table.ts';
import { brandOf } from '../shop/brand.ts';
import type { ShopProfile } from '../shop/shop-profile.ts';
import { stageShop } from '../shop/stage-shop.ts';
import { renderConfirmBackInStock } from './back-in-stock-email.ts';
import { requestBackInStockNotices } from './back-in-stock-queue.ts';
import type { BackInStockRequest } from './back-in-stock-table.ts';
import { confirmLink, confirmPage } from './confirm-page.ts';
import { type WriteToShoppersPorts, writeToShoppers, writeToShoppersPorts } from './write-to-shoppers.ts';

/** What having requests confirmed touches. */
export interface AskToConfirmPorts extends WriteToShoppersPorts {
  readonly products: Pick<ProductTable, 'findProducts'>;
  readonly limits: Pick<RecipientLimitTable, 'take'>;
  readonly requestBackInStockNotices: typeof requestBackInStockNotices;
  readonly page: string | undefined;
  readonly shop: ShopProfile;
}

const production = (): AskToConfirmPorts => ({
  ...writeToShoppersPorts(),
  products: productTable(),
  limits: recipientLimitTable(),
  requestBackInStockNotices,
  page: confirmPage(),
  shop: stageShop(),
});

/**
 * A request that nobody confirmed is forgotten, and may be made again: of all such requests, one address is asked so
 * often.
 */
export const confirmationsAskedFor: RecipientLimit = { name: 'back-in-stock-confirmations', max: 10, days: 30 };

/**
 * Asks those in whose name somebody asked for a SKU whether it was them (double opt-in), each once, where the shop
 * wants it: anybody can ask in another's name. Safe to run twice, and beside itself.
 * @throws NotSent when SES took no mail in all this time; worth a retry
 */
export async function askToConfirm(sku: string, ports: AskToConfirmPorts = production()): Promise<void> {
  const { requests, products, limits, clock, page, shop } = ports;
  if (page === undefined) return;
  const unconfirmed = (await requests.findAsking(sku, clock())).filter((request) => request.unconfirmed);
  if (unconfirmed.length === 0) return;
  const name = (await products.findProducts([sku])).get(sku)?.name ?? sku;
  const mailTo = (shopper: BackInStockRequest) => {
    const token = randomBytes(16).toString('base64url');
    const { email, locale, storefront, askedAt } = shopper;
    const mayBeAsked = () => limits.take({ address: email }, confirmationsAskedFor, `${sku} ${askedAt}`, clock());
    const link = confirmLink(page, sku, token);
    return {
      event: 'confirm-back-in-stock',
      render: (unsubscribeUrl: string) =>
        renderConfirmBackInStock({ sku, name, locale, shop: brandOf(shop, storefront, locale), link, unsubscribeUrl }),
      claim: async (at: string) => (await mayBeAsked()) && requests.claim(shopper, at, token),
      sent: async () => {},
    };
  };
  if (!(await writeToShoppers(unconfirmed, mailTo, ports))) await ports.requestBackInStockNotices(sku);
}
