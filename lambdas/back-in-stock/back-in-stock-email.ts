import * as templates from '../notifications/back-in-stock-template.generated.ts';
import { isolated } from '../notifications/isolated.ts';
import type { BackInStockTexts } from '../notifications/locales/texts.ts';
import { oneLine } from '../notifications/one-line.ts';
import { fillTemplates, type RenderedEmail } from '../notifications/rendered-email.ts';
import { shopperTextsOf, textsOf } from '../notifications/texts.ts';
import type { Locale } from '../orders/locale.ts';

/** A product of which a shopper hears, and in which language. */
export interface BackInStockNotice {
  readonly sku: string;
  readonly name: string;
  readonly locale: Locale;
  readonly shopName: string;
}

/**
 * The e-mail to a shopper who asked for a product that is back in stock.
 *
 * @example const { subject, html, text } = renderBackInStock({ sku: '85123A', name: 'T-LIGHT HOLDER', locale: 'en', shopName: 'North Lane' });
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
  { sku, name, locale, shopName }: BackInStockNotice,
  texts: (product: string, shop: string) => BackInStockTexts,
  link: false | { readonly url: string; readonly button: string },
): RenderedEmail {
  const { fonts, labels } = textsOf(locale);
  const shop = oneLine(shopName);
  const shown = {
    name: oneLine(name),
    sku: oneLine(sku),
    shop,
    skuLabel: labels.sku,
    colon: labels.colon,
    lang: locale,
    fonts,
  };
  const view = { ...texts(isolated(shown.name), isolated(shop)), ...shown, link };
  return fillTemplates(templates, view);
}
