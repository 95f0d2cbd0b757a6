import type { Locale } from '../orders/locale.ts';
import * as en from './locales/en.ts';
import * as ja from './locales/ja.ts';
import type { PageTexts, ShopperTexts, Texts } from './locales/texts.ts';
import * as zhCN from './locales/zh-CN.ts';

/*
 * The texts of every locale, in three parts: no function brings those that it does not write, because a bundler leaves
 * them out.
 */

const texts: { readonly [locale in Locale]: Texts } = { en: en.texts, 'zh-CN': zhCN.texts, ja: ja.texts };
const pages: { readonly [locale in Locale]: PageTexts } = { en: en.page, 'zh-CN': zhCN.page, ja: ja.page };
const toShoppers: { readonly [locale in Locale]: ShopperTexts } = {
  en: en.toShoppers,
  'zh-CN': zhCN.toShoppers,
  ja: ja.toShoppers,
};

/** The texts of a locale about orders, e.g. `textsOf('zh-CN').labels.total`. */
export function textsOf(locale: Locale): Texts {
  return texts[locale];
}

/** What is only on the page of an order. */
export function pageTextsOf(locale: Locale): PageTexts {
  return pages[locale];
}

/** What is written to shoppers. */
export function shopperTextsOf(locale: Locale): ShopperTexts {
  return toShoppers[locale];
}
