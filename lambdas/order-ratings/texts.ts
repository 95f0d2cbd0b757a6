import type { Locale } from '../orders/locale.ts';
import * as en from './locales/en.ts';
import * as ja from './locales/ja.ts';
import type { RatingTexts } from './locales/rating-texts.ts';
import * as zhCN from './locales/zh-CN.ts';

/** By language; a bundle loads one when its texts are first read (`lib/at-need.ts`). */
const languages: { readonly [locale in Locale]: { readonly texts: RatingTexts } } = { en, 'zh-CN': zhCN, ja };

/** What is written to customers about rating their orders, in their language. */
export function ratingTextsOf(locale: Locale): RatingTexts {
  return languages[locale].texts;
}
