import type { Locale } from '../orders/locale.ts';
import { en } from './locales/en.ts';
import { ja } from './locales/ja.ts';
import type { RatingTexts } from './locales/rating-texts.ts';
import { zhCN } from './locales/zh-CN.ts';

const texts: Readonly<Record<Locale, RatingTexts>> = { en, ja, 'zh-CN': zhCN };

/** What is written to customers about rating their orders, in their language. */
export function ratingTextsOf(locale: Locale): RatingTexts {
  return texts[locale];
}
