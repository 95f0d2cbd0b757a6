import { environment } from '../runtime/environment.ts';

/**
 * The shop's page on which a shopper confirms that they asked to be told; undefined where shoppers are taken at their
 * word.
 */
export function confirmPage(): string | undefined {
  const page = environment('BACK_IN_STOCK_CONFIRM_PAGE');
  return page === 'none' ? undefined : page;
}

/** The link by which a shopper confirms: the page hands the token to `POST /products/{sku}/back-in-stock-confirmations`. */
export function confirmLink(page: string, sku: string, token: string): string {
  const link = new URL(page);
  link.searchParams.set('sku', sku);
  link.searchParams.set('token', token);
  return link.href;
}
