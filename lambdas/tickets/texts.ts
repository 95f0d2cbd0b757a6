import type { Locale } from '../orders/locale.ts';
import { en } from './locales/en.ts';
import { ja } from './locales/ja.ts';
import type { TicketTexts } from './locales/ticket-texts.ts';
import { zhCN } from './locales/zh-CN.ts';

const texts: Readonly<Record<Locale, TicketTexts>> = { en, ja, 'zh-CN': zhCN };

/** What is written to customers about their tickets, in their language. */
export function ticketTextsOf(locale: Locale): TicketTexts {
  return texts[locale];
}
