import type { Locale } from '../orders/locale.ts';
import * as en from './locales/en.ts';
import * as ja from './locales/ja.ts';
import type { ReturnTexts } from './locales/texts.ts';
import * as zhCN from './locales/zh-CN.ts';

/** By language; a bundle loads one when its texts are first read (`lib/at-need.ts`). */
const languages: { readonly [locale in Locale]: { readonly texts: ReturnTexts } } = { en, 'zh-CN': zhCN, ja };

/** What the pages about returns say in a language. */
export function returnTextsOf(locale: Locale): ReturnTexts {
  return languages[locale].texts;
}
