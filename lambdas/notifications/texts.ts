import type { Locale } from '../orders/locale.ts';
import { en } from './locales/en.ts';
import type { EventTexts, Facts, Texts } from './locales/texts.ts';
import { zhCN } from './locales/zh-CN.ts';
import type { Notice } from './notice.ts';

const textsByLocale: { readonly [locale in Locale]: Texts } = { en, 'zh-CN': zhCN };

/** The texts of a locale, e.g. `textsOf('zh-CN').labels.total`. */
export function textsOf(locale: Locale): Texts {
  return textsByLocale[locale];
}

/** The sentences of a notice about its event. */
export function eventTexts({ event, locale, order }: Notice, facts: Facts): EventTexts {
  const { events } = textsOf(locale);
  if (event === 'order-rejected') {
    if (!order.rejection) throw new Error(`A notice of ${event} needs the reason`);
    return events[event][order.rejection.reason](facts);
  }
  if (event === 'order-cancelled') {
    if (!order.cancellation) throw new Error(`A notice of ${event} needs the reason`);
    return events[event](facts, order.cancellation);
  }
  if (event === 'lines-cancelled') {
    if (!order.linesCancelled) throw new Error(`A notice of ${event} needs what was cancelled`);
    return events[event](facts, order.linesCancelled);
  }
  if (event !== 'order-confirmed' && event !== 'payment-awaited') return events[event](facts);
  return {
    ...events[event](facts),
    ...(order.backorderedLines && events.backordered[event](facts)),
    ...(order.shortages && events.partial[event](facts)),
  };
}
