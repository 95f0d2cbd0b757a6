import * as templates from '../notifications/back-in-stock-template.generated.ts';
import { brandView } from '../notifications/brand-view.ts';
import { isolated } from '../notifications/isolated.ts';
import type { BackInStockTexts } from '../notifications/locales/texts.ts';
import { oneLine } from '../notifications/one-line.ts';
import { fillTemplates, type RenderedEmail } from '../notifications/rendered-email.ts';
import { shopperTextsOf } from '../notifications/texts.ts';
import type { Locale } from '../orders/locale.ts';
import type { Brand } from '../shop/brand.ts';

/** A product of which a shopper hears, and in which language. */
export interface BackInStockNotice {
  readonly sku: string;
  readonly name: string;
  readonly locale: Locale;
  readonly shop: Brand;
  /** Where the shopper says that they want no more such mails. */
  readonly unsubscribeUrl: string;
}

/**
 * The e-mail to a shopper who asked for a product that is back in stock.
 *
 * @example const { subject, html, text } = renderBackInStock({ sku: '85123A', name: 'T-LIGHT HOLDER', locale: 'en', shop });
 */
export function renderBackInStock(notice: BackInStockNotice): RenderedEmail {
  return render(notice, shopperTextsOf(notice.locale).backInStock, false);
}

/** The e-mail that asks a shopper to confirm, by its link, that it was them who asked for a product. */
export function renderConfirmBackInStock(notice: BackInStockNotice & { readonly link: string }): RenderedEmail {
  const { confirmBackInStock, confirmButton } = shopperTextsOf(notice.locale);
  return render(notice, confirmBackInStock, { url: notice.link, button: confirmButton });
}

function render(
  { sku, name, locale, shop, unsubscribeUrl }: BackInStockNotice,
  texts: (product: string, shop: string) => BackInStockTexts,
  link: false | { readonly url: string; readonly button: string },
): RenderedEmail {
  const shown = { ...brandView(shop, locale), name: oneLine(name), sku: oneLine(sku) };
  const view = {
    ...texts(isolated(shown.name), isolated(shown.shop)),
    ...shown,
    link,
    unsubscribe: { url: unsubscribeUrl, words: shopperTextsOf(locale).unsubscribe.link },
  };
  return fillTemplates(templates, view, shop);
}
