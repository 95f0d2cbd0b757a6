import type { Locale } from '../orders/locale.ts';
import { texts as en } from './locales/en.ts';
import { texts as ja } from './locales/ja.ts';
import type { ReturnTexts } from './locales/texts.ts';
import { texts as zhCN } from './locales/zh-CN.ts';

const texts: { readonly [locale in Locale]: ReturnTexts } = { en, 'zh-CN': zhCN, ja };

/** What the pages about returns say in a language. */
export function returnTextsOf(locale: Locale): ReturnTexts {
  return texts[locale];
}
