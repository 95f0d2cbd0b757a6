import type { Locale } from '../orders/locale.ts';
import * as en from './locales/en.ts';
import * as ja from './locales/ja.ts';
import type { PageTexts, ShopperTexts, Texts } from './locales/texts.ts';
import * as zhCN from './locales/zh-CN.ts';

/** What a language says. */
interface Language {
  readonly texts: Texts;
  readonly page: PageTexts;
  readonly toShoppers: ShopperTexts;
}

/** By language; a bundle loads one when its texts are first read (`lib/at-need.ts`). */
const languages: { readonly [locale in Locale]: Language } = { en, 'zh-CN': zhCN, ja };

/** The texts of a locale about orders, e.g. `textsOf('zh-CN').labels.total`. */
export function textsOf(locale: Locale): Texts {
  return languages[locale].texts;
}

/** What is only on the page of an order. */
export function pageTextsOf(locale: Locale): PageTexts {
  return languages[locale].page;
}

/** What is written to shoppers. */
export function shopperTextsOf(locale: Locale): ShopperTexts {
  return languages[locale].toShoppers;
}
