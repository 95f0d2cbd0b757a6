import * as templates from '../notifications/back-in-stock-template.generated.ts';
import { brandView } from '../notifications/brand-view.ts';
import { isolated } from '../notifications/isolated.ts';
import { oneLine } from '../notifications/one-line.ts';
import { fillTemplates, type RenderedEmail } from '../notifications/rendered-email.ts';
import { shopperTextsOf } from '../notifications/texts.ts';
import type { OrderContent } from '../orders/order.ts';
import type { Brand } from '../shop/brand.ts';
import { ratingTextsOf } from './texts.ts';

/**
 * The e-mail that asks a customer what they make of an order. It looks as those about products, and is stopped by the
 * same link: it is no part of the order.
 */
export function renderRatingEmail(
  { number, lines, locale }: Pick<OrderContent, 'number' | 'lines' | 'locale'>,
  shop: Brand,
  { pageUrl, unsubscribeUrl }: { readonly pageUrl: string; readonly unsubscribeUrl: string },
): RenderedEmail {
  const shown = brandView(shop, locale, number);
  const texts = ratingTextsOf(locale);
  const view = {
    ...texts.mail(isolated(shown.shop)),
    ...shown,
    ...{ name: oneLine(lines[0]?.name ?? ''), sku: number, labels: { ...shown.labels, sku: shown.labels.number } },
    link: { url: pageUrl, button: texts.button },
    unsubscribe: { url: unsubscribeUrl, words: shopperTextsOf(locale).unsubscribe.link },
  };
  return fillTemplates(templates, view, shop);
}
