import type { Locale } from '../orders/locale.ts';
import * as en from './locales/en.ts';
import * as ja from './locales/ja.ts';
import type { TicketTexts } from './locales/ticket-texts.ts';
import * as zhCN from './locales/zh-CN.ts';

/** By language; a bundle loads one when its texts are first read (`lib/at-need.ts`). */
const languages: { readonly [locale in Locale]: { readonly texts: TicketTexts } } = { en, 'zh-CN': zhCN, ja };

/** What is written to customers about their tickets, in their language. */
export function ticketTextsOf(locale: Locale): TicketTexts {
  return languages[locale].texts;
}
