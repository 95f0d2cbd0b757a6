import { returnGuide } from '../lambdas/order-return-pages/return-guide.ts';
import { confirmationPage, type ReturnPageContent, returnPage } from '../lambdas/order-return-pages/return-page.ts';
import { searchPage } from '../lambdas/order-return-pages/withdrawal-search.ts';
import type { Locale } from '../lambdas/orders/locale.ts';
import { newOrder } from '../lambdas/orders/new-order.ts';
import type { StoredReturnCase } from '../lambdas/orders/return-case.ts';
import { policyOf } from '../lambdas/return-policy/shop-policy.ts';
import { brandOf } from '../lambdas/shop/brand.ts';
import { exampleShop } from './example-shop.ts';
import { at, contentIn, parcelIn } from './page-examples.ts';

/* The pages about returns, for the pictures (`npm run screenshots`) and the tests in a browser. */

const aCase = (id: string, changes: Partial<StoredReturnCase>): StoredReturnCase => ({
  ...{ id, kind: 'RETURN', state: 'APPROVED', lines: [{ line: 1, quantity: 1 }], remedy: 'REFUND', keeps: false },
  ...{
    history: [{ at: at(90), state: 'REQUESTED', by: 'customer' }],
    postage: 'CUSTOMER',
    version: 1,
    requestHash: '',
  },
  ...changes,
});

/** A case in each state that asks something of its customer, or tells them something. */
const cases = [
  aCase('c1', { sendBy: at(14 * 1440) }),
  aCase('c2', { kind: 'CLAIM', state: 'REQUESTED', reason: 'BROKEN', text: 'A cup has no handle.' }),
  aCase('c3', { state: 'REFUNDED', givenBack: 255, remark: 'As new: thank you.' }),
  aCase('c4', { kind: 'EXCHANGE', state: 'EXCHANGED', remedy: 'REPLACEMENT' }),
];

const pageOf = (locale: Locale, change: Partial<ReturnPageContent> = {}): ReturnPageContent => {
  const content = contentIn(locale);
  const shop = brandOf(exampleShop, content.storefront, locale);
  return {
    known: {
      order: { ...newOrder(content), status: 'SHIPPED', shipments: 1 },
      ...{ content, shipments: [parcelIn('DELIVERED')], cases },
    },
    rules: { policy: policyOf(exampleShop, content.storefront), timeZone: shop.timeZone },
    ...{ token: 'gAABI0VniavN7wEjRWeJq83vAS', isProven: true, brand: shop, now: new Date(at(120)) },
    ...change,
  };
};

const shopIn = (locale: Locale) => brandOf(exampleShop, undefined, locale);

/** The pages by name. */
export const returnPageExamples: Readonly<Record<string, (locale: Locale) => string>> = {
  returns: (locale) => returnPage(pageOf(locale, { said: 'taken' })),
  'returns-refused': (locale) => returnPage(pageOf(locale, { said: 'refused', isProven: false })),
  'withdrawal-to-confirm': (locale) =>
    confirmationPage(pageOf(locale), { name: 'Ada Example', lines: [{ line: 1, quantity: 6 }] }),
  withdrawal: (locale) => searchPage(locale, shopIn(locale), false),
  'withdrawal-not-found': (locale) => searchPage(locale, shopIn(locale), true),
  'returns-guide': (locale) => returnGuide(policyOf(exampleShop, undefined), locale, shopIn(locale)),
};
