import type { Locale } from '../orders/locale.ts';
import { en } from './locales/en.ts';
import { ja } from './locales/ja.ts';
import type { EventTexts, Facts, Texts } from './locales/texts.ts';
import { zhCN } from './locales/zh-CN.ts';
import type { Notice } from './notice.ts';
import { notices } from './notices/registry.ts';

const textsByLocale: { readonly [locale in Locale]: Texts } = { en, 'zh-CN': zhCN, ja };

/** The texts of a locale, e.g. `textsOf('zh-CN').labels.total`. */
export function textsOf(locale: Locale): Texts {
  return textsByLocale[locale];
}

/** The sentences of a notice about its event. */
export function eventTexts({ event, locale, order }: Notice, facts: Facts): EventTexts {
  return notices[event].sentences(textsOf(locale).events, facts, order);
}
