import * as templates from '../notifications/back-in-stock-template.generated.ts';
import { oneLine } from '../notifications/one-line.ts';
import { fillTemplates, type RenderedEmail } from '../notifications/rendered-email.ts';
import { textsOf } from '../notifications/texts.ts';
import type { Locale } from '../orders/locale.ts';

/** A product that is back in stock, and in which language a shopper hears of it. */
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
export function renderBackInStock({ sku, name, locale, shopName }: BackInStockNotice): RenderedEmail {
  const { fonts, labels, backInStock } = textsOf(locale);
  const shop = oneLine(shopName);
  const shown = { name: oneLine(name), sku: oneLine(sku), shop, skuLabel: labels.sku, lang: locale, fonts };
  return fillTemplates(templates, { ...backInStock(shown.name, shop), ...shown });
}
