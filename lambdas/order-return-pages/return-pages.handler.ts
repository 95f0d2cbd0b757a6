import { findGranted, type GrantedRecord } from '../order-page/find-granted.ts';
import { pageHeaders } from '../order-page/page-document.ts';
import { formOf, seeOther } from '../order-page/page-form.ts';
import { pageRoute, preferredLocale } from '../order-page/page-route.ts';
import { rulesOf } from '../order-return-cases/shop-rules.ts';
import { Locale } from '../orders/locale.ts';
import { pageTokenOf } from '../orders/page-link.ts';
import { policyOf } from '../return-policy/shop-policy.ts';
import { actionFor } from '../runtime/actions.ts';
import { systemClock } from '../runtime/clock.ts';
import type { HttpResponse } from '../runtime/http.ts';
import { type HttpRequest, pathParameter } from '../runtime/http-request.ts';
import { type Brand, brandOf } from '../shop/brand.ts';
import { stageShop } from '../shop/stage-shop.ts';
import { returnGuide } from './return-guide.ts';
import { confirmationPage, type ReturnPageContent, returnPage } from './return-page.ts';
import { submitReturnForm } from './submit-return-form.ts';
import { findForWithdrawal, searchPage } from './withdrawal-search.ts';

/** What each route does. */
export const actions: Readonly<Record<string, (request: HttpRequest) => Promise<HttpResponse>>> = {
  'GET /o/{token}/returns': async (request) => {
    const token = pathParameter(request, 'token');
    const said = (['taken', 'refused'] as const).find((one) => one === request.queryStringParameters?.said);
    const page = pageOf(await findWhole(token), token);
    return ofOrder(page, returnPage({ ...page, said }));
  },
  'POST /o/{token}/returns': async (request) => {
    const token = pathParameter(request, 'token');
    const granted = await findWhole(token);
    const page = pageOf(granted, token);
    const outcome = await submitReturnForm(granted, formOf(request), page);
    return typeof outcome === 'string'
      ? seeOther(`returns?said=${outcome}`)
      : ofOrder(page, confirmationPage(page, outcome));
  },
  'GET /withdrawal': async (request) => search(request, false),
  'POST /withdrawal': async (request) => {
    const order = await findForWithdrawal(formOf(request));
    // Who knows number and address sees what a message of ours shows.
    return order === undefined
      ? search(request, true)
      : seeOther(`o/${await pageTokenOf(order, { isProven: true })}/returns`);
  },
  'GET /returns-guide': async (request) => {
    const { storefront, locale: asked } = request.queryStringParameters ?? {};
    const said = Locale.safeParse(asked);
    const locale = said.success ? said.data : preferredLocale(request.headers['accept-language']);
    const brand = brandOf(stageShop(), storefront, locale);
    return answer(locale, brand, returnGuide(policyOf(stageShop(), storefront), locale, brand));
  },
};

/** The pages about returns, and their forms. They are one function: read by people, and seldom. */
export const handler = pageRoute(async (request) => actionFor(actions, request)(request));

type WholeGranted = GrantedRecord & { readonly content: NonNullable<GrantedRecord['content']> };

/** The order that a token grants a look at, whole. @throws Problem not-found */
async function findWhole(token: string): Promise<WholeGranted> {
  const granted = await findGranted(token);
  const { content } = granted;
  if (content === undefined) throw new Error(`order ${granted.order.id} is not whole`);
  return { ...granted, content };
}

function pageOf(granted: WholeGranted, token: string): ReturnPageContent {
  const { storefront, locale } = granted.content;
  return {
    ...{ known: granted, token, isProven: granted.isProven },
    rules: rulesOf(storefront),
    brand: brandOf(stageShop(), storefront, locale),
    now: systemClock(),
  };
}

function search(request: HttpRequest, isNotFound: boolean): HttpResponse {
  const locale = preferredLocale(request.headers['accept-language']);
  const brand = brandOf(stageShop(), undefined, locale);
  return answer(locale, brand, searchPage(locale, brand, isNotFound));
}

function ofOrder({ known, brand }: ReturnPageContent, body: string): HttpResponse {
  return answer(known.content.locale, brand, body);
}

function answer(locale: Locale, brand: Brand, body: string): HttpResponse {
  return { statusCode: 200, headers: pageHeaders(locale, brand), body };
}
