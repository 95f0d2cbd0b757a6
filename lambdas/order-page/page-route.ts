import { pageTextsOf } from '../notifications/texts.ts';
import { defaultLocale, type Locale, locales } from '../orders/locale.ts';
import { html } from '../runtime/html.ts';
import { type HttpResponse, openHttp } from '../runtime/http.ts';
import type { HttpRequest } from '../runtime/http-request.ts';
import { notFound } from '../runtime/problems.ts';
import { type Brand, brandOf } from '../shop/brand.ts';
import { stageShop } from '../shop/stage-shop.ts';
import { helpWithoutOrder } from './help.ts';
import { pageDocument, pageHeaders } from './page-document.ts';

/** Why there is no order to show: its link does not work, or we do not. */
export const troubles = ['gone', 'failed'] as const;
export type Trouble = (typeof troubles)[number];

/** A route that people look at: what went wrong is said on a page too. */
export const pageRoute = (run: (request: HttpRequest) => Promise<HttpResponse>) =>
  openHttp(run, ({ status, kind, headers }, request) => {
    const locale = preferredLocale(request.headers['accept-language']);
    const trouble = kind === notFound.kind ? 'gone' : 'failed';
    const brand = brandOf(stageShop(), undefined, locale);
    const body = troublePage(trouble, locale, brand);
    return { statusCode: status, headers: { ...pageHeaders(locale, brand), ...headers }, body };
  });

/** What is shown in place of an order. */
export function troublePage(trouble: Trouble, locale: Locale, brand: Brand): string {
  const { badge, heading, status } = pageTextsOf(locale)[trouble];
  const main = html`<section class="card"><p class="badge ended">${badge}</p><h1>${heading}</h1><p>${status}</p></section>
${helpWithoutOrder(brand, locale)}`;
  return pageDocument({ locale, title: heading, brand, main });
}

/** The first language of the reader that we write, by its primary tag. */
export function preferredLocale(acceptLanguage = ''): Locale {
  const wanted = acceptLanguage.split(',').map((range) => range.split(/[;-]/)[0]?.trim().toLowerCase());
  const found = wanted.map((language) => locales.find((locale) => locale.split('-')[0] === language));
  return found.find((locale) => locale !== undefined) ?? defaultLocale;
}
